//! Every product of the shipped content has a picture of its own; what is said of a picture is drawn in it.

use super::colour::{Colour, named};
use super::colour_words::WORDS;
use super::look::{Look, Page};
use super::palette::Palette;
use super::pen::Pen;
use super::shoe::{Closing, Shoe};
use super::trousers::Trousers;
use super::{DISTINCT_FROM, Family, alt, distance, distinct_from, family, features_apart, svg, svg_in};
use crate::catalog::Product;
use crate::content::Files;
use std::collections::{BTreeMap, BTreeSet};

/// What a picture may weigh.
const BYTES_MAX: usize = 4_000;

/// Every kind of goods that is shipped, and the hand that draws it.
const KINDS: &[(Family, &str)] = &[
    (Family::Trousers, "牛仔裤 西裤 休闲裤 打底裤 冬裤 短裤 速干裤 软壳裤 雨裤"),
    (Family::Skirt, "裙裤"),
    (Family::Shoe, "学步鞋 运动鞋 凉鞋 雪地靴 棉鞋 雨靴 皮鞋 帆布鞋 拖鞋 室内鞋 徒步鞋 登山鞋 溯溪鞋"),
    (Family::Socks, "袜子"),
    (Family::Cosmetic, "洁面 卸妆 化妆水 乳液 精华 面霜 眼霜 防晒 面膜 口红 润唇 底妆 眉眼 手部 身体 工具"),
    (Family::Jacket, "冲锋衣 皮肤衣 软壳 抓绒衣 羽绒服"),
    (Family::Camp, "帐篷 天幕 帐篷配件 睡袋 睡袋内胆 防潮垫"),
    (Family::Gear, "炉具 锅具 登山杖 背包 防水包 水壶 头灯 营地灯 手套 帽子"),
    (Family::Eyewear, "镜架 儿童镜架 太阳镜 老花镜"),
    (Family::Lens, "单光镜片 防蓝光镜片 变色镜片 染色镜片 渐进镜片"),
    (Family::OpticsAid, "夹片 镜盒 清洁"),
    (Family::Food, "奶粉 奶酪 坚果 麦片 橄榄油 酱料 蜂蜜果酱 巧克力 糖果 饼干 咖啡 茶 面食 海苔 罐头 果干 饮料 代餐棒"),
];

/// Words of the stock that name a pattern or a mixture, not a colour.
const NO_COLOURS: &[&str] =
    &["男童混色", "女童混色", "浅色混", "小动物", "星星", "格子", "条纹", "碎花", "单瓶", "双瓶装", "盒装"];

/// The shipped products alone, by article number: reading all content takes a debug build seconds.
struct Shipped {
    products: BTreeMap<String, Product>,
}

fn shipped() -> Shipped {
    #[derive(serde::Deserialize)]
    struct Shelf {
        product: Vec<Product>,
    }
    let files = Files::shipped()
        .0
        .into_iter()
        .filter(|(path, _)| path.starts_with("shops/") && path.ends_with("/products.toml"));
    let shelves =
        files.map(|(path, text)| toml::from_str::<Shelf>(&text).unwrap_or_else(|fault| panic!("{path}: {fault}")));
    let products = shelves.flat_map(|shelf| shelf.product).map(|product| (product.id.clone(), product));
    Shipped { products: products.collect() }
}

fn product(content: &Shipped, id: &str) -> Product {
    content.products[id].clone()
}

#[test]
fn each_kind_has_its_family() {
    let content = shipped();
    assert!(content.products.len() >= 286, "{}", content.products.len());
    let mut families: BTreeMap<&str, Family> = BTreeMap::new();
    for (family, kinds) in KINDS {
        families.extend(kinds.split(' ').map(|kind| (kind, *family)));
    }
    for product in content.products.values() {
        let drawn = family(product);
        match families.get(product.kind.as_str()) {
            Some(expected) => assert_eq!(drawn, *expected, "{} {}", product.id, product.kind),
            // Two shops sell 配件.
            None => {
                assert_eq!(product.kind, "配件", "{} is of a kind nobody draws", product.id);
                assert!(matches!(drawn, Family::ShoeAid | Family::OpticsAid), "{}", product.id);
            }
        }
    }
}

#[test]
fn pictures_are_small_sound_and_without_anything_foreign() {
    let tags = BTreeSet::from(["svg", "g", "path", "rect", "ellipse", "circle", "text"]);
    for product in shipped().products.values() {
        let picture = svg(product);
        assert!(picture.len() <= BYTES_MAX, "{}: {} bytes", product.id, picture.len());
        let document = roxmltree::Document::parse(&picture).unwrap_or_else(|error| panic!("{}: {error}", product.id));
        assert_eq!(document.root_element().attribute("viewBox"), Some("0 0 160 160"), "{}", product.id);
        for node in document.descendants().filter(roxmltree::Node::is_element) {
            assert!(tags.contains(node.tag_name().name()), "{}: {}", product.id, node.tag_name().name());
            for attribute in node.attributes() {
                let value = attribute.value();
                assert!(
                    !value.contains("NaN") && !value.contains("inf") && !value.contains("url"),
                    "{}: {value}",
                    product.id
                );
            }
        }
    }
}

#[test]
fn words_in_a_picture_are_sizes_only() {
    for product in shipped().products.values() {
        let picture = svg(product);
        let document = roxmltree::Document::parse(&picture).unwrap();
        let sizes: Vec<&String> = product.stock.values().flat_map(BTreeMap::keys).collect();
        for words in document.descendants().filter(|node| node.has_tag_name("text")).filter_map(|node| node.text()) {
            let number: String = words.chars().take_while(|letter| letter.is_ascii_digit() || *letter == '.').collect();
            let told = sizes.iter().any(|size| size.as_str() == words)
                || product.facts.values().any(|fact| !number.is_empty() && fact.contains(&number));
            assert!(told, "{}: {words} stands on the pack and not on the page", product.id);
        }
    }
}

#[test]
fn no_two_products_look_the_same() {
    let content = shipped();
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    let mut told: BTreeMap<String, &str> = BTreeMap::new();
    for product in content.products.values() {
        let twin = seen.insert(svg(product), &product.id);
        assert_eq!(twin, None, "{} looks like {twin:?}", product.id);
        let twin = told.insert(alt(product), &product.id);
        assert_eq!(twin, None, "{} is told like {twin:?}", product.id);
    }
}

/// Both drawn in the same colours, so that the difference must be in the drawing.
#[test]
fn what_is_said_of_a_picture_is_drawn_in_it() {
    let content = shipped();
    let neutral = Palette::of(&product(&content, "XB-2107"), None);
    let drawn: Vec<_> = content
        .products
        .values()
        .map(|product| {
            let (family, look) = super::family::of(product);
            let mut pen = Pen::default();
            look.draw(&mut pen, &neutral);
            (product, family, pen.finish(neutral.main()), look)
        })
        .collect();
    let mut pairs = 0;
    for (index, (one, family, picture, look)) in drawn.iter().enumerate() {
        for (other, other_family, other_picture, other_look) in &drawn[index + 1..] {
            if family == other_family && features_apart(look.as_ref(), other_look.as_ref()) > 0 {
                pairs += 1;
                assert_ne!(picture, other_picture, "{} {}: told apart in words only", one.id, other.id);
            }
        }
    }
    assert!(pairs > 5_000, "{pairs} pairs");
}

/// Without the mark, the strap or the band the picture must be another.
#[test]
fn each_part_that_is_read_shows() {
    let content = shipped();
    let drawn = |look: &dyn Look, product: &Product| {
        let mut pen = Pen::default();
        look.draw(&mut pen, &Palette::of(product, None));
        pen.finish(Colour::rgb(0))
    };
    for product in content.products.values() {
        match family(product) {
            Family::Trousers => {
                let whole = Trousers::read(Page(product));
                for index in 0..whole.marks.len() {
                    let mut less = Trousers::read(Page(product));
                    let mark = less.marks.remove(index);
                    assert_ne!(drawn(&whole, product), drawn(&less, product), "{}: {mark:?}", product.id);
                }
            }
            Family::Shoe => {
                let whole = Shoe::read(Page(product));
                let bare = Shoe { closing: Closing::None, ..Shoe::read(Page(product)) };
                let closed = whole.closing != Closing::None;
                assert!(
                    !closed || drawn(&whole, product) != drawn(&bare, product),
                    "{}: {:?}",
                    product.id,
                    whole.closing
                );
                for index in 0..whole.extras.len() {
                    let mut less = Shoe::read(Page(product));
                    let extra = less.extras.remove(index);
                    assert_ne!(drawn(&whole, product), drawn(&less, product), "{}: {extra:?}", product.id);
                }
            }
            _ => {}
        }
    }
}

#[test]
fn each_colour_in_stock_is_known_and_shown() {
    for product in shipped().products.values() {
        if !family(product).wears_colours() {
            continue;
        }
        let pictures = product.stock.keys().map(|word| (word, named(word), svg_in(product, Some(word))));
        let pictures: Vec<_> = pictures.collect();
        for (word, colours, picture) in &pictures {
            assert!(
                !colours.is_empty() || NO_COLOURS.contains(&word.as_str()),
                "{}: {word} names no colour",
                product.id
            );
            for (other, other_colours, other_picture) in &pictures {
                let same = colours == other_colours;
                assert!(same || picture != other_picture, "{}: {word} looks like {other}", product.id);
            }
        }
    }
}

#[test]
fn colour_words_are_read_by_what_is_known_of_them() {
    assert_eq!(named("森林绿"), named("绿"));
    assert_eq!(named("黑橙"), [named("黑"), named("橙")].concat());
    assert_eq!(named("金框墨绿片"), [named("金"), named("墨绿")].concat());
    assert_eq!(named("雾霾蓝").len(), 1);
    assert_ne!(named("雾霾蓝"), named("蓝"));
    assert!(named("清爽型").is_empty() && named("").is_empty());
    for (word, rgb) in WORDS {
        let [red, green, blue] = Colour::rgb(*rgb).to_rgb();
        assert_eq!(u32::from_be_bytes([0, red, green, blue]), *rgb, "{word} comes back changed");
        assert_eq!(WORDS.iter().filter(|(twin, _)| twin == word).count(), 1, "{word} stands twice");
    }
}

/// Relative luminance and contrast as WCAG 2.2 defines them.
fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let luminance = |rgb: [u8; 3]| {
        let part = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(rgb[0]) + 0.7152 * part(rgb[1]) + 0.0722 * part(rgb[2])
    };
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    one.max(other) / one.min(other)
}

#[test]
fn outlines_hold_on_light_and_dark_pages() {
    // `--sunken` of the light page and `--surface` of the dark one: the grounds nearest to the outline.
    for ground in [[0xf1, 0xf4, 0xf8], [0x1b, 0x1e, 0x23]] {
        for (word, rgb) in WORDS {
            let edge = Colour::rgb(*rgb).edge().to_rgb();
            assert!(contrast(edge, ground) >= 3.0, "{word}: {:.2} to 1", contrast(edge, ground));
        }
    }
}

#[test]
fn words_for_a_picture_do_not_name_the_product() {
    let content = shipped();
    for product in content.products.values() {
        let words = alt(product);
        assert!(!words.contains(&product.title) && !words.contains(&product.id), "{words}");
    }
    let told = [
        ("WY-1205", "一条长裤：阔腿、长盖脚面、高腰、加宽腰头、前褶；摩卡棕色"),
        ("XB-2112", "一只鞋：低帮圆头、薄软底、单条宽魔术贴、光面；米白色"),
        ("SL-2103", "一个油瓶，按压泵带锁扣：米黄色包装、标签上画米粒、标着150ml"),
        ("YJ-3172", "一个背包：高，带顶包、腰带和底部绑带；钢蓝色"),
        ("MC-4109", "一副镜架：猫眼框、粗边、中镜圈、宽板腿、一体鼻托；奶茶玳瑁色"),
        ("YC-6103", "几个饮料纸盒：橙色包装、标签上画橙片、标着1L×4"),
    ];
    for (id, words) in told {
        assert_eq!(alt(&content.products[id]), words);
    }
}

#[test]
fn distances_tell_what_can_be_told_apart() {
    let content = shipped();
    let apart = |one: &str, other: &str| distance(&product(&content, one), &product(&content, other));
    for (one, other) in [("WY-1101", "WY-1105"), ("XB-2112", "XB-2115"), ("MC-4101", "MC-4103"), ("SL-2131", "SL-2133")]
    {
        assert!(apart(one, other) >= DISTINCT_FROM, "{one} {other}: {}", apart(one, other));
        assert_eq!(apart(one, other), apart(other, one));
    }
    // Fleece within, one index apart: the same at a glance.
    for (one, other) in [("WY-1307", "WY-1501"), ("MC-4202", "MC-4203"), ("WY-1101", "WY-1101")] {
        assert!(apart(one, other) < DISTINCT_FROM, "{one} {other}: {}", apart(one, other));
    }
    let [jeans, wide, lens] = ["WY-1101", "WY-1105", "MC-4202"].map(|id| product(&content, id));
    assert!(distinct_from(&jeans, &[&wide, &lens]));
    assert!(!distinct_from(&jeans, &[&wide, &jeans]));
}

#[test]
fn foreign_content_gets_a_parcel_or_a_sound_picture() {
    let content = shipped();
    let stone = Product { kind: "石头".to_owned(), ..product(&content, "XB-2107") };
    assert_eq!(family(&stone), Family::Parcel);
    for kind in KINDS.iter().flat_map(|(_, kinds)| kinds.split(' ')).chain(["石头"]) {
        let bare = Product {
            kind: kind.to_owned(),
            title: "<x>&\"".to_owned(),
            stock: BTreeMap::from([("<&>".to_owned(), BTreeMap::from([("<b>&\u{1}999999999999999".to_owned(), 1)]))]),
            materials: BTreeMap::new(),
            facts: BTreeMap::from([
                ("裤长".to_owned(), "约99999厘米".to_owned()),
                ("正面总宽".to_owned(), "M 9999".to_owned()),
            ]),
            ..stone.clone()
        };
        let empty = Product { stock: BTreeMap::new(), facts: BTreeMap::new(), ..bare.clone() };
        for product in [&bare, &empty] {
            let picture = svg(product);
            assert!(roxmltree::Document::parse(&picture).is_ok(), "{kind}: {picture}");
            assert!(picture.len() <= BYTES_MAX && !alt(product).is_empty(), "{kind}");
        }
    }
}
