//! What is on trousers besides cut and cloth, read from the page.

use super::super::look::{Feature, Page};
use super::Mark;

/// The most marks one picture shows.
pub const MARKS_MAX: usize = 4;

impl Mark {
    pub fn feature(self) -> Feature {
        match self {
            Self::Crease
            | Self::Pleats
            | Self::FourButtons
            | Self::ZipPockets
            | Self::HemCord
            | Self::SidePanel
            | Self::LongToo
            | Self::SideHooks
            | Self::SideElastic => Feature::detail("mark", self.word()),
            _ => Feature::part("mark", self.word()),
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Crease => "压裤线",
            Self::Pleats => "前褶",
            Self::FrontSlit => "脚口前开衩",
            Self::SideSlit => "脚口外侧开衩",
            Self::Frayed => "毛边脚口",
            Self::Ripped => "破洞",
            Self::Selvedge => "卷边露赤耳",
            Self::FourButtons => "一排四粒扣",
            Self::CargoPockets => "侧面带盖大口袋",
            Self::ZipPockets => "拉链口袋",
            Self::ZipOff => "膝上拉链可拆",
            Self::SideZips => "两侧全拉链",
            Self::Fleece => "裤口翻出绒里",
            Self::Curly => "裤口翻出卷毛绒",
            Self::Mesh => "裤口露网布内裤",
            Self::HemCord => "裤脚抽绳",
            Self::Double => "两条一包",
            Self::SidePanel => "大斜袋",
            Self::Knees => "膝盖加层",
            Self::LongToo => "裤脚有加长刻线",
            Self::ToMeasure => "裤脚配剪刀裁线",
            Self::SideHooks => "腰侧调节扣眼",
            Self::SideElastic => "腰侧松紧",
        }
    }
}

/// The marks in the order in which they tell most.
pub fn read(page: Page<'_>) -> Vec<Mark> {
    let slit = page.fact("开衩");
    let fleece = page.has("绒里") || !page.material("绒里").is_empty() || page.has("摇粒绒") || page.has("内里=短绒");
    let holds = [
        (Mark::Double, page.fact("件数").contains("两条")),
        (Mark::SideZips, !page.fact("侧拉链").is_empty()),
        (Mark::ZipOff, !page.fact("两截").is_empty()),
        (Mark::CargoPockets, page.title("工装")),
        (Mark::Ripped, !page.fact("破洞").is_empty()),
        (Mark::FourButtons, page.fact("门襟").contains("四粒")),
        (Mark::Selvedge, page.title("赤耳")),
        (Mark::SideSlit, page.fact("脚口").contains("开叉")),
        (Mark::FrontSlit, slit.contains("前")),
        (Mark::Frayed, page.fact("裤口").contains("毛边")),
        (Mark::Pleats, !page.fact("褶").is_empty()),
        (Mark::Crease, !page.fact("裤线").is_empty() || page.title("正装")),
        (Mark::ToMeasure, page.title("定做")),
        (Mark::Curly, page.title("羊羔绒")),
        (Mark::SideElastic, page.fact("弹力").contains("两侧有松紧")),
        (Mark::Fleece, !page.title("连袜") && (fleece || page.material("内里").contains("绒"))),
        (Mark::Mesh, page.fact("内衬").contains("网布")),
        (Mark::HemCord, page.fact("裤长").contains("抽绳")),
        (Mark::Knees, page.fact("防风").contains("膝盖")),
        (Mark::ZipPockets, page.fact("口袋").contains("拉链袋") || page.fact("口袋").contains("带拉链")),
        (Mark::SidePanel, page.fact("口袋").contains("大斜袋")),
        (Mark::LongToo, page.fact("裤长").contains("加长")),
        (Mark::SideHooks, !page.fact("托腹").is_empty()),
    ];
    holds.into_iter().filter(|(_, holds)| *holds).map(|(mark, _)| mark).take(MARKS_MAX).collect()
}
