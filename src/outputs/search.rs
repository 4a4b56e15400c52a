//! The files of the search index, a folder a language. Only `index.bin` keeps its name; the others are named after their content.

use crate::compose::{World, search};
use crate::model::value::Lang;

/// The folder of a language's index in the site.
pub fn folder(lang: Lang) -> String {
    format!("search/{}/", lang.code())
}

/// Every file of the index, by its path in the site.
pub fn files(world: &World) -> Vec<(String, Vec<u8>)> {
    let records = search::records(world);
    let vocabularies = Lang::ALL.map(|lang| search::vocabulary(world, lang));
    let indexes = crate::search::index(&records, &search::synonyms(world), &vocabularies);
    let named = Lang::ALL.into_iter().zip(indexes).flat_map(|(lang, files)| {
        files.into_iter().map(move |file| (format!("{}{}", folder(lang), file.name), file.bytes))
    });
    named.collect()
}
