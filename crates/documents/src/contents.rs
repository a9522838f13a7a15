//! What a version of a document says.

use std::collections::BTreeMap;

use participation_acts::{TextField, Value, ValueField};
use participation_types::Language;

/// What a version of a document says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contents {
    /// Its texts; none is empty. Where several people wrote at once, a text can be longer than any
    /// of them was allowed to leave it.
    pub texts: BTreeMap<(TextField, Language), String>,
    /// Its values; none is [`Value::Nothing`].
    pub values: BTreeMap<ValueField, Value>,
    /// Of fields that were set to different values at once: the others, which did not win,
    /// [`Value::Nothing`] among them.
    pub rivals: BTreeMap<ValueField, Vec<Value>>,
}

impl Contents {
    /// The text of a field, empty if it has none.
    #[must_use]
    pub fn text(&self, field: TextField, language: Language) -> &str {
        self.texts.get(&(field, language)).map_or("", String::as_str)
    }

    /// The value of a field.
    #[must_use]
    pub fn value(&self, field: ValueField) -> Option<&Value> {
        self.values.get(&field)
    }

    pub(crate) fn set_text(&mut self, key: (TextField, Language), text: String) {
        if text.is_empty() {
            self.texts.remove(&key);
        } else {
            self.texts.insert(key, text);
        }
    }

    pub(crate) fn set_value(&mut self, field: ValueField, value: Value) {
        if value == Value::Nothing {
            self.values.remove(&field);
        } else {
            self.values.insert(field, value);
        }
    }

    pub(crate) fn bytes(&self) -> usize {
        let texts: usize = self.texts.values().map(|text| 64 + text.capacity()).sum();
        texts + 128 * (self.values.len() + self.rivals.len())
    }
}
