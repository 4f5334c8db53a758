//! Which family of pictures draws which kind of goods.

use super::look::{Look, Page};
use super::{camp, cosmetic, eyewear, food, gear, jacket, lens, optics, parcel, shoe, skirt, socks, trousers};
use crate::catalog::Product;

/// Families of pictures: goods within one are drawn by the same hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    Trousers,
    Skirt,
    Shoe,
    Socks,
    /// What shoes are sold with: insoles, the foot gauge.
    ShoeAid,
    Cosmetic,
    Jacket,
    Camp,
    Gear,
    Eyewear,
    Lens,
    /// What goes with spectacles: cases, cloths, clips.
    OpticsAid,
    Food,
    /// A kind nobody has drawn: a parcel.
    Parcel,
}

impl Family {
    /// Whether a colour's word is said as one (雾霾蓝色); cosmetics have shades and scents (N10瓷白, 白桃).
    pub fn wears_colours(self) -> bool {
        self.has_colours() && self != Self::Cosmetic
    }

    /// Whether the words of the stock are colours of the thing itself (not 清爽型 or 原味).
    pub fn has_colours(self) -> bool {
        !matches!(self, Self::Food | Self::Parcel)
    }
}

/// The family of a product and what can be seen of it.
pub fn of(product: &Product) -> (Family, Box<dyn Look>) {
    let page = Page(product);
    match product.kind.as_str() {
        "牛仔裤" | "西裤" | "休闲裤" | "打底裤" | "冬裤" | "短裤" | "速干裤" | "软壳裤" | "雨裤" => {
            (Family::Trousers, Box::new(trousers::Trousers::read(page)))
        }
        "学步鞋" | "运动鞋" | "凉鞋" | "雪地靴" | "棉鞋" | "雨靴" | "皮鞋" | "帆布鞋" | "拖鞋" | "室内鞋"
        | "徒步鞋" | "登山鞋" | "溯溪鞋" => (Family::Shoe, Box::new(shoe::Shoe::read(page))),
        "裙裤" => (Family::Skirt, Box::new(skirt::Skirt::read(page))),
        "袜子" => (Family::Socks, Box::new(socks::Socks::read(page))),
        "配件" if product.title.contains("鞋垫") || product.title.contains("量脚") => {
            (Family::ShoeAid, Box::new(socks::ShoeAid::read(page)))
        }
        "洁面" | "卸妆" | "化妆水" | "乳液" | "精华" | "面霜" | "眼霜" | "防晒" | "面膜" | "口红" | "润唇" | "底妆"
        | "眉眼" | "手部" | "身体" | "工具" => (Family::Cosmetic, Box::new(cosmetic::Cosmetic::read(page))),
        "冲锋衣" | "皮肤衣" | "软壳" | "抓绒衣" | "羽绒服" => {
            (Family::Jacket, Box::new(jacket::Jacket::read(page)))
        }
        "帐篷" | "天幕" | "帐篷配件" | "睡袋" | "睡袋内胆" | "防潮垫" => {
            (Family::Camp, Box::new(camp::Camp::read(page)))
        }
        "炉具" | "锅具" | "登山杖" | "背包" | "防水包" | "水壶" | "头灯" | "营地灯" | "手套" | "帽子" => {
            (Family::Gear, Box::new(gear::Gear::read(page)))
        }
        "镜架" | "儿童镜架" | "太阳镜" | "老花镜" => {
            (Family::Eyewear, Box::new(eyewear::Eyewear::read(page)))
        }
        "单光镜片" | "防蓝光镜片" | "变色镜片" | "染色镜片" | "渐进镜片" => {
            (Family::Lens, Box::new(lens::Lens::read(page)))
        }
        "夹片" | "镜盒" | "清洁" | "配件" => (Family::OpticsAid, Box::new(optics::OpticsAid::read(page))),
        "奶粉" | "奶酪" | "坚果" | "麦片" | "橄榄油" | "酱料" | "蜂蜜果酱" | "巧克力" | "糖果" | "饼干" | "咖啡"
        | "茶" | "面食" | "海苔" | "罐头" | "果干" | "饮料" | "代餐棒" => {
            (Family::Food, Box::new(food::Food::read(page)))
        }
        _ => (Family::Parcel, Box::new(parcel::Parcel)),
    }
}
