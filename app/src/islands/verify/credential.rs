//! What a certificate's file says, read only to be shown beside the verdict.

use crate::i18n::*;
use leptos::prelude::*;
use miaohui::certification::{badge, form, instant, jwt, png};
use serde_json::Value;

/// Beijing is ahead of the times credentials carry.
const BEIJING_MS: u64 = 8 * 3600 * 1000;
/// Most results that are shown.
const RESULTS_MAX: usize = 40;
/// Characters of an id.
const ID_CHARS: usize = 26;

/// A measured value beside what was required.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Measured {
    name: String,
    value: String,
    required: String,
}

/// What a certificate says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    name: String,
    school: String,
    from: String,
    until: String,
    results: Vec<Measured>,
    /// Address of its page.
    page: Option<String>,
}

impl About {
    /// Reads a credential in any wrapping; nothing of it is believed here.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let baked = if png::is_png(bytes) {
            png::extract(bytes).ok()?
        } else {
            let text = std::str::from_utf8(bytes).ok()?.trim_start_matches('\u{feff}').trim();
            if text.starts_with('<') { badge::extract_svg(text).ok()? } else { text.to_owned() }
        };
        let baked = baked.trim();
        let value = if baked.starts_with('{') {
            form::read(baked.as_bytes()).ok()?
        } else {
            form::read(&jwt::read(baked).ok()?.payload).ok()?
        };
        Some(Self::of(&value))
    }

    fn of(credential: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let subject = &credential["credentialSubject"];
        let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let described = list(&subject["achievement"]["resultDescription"]);
        let results = list(&subject["result"]).into_iter().take(RESULTS_MAX).map(|result| {
            let of = described.iter().find(|one| one["id"] == result["resultDescription"]).cloned().unwrap_or_default();
            Measured { name: text(&of["name"]), value: text(&result["value"]), required: text(&of["requiredValue"]) }
        });
        let id = text(&credential["id"]);
        let page = id.rsplit_once("/c/").map(|(_, id)| id).filter(|id| {
            id.len() == ID_CHARS && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        });
        Self {
            name: text(&credential["name"]),
            school: text(&credential["issuer"]["name"]),
            from: day(&credential["validFrom"]),
            until: day(&credential["validUntil"]),
            results: results.collect(),
            page: page.map(|id| format!("/c/{id}")),
        }
    }

    /// As it stands under the verdict.
    pub fn view(self, locale: Locale) -> AnyView {
        let results = !self.results.is_empty();
        view! {
            <div class="panel stack">
                <div>
                    <p><em>{self.name}</em></p>
                    <p class="muted">{self.school}" · "{td_string!(locale, verify.dates, from = self.from, until = self.until)}</p>
                </div>
                {results.then(|| view! {
                    <table>
                        <thead><tr><th scope="col">{td_string!(locale, certificate.criterion)}</th><th scope="col" class="figure">{td_string!(locale, certificate.measured)}</th><th scope="col" class="figure">{td_string!(locale, certificate.required)}</th></tr></thead>
                        <tbody>
                            {self.results.into_iter().map(|one| view! { <tr><td>{one.name}</td><td class="figure"><b>{one.value}</b></td><td class="figure">{one.required}</td></tr> }).collect_view()}
                        </tbody>
                    </table>
                })}
                {self.page.map(|page| view! { <p><a href=page>{td_string!(locale, verify.open)}</a></p> })}
            </div>
        }
        .into_any()
    }
}

/// The day in Beijing.
fn day(value: &Value) -> String {
    let at_ms = value.as_str().and_then(instant::from_rfc3339);
    let text = at_ms.map(|at_ms| instant::to_rfc3339(at_ms + BEIJING_MS)).unwrap_or_default();
    text.chars().take(10).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use miaohui::certification::{credential, demonstration};

    #[test]
    fn a_credential_says_what_was_measured() {
        let facts = demonstration::facts("0".repeat(ID_CHARS), "salt".to_owned(), 7, 1_794_000_000_000);
        let built = credential::build(&facts);
        let about = About::read(built.to_string().as_bytes()).unwrap();
        assert_eq!((about.from.as_str(), about.school.as_str()), ("2026-11-07", "云溪示范职业学校"));
        assert_eq!(about.results[1].value, "91 %");
        assert_eq!(about.results[1].required, "≥ 80 %");
        assert_eq!(about.page, Some(format!("/c/{}", "0".repeat(ID_CHARS))));
        let baked = badge::bake_svg(&badge::picture(&facts), &built).unwrap();
        assert_eq!(About::read(baked.as_bytes()), Some(about));
        assert_eq!(About::read(b"\x89PNG"), None);
    }
}
