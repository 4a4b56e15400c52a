//! A part that many pages show: it becomes a template's value once, not once for each of them.

use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use serde::{Serialize, Serializer};

/// A part of views, behind a pointer. A template sees the part itself.
pub struct Shared<T>(Arc<Once<T>>);

struct Once<T> {
    part: T,
    value: OnceLock<tera::Value>,
}

impl<T> Shared<T> {
    pub fn new(part: T) -> Shared<T> {
        Shared(Arc::new(Once { part, value: OnceLock::new() }))
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0.part
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Shared<T> {
        Shared(self.0.clone())
    }
}

impl<T> From<T> for Shared<T> {
    fn from(part: T) -> Shared<T> {
        Shared::new(part)
    }
}

impl<T: fmt::Debug> fmt::Debug for Shared<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.part.fmt(f)
    }
}

/// Tera takes a value of its own over as it is.
impl<T: Serialize> Serialize for Shared<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.value.get_or_init(|| tera::Value::from_serializable(&self.0.part)).serialize(serializer)
    }
}
