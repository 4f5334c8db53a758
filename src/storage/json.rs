//! JSON kept as text: written by one version of a type, read by the caller that knows it.

use super::StorageError;
use super::statement::{Column, Row, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A JSON document as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Json(pub String);

impl Json {
    /// Writes a value down.
    ///
    /// # Errors
    /// [`StorageError::Fault`] when the value has no JSON form.
    pub fn of<T: Serialize>(value: &T) -> Result<Self, StorageError> {
        serde_json::to_string(value)
            .map(Self)
            .map_err(|error| StorageError::Fault(format!("cannot be written as JSON: {error}")))
    }

    /// Reads it back.
    ///
    /// # Errors
    /// [`StorageError::Fault`] when it is not of this type.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, StorageError> {
        serde_json::from_str(&self.0)
            .map_err(|error| StorageError::Fault(format!("stored JSON cannot be read: {error}")))
    }
}

impl From<&Json> for Value {
    fn from(json: &Json) -> Self {
        Self::from(&json.0)
    }
}

impl Column for Json {
    fn read(row: &Row, column: &'static str) -> Result<Self, StorageError> {
        String::read(row, column).map(Self)
    }
}

impl Column for Option<Json> {
    fn read(row: &Row, column: &'static str) -> Result<Self, StorageError> {
        Ok(row.text(column)?.map(Json))
    }
}
