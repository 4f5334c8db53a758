//! Trousers laid flat: rise, cut and length make the silhouette; cloth and band the rest.

use super::look::{Feature, Look, Page};
use super::palette::Palette;
use super::pen::Pen;

mod detail;
mod drawn;
pub use drawn::Frame;
mod marks;

/// How the leg falls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    Skinny,
    Slim,
    Straight,
    Loose,
    Wide,
    Flare,
    Taper,
    Barrel,
    Cuffed,
}

impl Cut {
    const TITLES: &[(&str, Self)] = &[
        ("阔腿", Self::Wide),
        ("微喇", Self::Flare),
        ("拖地", Self::Wide),
        ("束脚", Self::Cuffed),
        ("香蕉", Self::Barrel),
        ("萝卜", Self::Taper),
        ("锥形", Self::Taper),
        ("老爹", Self::Loose),
        ("男友", Self::Loose),
        ("工装", Self::Loose),
        ("羽绒裤", Self::Loose),
        ("雨裤", Self::Loose),
        ("运动短裤", Self::Loose),
        ("五分", Self::Straight),
        ("小脚", Self::Skinny),
        ("烟管", Self::Slim),
        ("修身", Self::Slim),
        ("九分西裤", Self::Slim),
        ("打底", Self::Skinny),
        ("鲨鱼", Self::Skinny),
        ("瑜伽", Self::Skinny),
        ("连袜", Self::Skinny),
        ("安全裤", Self::Skinny),
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Skinny => "紧身小脚",
            Self::Slim => "修身",
            Self::Straight => "直筒",
            Self::Loose => "宽松",
            Self::Wide => "阔腿",
            Self::Flare => "微喇",
            Self::Taper => "上宽下窄",
            Self::Barrel => "大腿外弧",
            Self::Cuffed => "束脚",
        }
    }
}

/// How high the waist sits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rise {
    Middle,
    High,
    VeryHigh,
}

/// What it is made of, as far as it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cloth {
    Plain,
    Denim,
    Cord,
    Waffle,
    Knit,
    Linen,
    Leather,
    Quilt,
    Stretch,
    Tights,
    Wool,
    Silk,
}

impl Cloth {
    const TITLES: &[(&str, Self)] = &[
        ("牛仔", Self::Denim),
        ("灯芯绒", Self::Cord),
        ("华夫格", Self::Waffle),
        ("卫裤", Self::Knit),
        ("针织", Self::Knit),
        ("运动裤", Self::Knit),
        ("棉麻", Self::Linen),
        ("皮面", Self::Leather),
        ("羽绒", Self::Quilt),
        ("连袜", Self::Tights),
        ("冰丝", Self::Silk),
        ("毛呢", Self::Wool),
        ("羊毛", Self::Wool),
        ("打底", Self::Stretch),
        ("鲨鱼", Self::Stretch),
        ("瑜伽", Self::Stretch),
        ("安全裤", Self::Stretch),
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Plain | Self::Tights => "",
            Self::Denim => "牛仔布",
            Self::Cord => "灯芯绒条纹",
            Self::Waffle => "方格纹理",
            Self::Knit => "针织面",
            Self::Linen => "棉麻面",
            Self::Leather => "皮面反光",
            Self::Quilt => "绗缝充绒",
            Self::Stretch => "贴身弹力布",
            Self::Wool => "毛呢面",
            Self::Silk => "垂顺有光",
        }
    }
}

/// What closes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Band {
    Button,
    Hook,
    Elastic,
    Drawstring,
    Wide,
    Belly,
}

/// What is on it besides; at most [`MARKS_MAX`] are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Crease,
    Pleats,
    FrontSlit,
    SideSlit,
    Frayed,
    Ripped,
    Selvedge,
    FourButtons,
    CargoPockets,
    ZipPockets,
    ZipOff,
    SideZips,
    Fleece,
    Curly,
    Mesh,
    HemCord,
    Double,
    SidePanel,
    Knees,
    LongToo,
    ToMeasure,
    SideHooks,
    SideElastic,
}

/// Trousers as one sees them.
pub struct Trousers {
    pub cut: Cut,
    pub rise: Rise,
    pub cloth: Cloth,
    pub band: Band,
    /// Outer seam in centimetres.
    pub length: u32,
    pub marks: Vec<Mark>,
}

/// Outer seam where the page does not tell it.
const LENGTH_CM: u32 = 99;

impl Trousers {
    pub fn read(page: Page<'_>) -> Self {
        let cloth = page.titled(Cloth::TITLES).unwrap_or(Cloth::Plain);
        Self {
            cut: page.titled(Cut::TITLES).unwrap_or(Cut::Straight),
            rise: rise(page),
            cloth,
            band: band(page, cloth),
            length: length(page),
            marks: marks::read(page),
        }
    }

    fn length_word(&self) -> &'static str {
        match self.length {
            0..=36 => "短到大腿",
            37..=55 => "到膝盖上下",
            56..=75 => "七分长",
            76..=93 => "九分长，露脚踝",
            94..=100 => "长到脚踝",
            _ => "长盖脚面",
        }
    }
}

impl Look for Trousers {
    fn noun(&self) -> String {
        let noun = match (self.cloth, self.length) {
            (Cloth::Tights, _) => "一条连袜裤",
            _ if self.marks.contains(&Mark::Double) => "两条贴身短裤",
            (_, 0..=55) => "一条短裤",
            (Cloth::Stretch, _) => "一条打底裤",
            _ => "一条长裤",
        };
        noun.to_owned()
    }

    fn features(&self) -> Vec<Feature> {
        let rise = match self.rise {
            Rise::Middle => "中腰",
            Rise::High => "高腰",
            Rise::VeryHigh => "超高腰",
        };
        let band = match self.band {
            Band::Button => "纽扣拉链门襟",
            Band::Hook => "平腰头",
            Band::Elastic => "松紧腰",
            Band::Drawstring => "抽绳腰",
            Band::Wide => "加宽腰头",
            Band::Belly => "托腹高腰围",
        };
        let mut features = vec![
            Feature::outline("cut", self.cut.word()),
            Feature::outline("length", self.length_word()),
            Feature::detail("rise", rise),
            Feature::part("cloth", self.cloth.word()),
            Feature::detail("band", band),
        ];
        features.extend(self.marks.iter().map(|mark| mark.feature()));
        features
    }

    fn draw(&self, pen: &mut Pen, palette: &Palette) {
        drawn::draw(self, pen, palette);
    }
}

fn rise(page: Page<'_>) -> Rise {
    match page.number("前裆") {
        Some(32..) => Rise::VeryHigh,
        Some(28..=31) => Rise::High,
        Some(_) => Rise::Middle,
        None if page.title("高腰") || page.fact("腰头").contains("高腰") => Rise::High,
        None => Rise::Middle,
    }
}

fn band(page: Page<'_>, cloth: Cloth) -> Band {
    let waist = page.fact("腰头");
    let elastic = page.fact("弹力").contains("整圈") || page.fact("弹力").contains("松紧") || waist.contains("松紧");
    match cloth {
        _ if page.title("托腹") => Band::Belly,
        Cloth::Stretch if waist.contains("双层") => Band::Wide,
        _ if waist.contains("抽绳") || page.title("卫裤") || page.title("束脚运动裤") => Band::Drawstring,
        Cloth::Stretch | Cloth::Tights => Band::Elastic,
        _ if page.title("运动短裤") => Band::Drawstring,
        Cloth::Denim => Band::Button,
        _ if waist.contains("宽腰") => Band::Wide,
        _ if page.title("松紧") || page.fact("弹力").contains("整圈") || waist.contains("包松紧") => {
            Band::Elastic
        }
        Cloth::Knit | Cloth::Waffle => Band::Elastic,
        _ if waist.contains("前平") || !elastic => Band::Hook,
        _ => Band::Elastic,
    }
}

/// In centimetres; where a page has several lengths, the standard one.
fn length(page: Page<'_>) -> u32 {
    let fact = page.fact("裤长");
    let from = fact.find("标准约").map_or(fact, |at| &fact[at..]);
    let plain = from.split("码约").last().filter(|_| from.starts_with(['L', 'M'])).unwrap_or(from);
    let digits: String =
        plain.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).take(3).collect();
    match digits.parse() {
        Ok(length @ 20..=120) => length,
        _ => LENGTH_CM,
    }
}
