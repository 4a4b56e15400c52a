//! A page of the site's own: method, legal notice, privacy, accessibility, home. All it says stands in what every kind says.

use crate::model::fields::Fields;

#[derive(Clone, Debug)]
pub struct Page;

pub fn lower(_: &mut Fields<'_>) -> Page {
    Page
}
