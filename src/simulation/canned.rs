//! What reference agents say who do not answer, and how the wordy one wraps what it does answer.

use super::agents::Conduct;
use crate::language::act::ActKind;

const EVASIVE: &[&str] = &["亲可以看下详情页呢", "这个以页面为准哦", "详情页都有写的呢", "亲自己看一下哈"];
const RUDE: &[&str] = &["你有病吧", "问那么多干嘛，烦不烦", "爱买不买", "滚"];
const ROBOT: &[&str] = &[
    "亲，您好，欢迎光临，很高兴为您服务，请问有什么可以帮您",
    "您的问题小助手已经收到，正在为您转接，请稍候",
    "亲，当前咨询人数较多，请您耐心等待",
    "亲，请您描述一下遇到的问题，小助手会尽快回复",
];

/// The lines an agent says in turn who answers nothing, and what they mean; `None` for one who answers.
pub fn canned(conduct: Conduct) -> Option<(&'static [&'static str], ActKind)> {
    match conduct {
        Conduct::Evasive => Some((EVASIVE, ActKind::Explain)),
        Conduct::Rude => Some((RUDE, ActKind::Abuse)),
        Conduct::Robot => Some((ROBOT, ActKind::Greet)),
        _ => None,
    }
}

/// An answer in many words: what was to be said stands in the middle.
pub fn wordy(text: &str) -> String {
    format!(
        "亲亲，感谢您的信任和支持，您问的这个情况我看到了，跟您说一下哈：{text}。您看看还有没有别的想了解的呀，我一直都在的"
    )
}
