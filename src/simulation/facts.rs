//! A buyer's own values: what of its side of the case the seed has drawn.

/// Fact id → value. A handful, so a look through all of them beats a tree.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts(Box<[(String, String)]>);

impl Facts {
    pub fn get(&self, id: &str) -> Option<&String> {
        self.0.iter().find(|(known, _)| known == id).map(|(_, value)| value)
    }

    pub fn contains_key(&self, id: &str) -> bool {
        self.get(id).is_some()
    }

    pub fn values(&self) -> impl Iterator<Item = &String> {
        self.0.iter().map(|(_, value)| value)
    }
}

impl FromIterator<(String, String)> for Facts {
    fn from_iter<T: IntoIterator<Item = (String, String)>>(all: T) -> Self {
        Self(all.into_iter().collect())
    }
}
