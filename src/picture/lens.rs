//! Lenses without a frame: the blank from the front, its edge from the side, the index as its envelope shows it.

use super::colour::Colour;
use super::look::{Feature, Look, Page};
use super::palette::Palette;
use super::pen::Pen;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Make {
    Plain,
    Tough,
    Axis,
    BothSides,
    BlueFilter,
    Changing,
    ChangingFilm,
    Tinted,
    Polarised,
    Progressive,
    ShortCorridor,
    Office,
}

impl Make {
    fn of(page: Page<'_>) -> Self {
        const TITLES: &[(&str, Make)] = &[
            ("防蓝光", Make::BlueFilter),
            ("膜层变色", Make::ChangingFilm),
            ("变色", Make::Changing),
            ("染色", Make::Tinted),
            ("偏光", Make::Polarised),
            ("短通道", Make::ShortCorridor),
            ("办公", Make::Office),
            ("渐进", Make::Progressive),
            ("大散光", Make::Axis),
            ("抗冲击", Make::Tough),
            ("双面", Make::BothSides),
        ];
        page.titled(TITLES).unwrap_or(Make::Plain)
    }

    fn word(self) -> &'static str {
        match self {
            Self::Plain => "无色单光",
            Self::Tough => "画着抗冲击弧线",
            Self::Axis => "画着散光轴线",
            Self::BothSides => "无色单光",
            Self::BlueFilter => "微黄底色，挡回蓝光",
            Self::Changing => "一半无色一半变深",
            Self::ChangingFilm => "一半无色一半变深",
            Self::Tinted => "整片染色",
            Self::Polarised => "深色带偏光横纹",
            Self::Progressive => "上远下近，长通道",
            Self::ShortCorridor => "上远下近，短通道",
            Self::Office => "看屏幕的中近区",
        }
    }
}

pub struct Lens {
    make: Make,
    /// 1.56, 1.67 …: drawn on the envelope, and the higher the thinner the edge.
    index: String,
}

impl Lens {
    pub fn read(page: Page<'_>) -> Self {
        Self { make: Make::of(page), index: page.fact("折射率").to_owned() }
    }

    /// Thickness of the edge: tens by index, 1.56 is thickest.
    fn edge(&self) -> f64 {
        match self.index.as_str() {
            "1.56" => 26.0,
            "1.59" => 24.0,
            "1.60" => 21.0,
            "1.67" => 16.0,
            "1.74" => 12.0,
            _ => 22.0,
        }
    }
}

const CLEAR: u32 = 0x00e6_f1f6;

impl Look for Lens {
    fn noun(&self) -> String {
        "一片镜片".to_owned()
    }

    fn features(&self) -> Vec<Feature> {
        let mut features = vec![
            Feature::whole("make", self.make.word()),
            Feature::part("index", format!("标着{}，边厚随之", self.index)),
        ];
        match self.make {
            Make::BothSides => features.push(Feature::detail("side", "两面都弯")),
            Make::ChangingFilm => features.push(Feature::detail("side", "表面一层膜")),
            _ => {}
        }
        features
    }

    fn draw(&self, pen: &mut Pen, palette: &Palette) {
        let tint = match self.make {
            Make::Tinted | Make::Polarised | Make::Changing | Make::ChangingFilm => palette.main(),
            Make::BlueFilter => Colour::rgb(0x00f8_efc0),
            _ => Colour::rgb(CLEAR),
        };
        self.side(pen, tint);
        self.front(pen, tint);
        let ink = Colour::rgb(0x003c_4149);
        pen.slab(Colour::rgb(0x00fb_fbf8), [16.0, 122.0, 60.0, 26.0, 3.0]);
        pen.size(ink, (46.0, 141.0), 18.0, &self.index);
    }
}

impl Lens {
    /// The section: thin in the middle, thick at the edge.
    fn side(&self, pen: &mut Pen, tint: Colour) {
        let edge = self.edge();
        let right = 126.0 + edge;
        let bulge = if self.make == Make::BothSides { 118.0 } else { 112.0 };
        pen.shape(
            tint,
            format_args!(
                "M126 16H{right:.0}Q{:.0} 68 {right:.0} 120H126Q{bulge:.0} 68 126 16Z",
                bulge + 8.0 + edge * 0.05
            ),
        );
        if self.make == Make::ChangingFilm {
            pen.line(palette_film(), 3.0, format_args!("M124 16Q{:.0} 68 124 120", bulge - 2.0));
        }
    }

    fn front(&self, pen: &mut Pen, tint: Colour) {
        let white = Colour::rgb(0x00ff_ffff);
        let seam = tint.line();
        let clear = Colour::rgb(CLEAR);
        match self.make {
            Make::Changing | Make::ChangingFilm => {
                pen.oval(clear, [60.0, 64.0, 50.0, 50.0]);
                pen.patch(tint, "M95 29A49 49 0 0 1 25 99Z");
                super::motif::SUN.draw(pen, (100.0, 106.0), 0.6);
            }
            _ => pen.oval(tint, [60.0, 64.0, 50.0, 50.0]),
        }
        pen.glass(white, 0.7, "M26 74Q26 40 54 26L62 28Q36 44 34 78Z");
        match self.make {
            Make::Tough => {
                pen.line(seam, 3.0, "M40 64Q60 40 84 60M48 76Q62 58 78 72");
                pen.oval(Colour::rgb(0x00e0_7a3a), [92.0, 38.0, 10.0, 10.0]);
                pen.line(Colour::rgb(0x00e0_7a3a), 2.4, "M108 22l-8 8M112 34l-9 2M98 16l-2 10");
            }
            Make::Axis => {
                pen.line(Colour::rgb(0x00c8_4a4a), 2.6, "M26 88L94 40");
                pen.dashes(seam, 1.6, "M14 64H106");
                pen.line(seam, 2.0, "M84 64Q84 54 78 51");
            }
            Make::BlueFilter => {
                let blue = Colour::rgb(0x004a_7fd8);
                pen.line(blue, 3.0, "M112 30L84 54L112 74M112 44L96 56");
                pen.line(blue, 3.0, "M104 74H112V66");
            }
            Make::Polarised => pen.line(tint.tint(), 2.0, "M22 48H98M16 58H104M15 68H105M18 78H102M26 88H94M24 38H96"),
            Make::Progressive | Make::ShortCorridor => {
                let (neck, foot) = if self.make == Make::Progressive { (60.0, 96.0) } else { (56.0, 78.0) };
                pen.glass(Colour::rgb(0x008f_bfe6), 0.5, "M11 60Q12 15 60 14Q108 15 109 60Q86 54 60 54Q34 54 11 60Z");
                pen.line(seam, 2.0, format_args!("M12 60Q46 54 55 {neck:.0}V{foot:.0}Q46 102 34 106M108 60Q74 54 65 {neck:.0}V{foot:.0}Q74 102 86 106"));
                pen.oval(Colour::rgb(0x00b7_d9b0), [60.0, foot + 6.0, 12.0, 9.0]);
                pen.line(seam, 2.4, "M56 36H64M60 32V40");
            }
            Make::Office => {
                pen.slab(Colour::rgb(0x005c_6670), [38.0, 32.0, 44.0, 30.0, 3.0]);
                pen.block(Colour::rgb(0x00bf_dcf0), [42.0, 36.0, 36.0, 22.0, 1.0]);
                pen.line(Colour::rgb(0x005c_6670), 3.0, "M60 62V70M50 70H70");
                pen.line(seam, 2.0, "M18 84Q40 72 60 78Q80 72 102 84");
                pen.line(seam, 2.0, "M42 92H78M46 100H74");
            }
            Make::Tinted => pen.oval(tint.shade(), [60.0, 64.0, 3.0, 3.0]),
            _ => pen.line(seam, 1.4, "M56 64H64M60 60V68"),
        }
    }
}

fn palette_film() -> Colour {
    Colour::rgb(0x009a_6fc0)
}
