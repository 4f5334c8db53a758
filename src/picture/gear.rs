//! What is carried: packs, flasks, lamps, stoves, poles, gloves and hats.

use super::colour::Colour;
use super::look::{Feature, Look, Page};
use super::palette::Palette;
use super::pen::Pen;

mod cook;
mod worn;

/// Straps and handles: to be seen on light and dark grounds.
const CORD: u32 = 0x005f_656e;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gear {
    DayPack,
    BigPack,
    DryBag,
    Flask,
    WideBottle,
    SplitStove,
    PotStove,
    Cookset,
    FoldingPoles,
    TelescopicPole,
    HeadLamp,
    Lantern,
    Gloves,
    BucketHat,
    Beanie,
}

impl Gear {
    pub fn read(page: Page<'_>) -> Self {
        const TITLES: &[(&str, Gear)] = &[
            ("防水桶包", Gear::DryBag),
            ("重装背包", Gear::BigPack),
            ("背包", Gear::DayPack),
            ("保温壶", Gear::Flask),
            ("水壶", Gear::WideBottle),
            ("一体式", Gear::PotStove),
            ("气炉", Gear::SplitStove),
            ("套锅", Gear::Cookset),
            ("折叠登山杖", Gear::FoldingPoles),
            ("登山杖", Gear::TelescopicPole),
            ("头灯", Gear::HeadLamp),
            ("营地灯", Gear::Lantern),
            ("手套", Gear::Gloves),
            ("渔夫帽", Gear::BucketHat),
            ("帽", Gear::Beanie),
        ];
        page.titled(TITLES).unwrap_or(Gear::DayPack)
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::DayPack => ("一个背包", "小，圆顶，前面一个袋"),
            Self::BigPack => ("一个背包", "高，带顶包、腰带和底部绑带"),
            Self::DryBag => ("一个桶形防水包", "卷口带扣"),
            Self::Flask => ("一个水壶", "金属壶身，旋盖带提环"),
            Self::WideBottle => ("一个水壶", "透明宽口，壶身有刻度"),
            Self::SplitStove => ("一个炉头", "三脚支架，带气管"),
            Self::PotStove => ("一套炉锅", "锅坐在炉头上，有把手"),
            Self::Cookset => ("一套锅", "两只锅一只煎盘两只碗"),
            Self::FoldingPoles => ("登山杖", "一对，一根折起"),
            Self::TelescopicPole => ("登山杖", "一根伸缩杖，外锁，软木手柄"),
            Self::HeadLamp => ("一盏头灯", "头带，可转灯头"),
            Self::Lantern => ("一盏营地灯", "提手，圆柱灯罩"),
            Self::Gloves => ("一双手套", "厚，长腕口，手腕绳"),
            Self::BucketHat => ("一顶帽子", "大檐，下巴绳"),
            Self::Beanie => ("一顶帽子", "套头，护耳"),
        }
    }
}

impl Look for Gear {
    fn noun(&self) -> String {
        self.words().0.to_owned()
    }

    fn features(&self) -> Vec<Feature> {
        vec![Feature::whole("form", self.words().1)]
    }

    fn draw(&self, pen: &mut Pen, palette: &Palette) {
        let colour = palette.main();
        let (seam, buckle) = (colour.line(), Colour::rgb(CORD));
        match self {
            Self::DayPack => {
                pen.line(colour.shade(), 5.0, "M70 22Q80 6 90 22");
                pen.shape(colour, "M44 60Q44 20 80 20Q116 20 116 60V128Q116 142 102 142H58Q44 142 44 128Z");
                pen.shape(colour.shade(), "M30 92H44V130Q32 130 30 118ZM130 92H116V130Q128 130 130 118Z");
                pen.line(seam, 2.4, "M46 56Q80 44 114 56");
                pen.slab(colour.shade(), [54.0, 82.0, 52.0, 48.0, 8.0]);
                pen.line(seam, 2.4, "M58 92H102");
                pen.line(buckle, 2.4, "M46 70H54M106 70H114");
            }
            Self::BigPack => {
                pen.line(colour.line(), 6.0, "M40 118Q18 122 10 132M120 118Q142 122 150 132");
                pen.shape(colour, "M42 44H118V126Q118 136 108 136H52Q42 136 42 126Z");
                pen.shape(colour.shade(), "M40 44Q38 14 60 12H100Q122 14 120 44Q80 54 40 44Z");
                pen.line(seam, 2.0, "M50 30Q80 38 110 30");
                pen.shape(colour.shade(), "M28 80H42V126Q30 126 28 116ZM132 80H118V126Q130 126 132 116Z");
                pen.line(buckle, 3.2, "M62 48V136M98 48V136");
                pen.slab(colour.shade(), [66.0, 66.0, 28.0, 44.0, 4.0]);
                pen.slab(Colour::rgb(0x00c9_b58b), [36.0, 136.0, 88.0, 14.0, 7.0]);
                pen.line(buckle, 3.2, "M62 134V150M98 134V150");
            }
            Self::DryBag => {
                pen.shape(colour, "M44 40H116V132Q116 148 80 148Q44 148 44 132Z");
                pen.slab(colour.shade(), [38.0, 22.0, 84.0, 20.0, 6.0]);
                pen.line(seam, 1.6, "M40 28H120M40 34H120");
                pen.line(buckle, 4.0, "M38 28Q24 10 80 10Q136 10 122 28");
                pen.slab(buckle, [70.0, 5.0, 20.0, 10.0, 2.0]);
                pen.line(buckle, 4.0, "M44 60Q28 96 44 132M116 60Q132 96 116 132");
                pen.line(seam, 1.6, "M44 130Q80 142 116 130");
                pen.dashes(colour.tint(), 2.0, "M58 52V126");
            }
            Self::Flask => {
                pen.line(buckle, 4.0, "M66 22Q66 8 80 8Q94 8 94 22");
                pen.slab(Colour::rgb(0x003a_3e45), [62.0, 18.0, 36.0, 24.0, 3.0]);
                pen.shape(colour, "M62 42H98Q112 48 112 62V138Q112 148 102 148H58Q48 148 48 138V62Q48 48 62 42Z");
                pen.line(seam, 1.6, "M49 64H111M49 136H111");
                pen.glass(Colour::rgb(0x00ff_ffff), 0.5, "M56 68h6v60h-6z");
            }
            Self::WideBottle => {
                pen.slab(Colour::rgb(0x003a_3e45), [48.0, 16.0, 64.0, 26.0, 4.0]);
                pen.line(buckle, 4.0, "M112 30Q132 32 130 54L120 58");
                pen.shape(
                    colour.tint(),
                    "M54 42H106Q116 46 116 56V138Q116 148 106 148H54Q44 148 44 138V56Q44 46 54 42Z",
                );
                pen.block(colour, [46.0, 84.0, 68.0, 62.0, 8.0]);
                pen.line(seam, 2.0, "M98 64H112M104 76H112M98 88H112M104 100H112M98 112H112M104 124H112");
            }
            Self::SplitStove | Self::PotStove | Self::Cookset => cook::draw(*self, pen, palette),
            _ => worn::draw(*self, pen, palette),
        }
    }
}
