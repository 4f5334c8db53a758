//! Tents, tarps, sleeping bags and pads.

use super::colour::Colour;
use super::look::{Feature, Look, Page};
use super::palette::Palette;
use super::pen::Pen;

/// Cords and poles: to be seen on light and dark grounds.
const CORD: u32 = 0x0070_7680;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Camp {
    DomeTent,
    QuickTent,
    SoloTent,
    TunnelTent,
    Tarp,
    Groundsheet,
    Envelope,
    Mummy,
    LightMummy,
    ThickMummy,
    Liner,
    FoldedPad,
    SelfInflating,
    AirPad,
}

impl Camp {
    pub fn read(page: Page<'_>) -> Self {
        const TITLES: &[(&str, Camp)] = &[
            ("地席", Camp::Groundsheet),
            ("天幕", Camp::Tarp),
            ("隧道", Camp::TunnelTent),
            ("速开", Camp::QuickTent),
            ("单人", Camp::SoloTent),
            ("内胆", Camp::Liner),
            ("信封", Camp::Envelope),
            ("高寒", Camp::ThickMummy),
            ("羽绒睡袋", Camp::LightMummy),
            ("木乃伊", Camp::Mummy),
            ("折叠", Camp::FoldedPad),
            ("自充气", Camp::SelfInflating),
            ("充气垫", Camp::AirPad),
        ];
        page.titled(TITLES).unwrap_or(match page.0.kind.as_str() {
            "睡袋" => Self::Mummy,
            "防潮垫" => Self::FoldedPad,
            _ => Self::DomeTent,
        })
    }

    fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::DomeTent => ("一顶帐篷", "圆顶，交叉杆", "双层，带门厅"),
            Self::QuickTent => ("一顶帐篷", "六角高顶，顶上有拉绳", "大网窗"),
            Self::SoloTent => ("一顶帐篷", "低矮窄长，一根弯杆", "只容一人"),
            Self::TunnelTent => ("一顶帐篷", "隧道形，三道拱", "厅有大门大窗"),
            Self::Tarp => ("一张天幕", "两根杆撑起", "没有墙"),
            Self::Groundsheet => ("一张地席", "四角有扣环", "平铺"),
            Self::Envelope => ("一条睡袋", "信封形，带帽", "方格绗缝"),
            Self::Mummy => ("一条睡袋", "木乃伊形", "波浪绗缝"),
            Self::LightMummy => ("一条睡袋", "收窄的木乃伊形", "细横格充绒"),
            Self::ThickMummy => ("一条睡袋", "鼓胀的木乃伊形", "宽横格充绒，配挡风领"),
            Self::Liner => ("一条睡袋内胆", "薄信封形", "绒面"),
            Self::FoldedPad => ("一张防潮垫", "手风琴折叠", "蛋巢面"),
            Self::SelfInflating => ("一张防潮垫", "卷起一半", "角上有气阀"),
            Self::AirPad => ("一张防潮垫", "横条气柱", "带收纳袋"),
        }
    }
}

impl Look for Camp {
    fn noun(&self) -> String {
        self.words().0.to_owned()
    }

    fn features(&self) -> Vec<Feature> {
        let (_, form, mark) = self.words();
        vec![Feature::whole("form", form), Feature::part("mark", mark)]
    }

    fn draw(&self, pen: &mut Pen, palette: &Palette) {
        let colour = palette.main();
        match self {
            Self::DomeTent | Self::QuickTent | Self::SoloTent | Self::TunnelTent => tent(*self, pen, palette),
            Self::Tarp => {
                let pole = Colour::rgb(CORD);
                pen.line(pole, 3.4, "M30 36V140M130 36V140");
                pen.line(pole, 1.4, "M30 38L10 140M130 38L150 140");
                pen.shape(colour, "M30 34Q80 22 130 34L150 84Q114 74 80 80Q46 74 10 84Z");
                pen.patch(colour.shade(), "M80 27V80Q114 74 150 84L130 34Q104 27 80 27Z");
                pen.line(colour.line(), 1.4, "M80 27V80");
            }
            Self::Groundsheet => {
                pen.shape(colour, "M40 44H142L122 124H14Z");
                pen.line(colour.line(), 1.6, "M74 44L50 124M108 44L86 124");
                pen.shape(colour.shade(), "M14 124L40 108L50 124Z");
                for (x, y) in [(40.0, 44.0), (142.0, 44.0), (122.0, 124.0), (14.0, 124.0)] {
                    pen.oval(Colour::rgb(0x00e0_8f3c), [x, y, 5.0, 5.0]);
                }
            }
            Self::FoldedPad => {
                let back = palette.second(Colour::rgb(0x00c6_cad0));
                for step in 0..6 {
                    let y = 120.0 - 15.0 * f64::from(step);
                    let tone = if step % 2 == 0 { colour } else { back };
                    pen.shape(tone, format_args!("M20 {y:.0}l8 -8h108l8 8v6q-4 8 -10 2q-5 -6 -10 0q-5 6 -10 0q-5 -6 -10 0q-5 6 -10 0q-5 -6 -10 0q-5 6 -10 0q-5 -6 -10 0q-5 6 -10 0q-5 -6 -10 0q-5 6 -10 0q-5 -6 -10 0q-4 4 -6 -2z"));
                }
                pen.line(colour.line(), 5.0, "M50 40Q48 86 50 134M110 40Q108 86 110 134");
            }
            Self::SelfInflating => {
                pen.shape(colour, "M16 92L96 56L148 80L68 124Z");
                pen.shape(colour.shade(), "M16 92L68 124V134L16 102ZM68 124L148 80V90L68 134Z");
                pen.shape(colour, "M88 60Q82 34 106 28Q134 26 152 58Q156 78 140 84Z");
                pen.oval(colour.shade(), [100.0, 46.0, 17.0, 20.0]);
                pen.line(colour.line(), 2.0, "M100 34q10 4 8 13q-4 9 -11 4q-3 -7 4 -9");
                pen.oval(Colour::rgb(0x0033_363b), [30.0, 94.0, 6.0, 5.0]);
                pen.line(colour.line(), 1.4, "M40 82L90 114M64 72L112 100");
            }
            Self::AirPad => {
                pen.shape(colour, "M20 36Q20 18 38 18H82Q100 18 100 36V124Q100 142 82 142H38Q20 142 20 124Z");
                for y in [34, 50, 66, 82, 98, 114, 128] {
                    pen.line(colour.line(), 2.0, format_args!("M21 {y}Q60 {} 99 {y}", y + 6));
                }
                pen.oval(Colour::rgb(0x0033_363b), [32.0, 28.0, 5.0, 5.0]);
                pen.shape(colour.shade(), "M112 84H142V132Q142 142 132 142H122Q112 142 112 132Z");
                pen.line(colour.line(), 2.0, "M112 92H142M127 84q-10 -14 2 -16");
            }
            _ => bag(*self, pen, colour),
        }
    }
}

fn tent(tent: Camp, pen: &mut Pen, palette: &Palette) {
    let colour = palette.main();
    let (seam, net, dark) = (colour.line(), Colour::rgb(0x00dd_e2e6), Colour::rgb(CORD));
    match tent {
        Camp::DomeTent => {
            pen.line(dark, 1.4, "M26 96L6 136M134 96L154 136");
            pen.shape(colour, "M14 132Q34 48 80 40Q126 48 146 132Z");
            pen.shape(colour.shade(), "M52 132Q58 76 80 56Q102 76 108 132Z");
            pen.shape(net, "M80 64Q94 84 98 132H80Z");
            pen.line(dark, 2.2, "M20 132Q46 60 96 36M140 132Q114 60 64 36");
        }
        Camp::QuickTent => {
            let roof = palette.second(colour.tint());
            pen.line(dark, 2.0, "M80 14V28");
            pen.oval(dark, [80.0, 14.0, 4.0, 4.0]);
            pen.shape(colour, "M16 132L28 74L54 38L80 28L106 38L132 74L144 132Z");
            pen.shape(roof, "M28 74L54 38L80 28L106 38L132 74Q80 62 28 74Z");
            pen.shape(net, "M58 132V84Q80 70 102 84V132Z");
            pen.line(net.line(), 1.0, "M66 80V132M74 76V132M82 75V132M90 77V132M58 96H102M58 108H102M58 120H102");
            pen.line(seam, 2.2, "M54 38L28 74L16 132M106 38L132 74L144 132");
            pen.shape(net, "M26 112L32 84L48 78L46 112ZM134 112L128 84L112 78L114 112Z");
        }
        Camp::SoloTent => {
            pen.line(dark, 1.4, "M60 70L40 138M20 118L4 132M140 122L156 132");
            pen.shape(colour, "M10 132Q36 104 58 68Q72 62 84 74Q116 110 150 132Z");
            pen.shape(colour.shade(), "M58 68Q46 102 50 132H96Q88 92 74 66Z");
            pen.shape(net, "M64 76Q56 104 58 132H76Q76 98 70 74Z");
            pen.line(dark, 2.4, "M44 132Q48 84 58 66Q80 56 100 132");
        }
        _ => {
            pen.line(dark, 1.4, "M14 72L2 136M146 72L158 136");
            pen.shape(colour, "M10 134V86Q12 42 44 40H116Q148 42 150 86V134Z");
            pen.shape(colour.shade(), "M62 134V84Q66 54 90 52Q114 54 118 84V134Z");
            pen.shape(net, "M70 134V88Q74 64 90 62V134Z");
            pen.shape(net, "M20 110V86Q22 66 36 64H50V110ZM128 110V70Q138 72 140 86V110Z");
            pen.line(dark, 2.2, "M10 134V86Q12 42 44 40M56 134V84Q58 44 82 40M124 134V84Q122 46 104 40");
        }
    }
    pen.line(dark, 2.4, "M8 134H152");
}

fn bag(bag: Camp, pen: &mut Pen, colour: Colour) {
    let seam = colour.line();
    let lining = colour.tint();
    match bag {
        Camp::Envelope | Camp::Liner => {
            if bag == Camp::Envelope {
                pen.shape(lining, "M46 40Q46 12 80 12Q114 12 114 40V52H46Z");
            }
            pen.shape(colour, "M42 40H118V146H42Z");
            pen.shape(lining, "M84 40H118L118 96Z");
            if bag == Camp::Envelope {
                pen.line(seam, 1.6, "M42 62H98M42 84H111M42 106H118M42 128H118M68 40V146M93 56V146");
            } else {
                for y in [58, 76, 94, 112, 130] {
                    pen.line(colour.shade(), 2.4, format_args!("M52 {y}h5m8 6h5m-2 -11h5m10 10h5m8 -5h4"));
                }
            }
            pen.line(Colour::rgb(0x0033_363b), 2.4, "M118 96V146");
        }
        _ => {
            let outline = match bag {
                Camp::Mummy => "M46 40Q46 12 80 12Q114 12 114 40L118 76Q116 120 100 142Q80 150 60 142Q44 120 42 76Z",
                Camp::LightMummy => {
                    "M52 38Q52 14 80 14Q108 14 108 38L114 70Q110 116 94 142Q80 148 66 142Q50 116 46 70Z"
                }
                _ => "M42 42Q42 8 80 8Q118 8 118 42L126 80Q124 122 104 144Q80 152 56 144Q36 122 34 80Z",
            };
            pen.shape(colour, outline);
            let rows: &[i32] = match bag {
                Camp::Mummy => &[70, 90, 110, 128],
                Camp::LightMummy => &[58, 68, 78, 88, 98, 108, 118, 128],
                _ => &[64, 82, 100, 118, 134],
            };
            for y in rows {
                let half = 40 - (y - 60).max(0) * 20 / 80;
                let half = if bag == Camp::LightMummy {
                    half - 7
                } else if bag == Camp::ThickMummy {
                    half + 3
                } else {
                    half - 2
                };
                if bag == Camp::Mummy {
                    pen.line(
                        seam,
                        1.8,
                        format_args!("M{} {y}q{2} -9 {1} 0t{1} 0t{1} 0t{1} 0", 80 - half, half / 2, half / 4),
                    );
                } else {
                    pen.line(seam, 1.6, format_args!("M{} {y}Q80 {} {} {y}", 80 - half, y + 6, 80 + half));
                }
            }
            pen.shape(lining, "M60 40Q60 22 80 22Q100 22 100 40Q98 52 80 54Q62 52 60 40Z");
            if bag == Camp::ThickMummy {
                pen.shape(colour.shade(), "M54 48Q66 60 80 60Q94 60 106 48L108 56Q94 68 80 68Q66 68 52 56Z");
            }
            pen.line(Colour::rgb(0x0033_363b), 2.2, "M97 50Q106 90 92 126");
        }
    }
}
