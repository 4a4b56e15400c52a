//! Values by the id of their document: found in constant time, gone through in the order of ids, shared with what remembers them.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use crate::model::value::{Choice, DocId, Kind};

#[derive(Clone)]
pub struct ById<V> {
    /// In the order of ids, each once.
    entries: Vec<(DocId, Arc<V>)>,
    /// By kind: a slug alone is looked up without making an id of it.
    places: [HashMap<Arc<str>, usize, FxBuildHasher>; Kind::ALL.len()],
}

impl<V> ById<V> {
    pub fn get(&self, id: &DocId) -> Option<&V> {
        self.shared(id).map(|value| &**value)
    }

    /// The value of the document of a kind with a slug.
    pub fn of_slug(&self, kind: Kind, slug: &str) -> Option<&V> {
        self.places[kind as usize].get(slug).map(|place| &*self.entries[*place].1)
    }

    /// The same, to keep.
    pub fn shared(&self, id: &DocId) -> Option<&Arc<V>> {
        self.place(id).map(|place| &self.entries[place].1)
    }

    /// Where it stands in the order of ids.
    pub fn place(&self, id: &DocId) -> Option<usize> {
        self.places[id.kind as usize].get(&id.slug).copied()
    }

    /// The values of one kind of document, in the order of ids.
    pub fn of_kind(&self, kind: Kind) -> impl DoubleEndedIterator<Item = &V> + ExactSizeIterator {
        let from = self.entries.partition_point(|(id, _)| id.kind < kind);
        let to = self.entries.partition_point(|(id, _)| id.kind <= kind);
        self.entries[from..to].iter().map(|(_, value)| &**value)
    }

    pub fn contains_key(&self, id: &DocId) -> bool {
        self.place(id).is_some()
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &DocId> + ExactSizeIterator {
        self.entries.iter().map(|(id, _)| id)
    }

    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + ExactSizeIterator {
        self.entries.iter().map(|(_, value)| &**value)
    }

    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&DocId, &V)> + ExactSizeIterator {
        self.entries.iter().map(|(id, value)| (id, &**value))
    }

    /// The values to keep, in the order of ids.
    pub fn iter_shared(&self) -> impl DoubleEndedIterator<Item = (&DocId, &Arc<V>)> + ExactSizeIterator {
        self.entries.iter().map(|(id, value)| (id, value))
    }
}

/// Of several values with one id the first stands.
impl<V> FromIterator<(DocId, Arc<V>)> for ById<V> {
    fn from_iter<I: IntoIterator<Item = (DocId, Arc<V>)>>(values: I) -> ById<V> {
        let mut entries: Vec<(DocId, Arc<V>)> = values.into_iter().collect();
        entries.sort_by(|(a, _), (b, _)| a.cmp(b));
        entries.dedup_by(|(next, _), (kept, _)| next == kept);
        let mut places: [HashMap<Arc<str>, usize, FxBuildHasher>; Kind::ALL.len()] = Default::default();
        for (place, (id, _)) in entries.iter().enumerate() {
            places[id.kind as usize].insert(id.slug.clone(), place);
        }
        ById { entries, places }
    }
}

impl<V> Default for ById<V> {
    fn default() -> ById<V> {
        ById { entries: Vec::new(), places: Default::default() }
    }
}

impl<V: fmt::Debug> fmt::Debug for ById<V> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_map().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_an_id_stands_and_ids_come_in_order() {
        let id = |slug: &str| DocId::new(Kind::Page, slug);
        let by_id: ById<u8> =
            [("b", 1), ("a", 2), ("b", 3)].map(|(slug, value)| (id(slug), Arc::new(value))).into_iter().collect();
        assert_eq!(by_id.iter().collect::<Vec<_>>(), [(&id("a"), &2), (&id("b"), &1)]);
        assert_eq!((by_id.get(&id("b")), by_id.get(&id("c"))), (Some(&1), None));
        assert_eq!((by_id.of_slug(Kind::Page, "a"), by_id.of_slug(Kind::Term, "a")), (Some(&2), None));
    }
}
