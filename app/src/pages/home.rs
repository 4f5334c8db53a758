//! `/`: what Miaohui is, for a person who has never seen it. No account, no script.

use super::frame::Frame;
use crate::i18n::*;
use crate::islands::glyph::Glyph;
use crate::server::{document::Document, visitor::Visitor};
use leptos::prelude::*;

/// `GET /`
pub async fn page(visitor: Visitor) -> Document {
    let locale = visitor.locale;
    Document::new(locale, "", move || {
        view! {
            <Frame locale=locale here="/" user=visitor.user>
                <main id="main" class="page home stack-5">
                    <div class="lead">
                        <h1>{td_string!(locale, home.title)}</h1>
                        <p>{td_string!(locale, home.lead)}</p>
                        <p class="row">
                            <a class="button primary" href="/try">{td_string!(locale, home.try_out)}</a>
                            <a class="button" href="/login">{td_string!(locale, common.sign_in)}</a>
                            <a class="button" href="/verify">{td_string!(locale, common.verify)}</a>
                        </p>
                    </div>
                    <DeskPicture locale=locale />
                    <ul class="roles">
                        <Role icon=icondata::LuMessagesSquare title=td_string!(locale, home.trainee) text=td_string!(locale, home.trainee_text) />
                        <Role icon=icondata::LuUsers title=td_string!(locale, home.trainer) text=td_string!(locale, home.trainer_text) />
                        <Role icon=icondata::LuBadgeCheck title=td_string!(locale, home.employer) text=td_string!(locale, home.employer_text) />
                    </ul>
                </main>
            </Frame>
        }
        .into_any()
    })
}

#[component]
fn Role(icon: icondata::Icon, #[prop(into)] title: String, #[prop(into)] text: String) -> impl IntoView {
    view! {
        <li>
            <Glyph icon=icon />
            <h2>{title}</h2>
            <p>{text}</p>
        </li>
    }
}

/// The desk in small: what a shift looks like, with the waiting colours explained.
#[component]
fn DeskPicture(locale: Locale) -> impl IntoView {
    let windows = [
        ("阿禾", "脚长14穿多大呀", "1:44", "wait-4"),
        ("小满", "在吗？", "0:52", "wait-3"),
        ("月半", "还没发货？都三天了", "0:22", "wait-2"),
        ("桃子妈", "24 还有蓝色吗", "0:07", "wait-1"),
    ];
    view! {
        <figure class="desk-picture" lang="zh-CN">
            <ul aria-hidden="true">
                {windows
                    .into_iter()
                    .map(|(name, line, wait, class)| {
                        view! {
                            <li>
                                <span class="avatar">{name.chars().next().map(String::from)}</span>
                                <span class="grow"><b>{name}</b><span>{line}</span></span>
                                <span class=class>{wait}</span>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
            <div aria-hidden="true">
                <p class="buyer">"我家宝宝两岁 脚长14 穿多大"</p>
                <p class="agent">"亲，光脚量 14 厘米的话建议穿 24 码哦，鞋内长 14.7，前面留半厘米刚好。"</p>
                <p class="buyer">"24 还有蓝色吗 今天拍哪天到"</p>
            </div>
            <figcaption lang=crate::server::locale::code(locale)>{td_string!(locale, home.picture)}</figcaption>
        </figure>
    }
}
