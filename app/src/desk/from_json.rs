//! Values read from a tree of JSON, field by field.

use super::json::Json;

impl Json {
    /// A member of an object, read.
    pub fn field<T: FromJson>(&self, name: &str) -> Option<T> {
        T::from_json(self.member(name))
    }
}

/// Read from JSON. What is left out counts as false, empty or none.
pub trait FromJson: Sized {
    fn from_json(json: &Json) -> Option<Self>;
}

impl FromJson for bool {
    fn from_json(json: &Json) -> Option<Self> {
        match json {
            Json::Bool(truth) => Some(*truth),
            Json::Null => Some(false),
            _ => None,
        }
    }
}

impl FromJson for u64 {
    fn from_json(json: &Json) -> Option<Self> {
        if let Json::Number(number) = json { Some(*number) } else { None }
    }
}

impl FromJson for u32 {
    fn from_json(json: &Json) -> Option<Self> {
        u64::from_json(json)?.try_into().ok()
    }
}

impl FromJson for u8 {
    fn from_json(json: &Json) -> Option<Self> {
        u64::from_json(json)?.try_into().ok()
    }
}

impl FromJson for String {
    fn from_json(json: &Json) -> Option<Self> {
        match json {
            Json::Text(text) => Some(text.clone()),
            Json::Null => Some(Self::new()),
            _ => None,
        }
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(json: &Json) -> Option<Self> {
        match json {
            Json::List(items) => {
                let mut read = Self::with_capacity(items.len());
                for item in items {
                    read.push(T::from_json(item)?);
                }
                Some(read)
            }
            Json::Null => Some(Self::new()),
            _ => None,
        }
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(json: &Json) -> Option<Self> {
        if *json == Json::Null { Some(None) } else { T::from_json(json).map(Some) }
    }
}

impl<T: FromJson> FromJson for Box<T> {
    fn from_json(json: &Json) -> Option<Self> {
        T::from_json(json).map(Box::new)
    }
}

impl<A: FromJson, B: FromJson> FromJson for (A, B) {
    fn from_json(json: &Json) -> Option<Self> {
        match json {
            Json::List(pair) => match pair.as_slice() {
                [first, second] => Some((A::from_json(first)?, B::from_json(second)?)),
                _ => None,
            },
            _ => None,
        }
    }
}

/// Reads a struct, each field by its name; the compiler sees that none is left out.
macro_rules! from_json_struct {
    ($($name:ident { $($field:ident),+ $(,)? })+) => {$(
        impl $crate::desk::from_json::FromJson for $name {
            fn from_json(json: &$crate::desk::json::Json) -> Option<Self> {
                Some(Self { $($field: json.field(stringify!($field))?,)+ })
            }
        }
    )+};
}

/// Reads an enum whose values are words.
macro_rules! from_json_words {
    ($($name:ident { $($word:literal => $variant:ident),+ $(,)? })+) => {$(
        impl $crate::desk::from_json::FromJson for $name {
            fn from_json(json: &$crate::desk::json::Json) -> Option<Self> {
                match json.text()? {
                    $($word => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }
    )+};
}

/// Reads an enum whose values are a word, or an object of one member: the word and what belongs to it.
macro_rules! from_json_tagged {
    ($name:ident {
        $($word:literal => $unit:ident,)*
        ; $($tag:literal => $variant:ident { $($field:ident),+ },)*
        ; $($key:literal => $newtype:ident,)*
    }) => {
        impl $crate::desk::from_json::FromJson for $name {
            fn from_json(json: &$crate::desk::json::Json) -> Option<Self> {
                let (tag, value) = json.tagged()?;
                match tag {
                    $($word => Some(Self::$unit),)*
                    $($tag => Some(Self::$variant { $($field: value.field(stringify!($field))?,)+ }),)*
                    $($key => $crate::desk::from_json::FromJson::from_json(value).map(Self::$newtype),)*
                    _ => None,
                }
            }
        }
    };
}

pub(super) use {from_json_struct, from_json_tagged, from_json_words};
