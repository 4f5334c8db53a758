//! JSON as the browser reads it. The server reads with serde, whose generated readers are a fifth of a wasm; what
//! arrives here comes from our own server, in a fixed form, and is read into a tree and from there field by field. A
//! test holds both to the same.

/// Deeper than any message of the desk.
const DEPTH_MAX: u32 = 32;

/// One value. Numbers are whole and not negative: nothing else is sent.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    Null,
    Bool(bool),
    Number(u64),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Reads a whole text; `None` when it is not JSON of this kind.
    pub fn parse(text: &str) -> Option<Self> {
        let mut reader = Reader { text, at: 0, depth: 0 };
        let value = reader.value()?;
        reader.blank();
        (reader.at == text.len()).then_some(value)
    }

    /// A member of an object; null when there is none.
    pub fn member(&self, name: &str) -> &Self {
        let members = if let Self::Object(members) = self { members.as_slice() } else { &[] };
        members.iter().find(|(key, _)| key == name).map_or(&Self::Null, |(_, value)| value)
    }

    pub fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The one member of an object with one: its name and value. A text is a name without a value.
    pub fn tagged(&self) -> Option<(&str, &Self)> {
        match self {
            Self::Text(name) => Some((name, &Self::Null)),
            Self::Object(members) => members.first().map(|(name, value)| (name.as_str(), value)),
            _ => None,
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: u32,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn blank(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\t' | b'\r')) {
            self.at += 1;
        }
    }

    /// Takes a byte, if it comes next but for blanks.
    fn takes(&mut self, byte: u8) -> bool {
        self.blank();
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn word(&mut self, word: &str, value: Json) -> Option<Json> {
        let there = self.text.get(self.at..)?.starts_with(word);
        self.at += word.len();
        there.then_some(value)
    }

    fn value(&mut self) -> Option<Json> {
        self.blank();
        match self.peek()? {
            b'"' => self.string().map(Json::Text),
            b'{' | b'[' => {
                self.depth += 1;
                let value = if self.depth > DEPTH_MAX { None } else { self.nested() };
                self.depth -= 1;
                value
            }
            b't' => self.word("true", Json::Bool(true)),
            b'f' => self.word("false", Json::Bool(false)),
            b'n' => self.word("null", Json::Null),
            _ => self.number(),
        }
    }

    fn nested(&mut self) -> Option<Json> {
        let is_object = self.peek() == Some(b'{');
        let end = if is_object { b'}' } else { b']' };
        self.at += 1;
        let (mut members, mut items) = (Vec::new(), Vec::new());
        if !self.takes(end) {
            loop {
                if is_object {
                    self.blank();
                    let name = self.string()?;
                    if !self.takes(b':') {
                        return None;
                    }
                    members.push((name, self.value()?));
                } else {
                    items.push(self.value()?);
                }
                if self.takes(end) {
                    break;
                }
                if !self.takes(b',') {
                    return None;
                }
            }
        }
        Some(if is_object { Json::Object(members) } else { Json::List(items) })
    }

    fn number(&mut self) -> Option<Json> {
        let from = self.at;
        let mut number: u64 = 0;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            number = number.checked_mul(10)?.checked_add(u64::from(digit - b'0'))?;
            self.at += 1;
        }
        (self.at > from && !matches!(self.peek(), Some(b'.' | b'e' | b'E'))).then_some(Json::Number(number))
    }

    fn string(&mut self) -> Option<String> {
        if self.peek() != Some(b'"') {
            return None;
        }
        self.at += 1;
        let mut out = String::new();
        loop {
            let from = self.at;
            while !matches!(self.peek()?, b'"' | b'\\') {
                self.at += 1;
            }
            out.push_str(self.text.get(from..self.at)?);
            self.at += 1;
            if self.text.as_bytes().get(self.at - 1) == Some(&b'"') {
                return Some(out);
            }
            out.push(self.escaped()?);
        }
    }

    fn escaped(&mut self) -> Option<char> {
        let byte = self.peek()?;
        self.at += 1;
        Some(match byte {
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'u' => {
                let high = self.hex()?;
                if !(0xd800..0xdc00).contains(&high) {
                    return char::from_u32(high);
                }
                self.at += 2;
                let low = self.hex()?;
                char::from_u32(0x1_0000 + ((high - 0xd800) << 10) + low.checked_sub(0xdc00)?)?
            }
            other => char::from(other),
        })
    }

    fn hex(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        self.at += 4;
        u32::from_str_radix(digits, 16).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_as_serde_reads_them() {
        for text in [
            r#"{"a":[1,2,{"b":null}],"c":"在吗\n\"？\\\/ \u4f60\ud83d\ude0a","d":true,"e":{},"f":[]}"#,
            " [ 18446744073709551615 , false ] ",
            r#""""#,
        ] {
            let plain: serde_json::Value = serde_json::from_str(text).unwrap();
            assert_eq!(Json::parse(text), Some(told(&plain)), "{text}");
        }
        for text in ["", "[1,", "{\"a\" 1}", "-1", "1.5", "18446744073709551616", "\"\\ud83d\"", "[1] 2", "nul"] {
            assert_eq!(Json::parse(text), None, "{text}");
        }
        assert_eq!(Json::parse(&"[".repeat(100_000)), None, "too deep is no reason to fall");
    }

    fn told(value: &serde_json::Value) -> Json {
        match value {
            serde_json::Value::Null => Json::Null,
            serde_json::Value::Bool(truth) => Json::Bool(*truth),
            serde_json::Value::Number(number) => Json::Number(number.as_u64().unwrap()),
            serde_json::Value::String(text) => Json::Text(text.clone()),
            serde_json::Value::Array(items) => Json::List(items.iter().map(told).collect()),
            serde_json::Value::Object(members) => {
                Json::Object(members.iter().map(|(name, value)| (name.clone(), told(value))).collect())
            }
        }
    }
}
