//! How the browser writes the desk's commands: see [`super::json`]. The form is the one serde reads and writes.

use super::wire::{Settings, ToServer};
use miaohui::simulation::event::{Action, Invitation, Post};

/// A command as the server reads it.
pub fn written(command: &ToServer) -> String {
    let mut out = Writer::default();
    match command {
        ToServer::Hello { version, after_seq } => {
            out.tag("hello").number("version", u64::from(*version)).number("after_seq", *after_seq)
        }
        ToServer::Say { window, text, client_id } => {
            out.tag("say").window(*window).text("text", text).text("client_id", client_id)
        }
        ToServer::Act { window, action, client_id } => {
            out.tag("act").window(*window).action(action).text("client_id", client_id)
        }
        ToServer::TakeBack { window, said, client_id } => {
            out.tag("take_back").window(*window).number("said", *said).text("client_id", client_id)
        }
        ToServer::Focus { window } => out.tag("focus").window(*window),
        ToServer::Hint { window } => out.tag("hint").window(*window),
        ToServer::Look { product } => out.tag("look").text("product", product),
        ToServer::Note { window, draft, marked } => {
            out.tag("note").window(*window).text("draft", draft).truth("marked", *marked)
        }
        ToServer::KeepPhrase { id, category, text } => {
            out.tag("keep_phrase").text("id", id).text("category", category).text("text", text)
        }
        ToServer::DropPhrase { id } => out.tag("drop_phrase").text("id", id),
        ToServer::Settle(Settings { sounds, guided }) => {
            out.tag("settle").truth("sounds", *sounds).truth("guided", *guided)
        }
        ToServer::Hold => return word("hold"),
        ToServer::Release => return word("release"),
        ToServer::Pause => return word("pause"),
        ToServer::Resume => return word("resume"),
        ToServer::End => return word("end"),
        ToServer::Ping => return word("ping"),
    };
    out.end().end();
    out.0
}

/// Many commands as a list.
pub fn list(commands: &[ToServer]) -> String {
    let all: Vec<String> = commands.iter().map(written).collect();
    format!("[{}]", all.join(","))
}

fn word(word: &str) -> String {
    let mut out = Writer::default();
    out.quoted(word);
    out.0
}

/// JSON as it is written, member after member.
#[derive(Default)]
struct Writer(String);

impl Writer {
    /// An object of one member, which is an object.
    fn tag(&mut self, tag: &str) -> &mut Self {
        self.0.push('{');
        self.quoted(tag);
        self.0.push_str(":{");
        self
    }

    fn name(&mut self, name: &str) {
        if !self.0.ends_with('{') {
            self.0.push(',');
        }
        self.quoted(name);
        self.0.push(':');
    }

    fn number(&mut self, name: &str, number: u64) -> &mut Self {
        self.name(name);
        self.0.push_str(&number.to_string());
        self
    }

    fn window(&mut self, window: u32) -> &mut Self {
        self.number("window", u64::from(window))
    }

    fn truth(&mut self, name: &str, truth: bool) -> &mut Self {
        self.name(name);
        self.0.push_str(if truth { "true" } else { "false" });
        self
    }

    fn text(&mut self, name: &str, text: &str) -> &mut Self {
        self.name(name);
        self.quoted(text);
        self
    }

    fn quoted(&mut self, text: &str) {
        self.0.push('"');
        for c in text.chars() {
            match c {
                '"' | '\\' => {
                    self.0.push('\\');
                    self.0.push(c);
                }
                '\n' => self.0.push_str("\\n"),
                '\r' => self.0.push_str("\\r"),
                '\t' => self.0.push_str("\\t"),
                '\u{8}' => self.0.push_str("\\b"),
                '\u{c}' => self.0.push_str("\\f"),
                '\0'..'\x20' => {
                    let digit = |value: u32| char::from_digit(value, 16).unwrap_or('0');
                    self.0.push_str("\\u00");
                    self.0.push(digit(c as u32 / 16));
                    self.0.push(digit(c as u32 % 16));
                }
                c => self.0.push(c),
            }
        }
        self.0.push('"');
    }

    fn end(&mut self) -> &mut Self {
        self.0.push('}');
        self
    }

    fn action(&mut self, action: &Action) -> &mut Self {
        self.name("action");
        self.0.push('{');
        let whole = match action {
            Action::ReducePrice { amount_cents } => {
                self.text("name", "reduce_price").number("amount_cents", *amount_cents)
            }
            Action::Coupon { id } => self.text("name", "coupon").text("id", id),
            Action::Gift { id } => self.text("name", "gift").text("id", id),
            Action::ChangeAddress { text } => self.text("name", "change_address").text("text", text),
            Action::Note { text } => self.text("name", "note").text("text", text),
            Action::Refund { amount_cents } => self.text("name", "refund").number("amount_cents", *amount_cents),
            Action::Resend { item } => self.text("name", "resend").text("item", item),
            Action::Exchange { item, to } => self.text("name", "exchange").text("item", item).text("to", to),
            Action::Postage { amount_cents } => self.text("name", "postage").number("amount_cents", *amount_cents),
            Action::ProductCard { id } => self.text("name", "product_card").text("id", id),
            Action::RequestEvidence { what } => self.text("name", "request_evidence").text("what", what),
            Action::Ask { who } => self.text("name", "ask").text("who", who.name()),
            Action::Transfer { to } => self.text("name", "transfer").text("to", post(*to)),
            Action::Invite { what: Invitation::Order } => self.text("name", "invite").text("what", "order"),
            Action::Invite { what: Invitation::Rating } => self.text("name", "invite").text("what", "rating"),
            Action::Hold => self.text("name", "hold"),
            Action::Release => self.text("name", "release"),
        };
        whole.end()
    }
}

fn post(post: Post) -> &'static str {
    match post {
        Post::Presale => "presale",
        Post::InSale => "in_sale",
        Post::Aftersales => "aftersales",
        Post::Review => "review",
        Post::Supervisor => "supervisor",
    }
}
