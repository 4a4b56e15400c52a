//! The documents of the book, made of checked types.

pub mod act;
pub mod fields;
pub mod value;
