//! A page as an answer: what surrounds every page's own view, and its content policy.

use super::{assets, locale};
use crate::i18n::*;
use crate::islands::Part;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use leptos::nonce::{provide_nonce, use_nonce};
use leptos::prelude::*;
use std::sync::Arc;

/// A text as the child of a `<textarea>`: Leptos writes that child as it stands, so markup in it would be markup of the page.
/// The parser takes a first line end away; this one is for it.
pub fn in_textarea(text: &str) -> String {
    format!("\n{}", text.replace('&', "&amp;").replace('<', "&lt;"))
}

/// A page to be rendered. `body` is everything inside `<body>`.
pub struct Document {
    locale: Locale,
    title: String,
    status: StatusCode,
    part: Option<Part>,
    script: Option<(Part, &'static str)>,
    class: &'static str,
    body: Box<dyn FnOnce() -> AnyView + Send>,
}

impl Document {
    /// A page without any script.
    pub fn new(locale: Locale, title: impl Into<String>, body: impl FnOnce() -> AnyView + Send + 'static) -> Self {
        Self {
            locale,
            title: title.into(),
            status: StatusCode::OK,
            part: None,
            script: None,
            class: "",
            body: Box::new(body),
        }
    }

    /// The page has islands of this part: it loads its script and wasm.
    #[must_use]
    pub fn alive(mut self, part: Part) -> Self {
        self.part = Some(part);
        self
    }

    /// The page has a script of its own, which loads this part when it needs it: `JS` and `WASM` in it are the addresses.
    /// Without a built site there is none, and the page works as for a browser without scripts.
    #[must_use]
    pub fn script(mut self, part: Part, text: &'static str) -> Self {
        self.script = Some((part, text));
        self
    }

    /// Answers with another status than 200.
    #[must_use]
    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// Class of the body, for pages with a ground plan of their own.
    #[must_use]
    pub fn class(mut self, class: &'static str) -> Self {
        self.class = class;
        self
    }

    /// The whole document as text, and the nonce its scripts carry.
    fn render(self) -> (String, String) {
        let owner = Owner::new_root(Some(Arc::new(hydration_context::SsrSharedContext::new())));
        owner.with(|| {
            provide_nonce();
            let nonce = use_nonce().map(|nonce| nonce.to_string()).unwrap_or_default();
            let title = if self.title.is_empty() {
                td_string!(self.locale, common.name).to_string()
            } else {
                format!("{} · {}", self.title, td_string!(self.locale, common.name))
            };
            let scripts = self.part.map(|part| {
                let pair = assets::NAMES.parts.get(part.name()).map(String::as_str).unwrap_or_default();
                let (js, wasm) = (format!("/pkg/{pair}.js"), format!("/pkg/{pair}_bg.wasm"));
                let wake = format!(
                    "import start, {{ wake }} from '{js}'; start({{ module_or_path: '{wasm}' }}).then(wake);"
                );
                view! {
                    <link rel="modulepreload" href=js nonce=nonce.clone() />
                    <link rel="preload" href=wasm r#as="fetch" type="application/wasm" crossorigin="" nonce=nonce.clone() />
                    <script type="module" nonce=nonce.clone()>{wake}</script>
                }
            });
            let own = self.script.and_then(|(part, text)| Some((assets::NAMES.parts.get(part.name())?, text)));
            let own = own.map(|(pair, text)| {
                let text = format!("const JS = '/pkg/{pair}.js', WASM = '/pkg/{pair}_bg.wasm';\n{text}");
                view! { <script type="module" nonce=nonce.clone()>{text}</script> }
            });
            let html = view! {
                <!DOCTYPE html>
                <html lang=if self.locale == Locale::zh { "zh-CN" } else { locale::code(self.locale) }>
                    <head>
                        <meta charset="utf-8" />
                        <meta name="viewport" content="width=device-width, initial-scale=1" />
                        <meta name="color-scheme" content="light dark" />
                        <title>{title}</title>
                        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
                        <link rel="stylesheet" href=format!("/pkg/{}", assets::NAMES.css) />
                        {scripts}
                        {own}
                    </head>
                    <body class=self.class>{(self.body)()}</body>
                </html>
            };
            (html.to_html(), nonce)
        })
    }
}

impl IntoResponse for Document {
    fn into_response(self) -> Response {
        let (status, alive) = (self.status, self.part.is_some() || self.script.is_some());
        let (html, nonce) = self.render();
        let script = if alive {
            format!("script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; ")
        } else {
            String::new()
        };
        let policy = format!(
            "default-src 'none'; {script}style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
             form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        );
        let mut response = (status, Html(html)).into_response();
        if let Ok(policy) = HeaderValue::from_str(&policy) {
            response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::in_textarea;
    use leptos::prelude::*;

    #[test]
    fn a_textareas_text_is_no_markup() {
        let text = in_textarea("a &amp; </textarea><b>");
        let html = Owner::new().with(|| view! { <textarea>{text}</textarea> }.to_html());
        assert!(html.contains("\na &amp;amp; &lt;/textarea>&lt;b>"), "{html}");
    }
}
