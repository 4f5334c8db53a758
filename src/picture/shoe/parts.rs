//! What a shoe is put together from, and the trade's words for it.

/// The silhouette.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Low,
    Toddler,
    Mid,
    High,
    Boot,
    RainBoot,
    ClosedSandal,
    OpenSandal,
    Clog,
    Slipper,
    StrapSlipper,
    FurSlipper,
    HomeShoe,
    MaryJane,
    Loafer,
    Oxford,
    SlipOnCanvas,
    Indoor,
    Ballet,
    SockShoe,
    PreWalker,
}

impl Form {
    pub fn word(self) -> &'static str {
        match self {
            Self::Low => "低帮",
            Self::Toddler => "低帮圆头",
            Self::Mid => "中帮",
            Self::High => "高帮",
            Self::Boot => "靴筒",
            Self::RainBoot => "光面雨靴筒",
            Self::ClosedSandal => "包头镂空",
            Self::OpenSandal => "露趾",
            Self::Clog => "满是洞的鞋面",
            Self::Slipper => "宽鞋面露跟",
            Self::StrapSlipper => "一字带露跟",
            Self::FurSlipper => "毛绒露跟",
            Self::HomeShoe => "毛绒包跟",
            Self::MaryJane => "浅口一字带",
            Self::Loafer => "浅口乐福",
            Self::Oxford => "低帮皮鞋",
            Self::SlipOnCanvas => "平口一脚蹬",
            Self::Indoor => "浅口宽带",
            Self::Ballet => "浅口软鞋",
            Self::SockShoe => "袜筒",
            Self::PreWalker => "软布圆头",
        }
    }

    pub fn noun(self) -> &'static str {
        match self {
            Self::Boot | Self::RainBoot => "一只靴子",
            Self::ClosedSandal | Self::OpenSandal => "一只凉鞋",
            Self::Clog | Self::Slipper | Self::StrapSlipper | Self::FurSlipper => "一只拖鞋",
            _ => "一只鞋",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sole {
    Soft,
    Foam,
    Flat,
    Lug,
    Heel,
    Dots,
    Lamp,
    Leather,
}

impl Sole {
    pub fn word(self) -> &'static str {
        match self {
            Self::Soft => "薄软底",
            Self::Foam => "厚发泡底",
            Self::Flat => "白边平底",
            Self::Lug => "齿纹厚底",
            Self::Heel => "带跟底",
            Self::Dots => "胶点底",
            Self::Lamp => "灯带底",
            Self::Leather => "两片皮底",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closing {
    None,
    PullTab,
    WideStrap,
    OneStrap,
    TwoStraps,
    LacesAndStrap,
    Laces,
    MockLaces,
    Dial,
    SideStrap,
    BackStrap,
    CordAndZip,
    Cord,
    Elastic,
    CrossedBands,
    Buckle,
    Handles,
    LacesAndZip,
    Kick,
}

impl Closing {
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "",
            Self::PullTab => "后跟提带",
            Self::WideStrap => "单条宽魔术贴",
            Self::OneStrap => "单条魔术贴",
            Self::TwoStraps => "双条魔术贴",
            Self::LacesAndStrap => "鞋带加一条魔术贴",
            Self::Laces => "系带",
            Self::MockLaces => "一脚蹬假鞋带",
            Self::Dial => "旋钮",
            Self::SideStrap => "侧面魔术贴",
            Self::BackStrap => "后跟魔术贴",
            Self::CordAndZip => "抽绳加侧拉链",
            Self::Cord => "抽绳",
            Self::Elastic => "松紧",
            Self::CrossedBands => "交叉弹力带",
            Self::Buckle => "扣带",
            Self::Handles => "两侧提手",
            Self::LacesAndZip => "鞋带加侧拉链",
            Self::Kick => "后跟脱靴口",
        }
    }
}

/// What covers the foot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Upper {
    Plain,
    Mesh,
    Knit,
    Canvas,
    Suede,
    Patent,
    Nylon,
    Plush,
    Overlaid,
}

impl Upper {
    pub fn word(self) -> &'static str {
        match self {
            Self::Plain => "光面",
            Self::Mesh => "网面",
            Self::Knit => "针织面",
            Self::Canvas => "帆布面",
            Self::Suede => "绒皮面",
            Self::Patent => "亮漆面",
            Self::Nylon => "尼龙面",
            Self::Plush => "毛绒面",
            Self::Overlaid => "网面拼皮",
        }
    }
}

/// What is on it besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extra {
    Fur,
    Liner,
    Bumper,
    Bow,
    Ears,
    Plaid,
    Stripes,
    Reflector,
    NameTag,
    Drain,
    Snow,
    Stitches,
}

impl Extra {
    pub fn word(self) -> &'static str {
        match self {
            Self::Fur => "鞋口翻毛",
            Self::Liner => "露出可拆内胆",
            Self::Bumper => "防撞鞋头",
            Self::Bow => "蝴蝶结",
            Self::Ears => "小动物耳朵",
            Self::Plaid => "格子布",
            Self::Stripes => "条纹布",
            Self::Reflector => "后跟反光条",
            Self::NameTag => "后跟布标",
            Self::Drain => "鞋底排水孔",
            Self::Snow => "鞋帮防溅边",
            Self::Stitches => "明线",
        }
    }
}
