//! Shoes seen from the side, toe to the right: form, height, sole, closing, upper.

use super::look::{Feature, Look, Page};
use super::palette::Palette;
use super::pen::Pen;

mod closing;
mod drawn;
mod parts;
mod sole;

pub use parts::{Closing, Extra, Form, Sole, Upper};

pub struct Shoe {
    pub form: Form,
    pub sole: Sole,
    pub closing: Closing,
    pub upper: Upper,
    pub extras: Vec<Extra>,
}

impl Shoe {
    pub fn read(page: Page<'_>) -> Self {
        let form = form(page);
        Self { form, sole: sole(page, form), closing: closing(page), upper: upper(page), extras: extras(page) }
    }
}

impl Look for Shoe {
    fn noun(&self) -> String {
        self.form.noun().to_owned()
    }

    fn features(&self) -> Vec<Feature> {
        let mut features = vec![
            Feature::outline("form", self.form.word()),
            Feature::part("sole", self.sole.word()),
            Feature::part("closing", self.closing.word()),
            Feature::detail("upper", self.upper.word()),
        ];
        features.extend(self.extras.iter().map(|extra| Feature::part("extra", extra.word())));
        features
    }

    fn draw(&self, pen: &mut Pen, palette: &Palette) {
        drawn::draw(self, pen, palette);
    }
}

fn form(page: Page<'_>) -> Form {
    const TITLES: &[(&str, Form)] = &[
        ("步前", Form::PreWalker),
        ("地板袜鞋", Form::SockShoe),
        ("舞蹈", Form::Ballet),
        ("室内鞋", Form::Indoor),
        ("居家棉鞋", Form::HomeShoe),
        ("棉拖鞋", Form::FurSlipper),
        ("一字带凉拖", Form::StrapSlipper),
        ("拖鞋", Form::Slipper),
        ("洞洞鞋", Form::Clog),
        ("溯溪", Form::ClosedSandal),
        ("玛丽珍", Form::MaryJane),
        ("乐福", Form::Loafer),
        ("黑皮鞋", Form::Oxford),
        ("一脚蹬帆布", Form::SlipOnCanvas),
        ("雨靴", Form::RainBoot),
        ("雪地靴", Form::Boot),
        ("马丁靴", Form::High),
        ("登山鞋", Form::High),
        ("高帮", Form::High),
        ("中帮", Form::Mid),
    ];
    if let Some(form) = page.titled(TITLES) {
        return form;
    }
    match page.fact("鞋头") {
        "包头" => Form::ClosedSandal,
        "露趾" => Form::OpenSandal,
        _ if page.0.kind == "学步鞋" => Form::Toddler,
        _ => Form::Low,
    }
}

fn sole(page: Page<'_>, form: Form) -> Sole {
    let (sole, grip) = (page.material("鞋底"), page.fact("防滑"));
    let lugs = ["粗齿", "深齿", "锯齿", "深槽", "齿纹"].iter().any(|word| grip.contains(word));
    match form {
        _ if sole.contains("灯带") => Sole::Lamp,
        _ if sole.contains("点胶") || grip.contains("橡胶点") => Sole::Dots,
        Form::Ballet => Sole::Leather,
        Form::MaryJane | Form::Loafer | Form::Oxford => Sole::Heel,
        _ if sole.contains("硫化") || page.title("板鞋") || page.title("帆布") => Sole::Flat,
        _ if lugs || page.number("齿深").is_some() => Sole::Lug,
        Form::Slipper | Form::StrapSlipper => Sole::Foam,
        _ if sole.contains("MD") || sole.contains("EVA") || page.0.kind == "运动鞋" => Sole::Foam,
        _ => Sole::Soft,
    }
}

fn closing(page: Page<'_>) -> Closing {
    const WORDS: &[(&str, Closing)] = &[
        ("旋钮", Closing::Dial),
        ("假鞋带", Closing::MockLaces),
        ("提带", Closing::PullTab),
        ("鞋带加魔术贴", Closing::LacesAndStrap),
        ("抽绳加侧拉链", Closing::CordAndZip),
        ("侧拉链，鞋带", Closing::LacesAndZip),
        ("单条宽", Closing::WideStrap),
        ("单条", Closing::OneStrap),
        ("双条", Closing::TwoStraps),
        ("侧面魔术贴", Closing::SideStrap),
        ("后跟魔术贴", Closing::BackStrap),
        ("一字扣", Closing::OneStrap),
        ("看像系带", Closing::Laces),
        ("系带", Closing::Laces),
        ("弹力绳加卡扣", Closing::Cord),
        ("提手", Closing::Handles),
        ("脱靴口", Closing::Kick),
        ("抽绳", Closing::Cord),
        ("扣带", Closing::Buckle),
        ("交叉", Closing::CrossedBands),
        ("松紧", Closing::Elastic),
    ];
    let fact = page.fact("闭合方式");
    match WORDS.iter().find(|(word, _)| fact.contains(word)) {
        Some((_, closing)) => *closing,
        None if fact.is_empty() && page.has("溯溪") => Closing::Cord,
        None if fact.is_empty() => Closing::Laces,
        None => Closing::None,
    }
}

fn upper(page: Page<'_>) -> Upper {
    const WORDS: &[(&str, Upper)] = &[
        ("短毛绒", Upper::Plush),
        ("翻毛", Upper::Suede),
        ("反绒", Upper::Suede),
        ("麂绒", Upper::Suede),
        ("毛一体", Upper::Suede),
        ("网布拼", Upper::Overlaid),
        ("网布加", Upper::Overlaid),
        ("网布", Upper::Mesh),
        ("飞织", Upper::Knit),
        ("针织", Upper::Knit),
        ("帆布", Upper::Canvas),
        ("漆皮", Upper::Patent),
        ("尼龙", Upper::Nylon),
    ];
    let material = page.material("鞋面");
    WORDS.iter().find(|(word, _)| material.contains(word)).map_or(Upper::Plain, |(_, upper)| *upper)
}

fn extras(page: Page<'_>) -> Vec<Extra> {
    let inside = page.material("内里");
    let colour = |word: &str| page.0.stock.keys().any(|colour| colour.contains(word));
    let plush = page.material("鞋面").contains("短毛绒");
    let holds = [
        (Extra::Liner, !page.fact("内胆").is_empty()),
        (Extra::Fur, !plush && ["绒", "羊毛"].iter().any(|word| inside.contains(word)) && page.fact("内胆").is_empty()),
        (Extra::Bumper, page.fact("鞋头").contains("防撞") || page.fact("鞋头").contains("硬包头")),
        (Extra::Bow, page.title("蝴蝶结")),
        (Extra::Ears, plush),
        (Extra::Plaid, colour("格子")),
        (Extra::Stripes, colour("条纹") && !colour("格子")),
        (Extra::Reflector, !page.fact("反光条").is_empty()),
        (Extra::NameTag, !page.fact("姓名贴").is_empty()),
        (Extra::Drain, page.material("鞋底").contains("排水") || !page.fact("排水").is_empty()),
        (Extra::Snow, page.fact("防水").contains("防水膜") || page.fact("防水").contains("鞋面防水")),
        (Extra::Stitches, page.material("鞋面").contains("牛皮")),
    ];
    holds.into_iter().filter(|(_, holds)| *holds).map(|(extra, _)| extra).collect()
}
