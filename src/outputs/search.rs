//! The files of the search index, a folder a language. Only `index.bin` keeps its name; the others are named after their content.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::compose::{World, search};
use crate::model::value::Lang;

/// Where the indexes stand in the site, each in the folder of its language.
pub const FOLDER: &str = "search/";

/// Every file of the index, by its path in the site.
pub fn files(world: &World) -> BTreeMap<String, Arc<[u8]>> {
    let records = search::records(world);
    let vocabularies = Lang::ALL.map(|lang| search::vocabulary(world, lang));
    let indexes = crate::search::index(&records, &search::synonyms(world), &vocabularies);
    let named = Lang::ALL.into_iter().zip(indexes).flat_map(|(lang, files)| {
        files.into_iter().map(move |file| (format!("{FOLDER}{}/{}", lang.code(), file.name), file.bytes.into()))
    });
    named.collect()
}
