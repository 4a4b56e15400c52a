//! The files of the search index: `search/fr.bin` says where everything is in `search/fr/`, whose files are named after their content, so that hosts may
//! let browsers keep them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::compose::{World, search};
use crate::model::value::Lang;
use crate::search::INDEX;

/// Where the indexes stand in the site.
pub const FOLDER: &str = "search/";

/// Where a file of a language's index stands in the site.
fn path(lang: Lang, name: &str) -> String {
    let lang = lang.code();
    if name == INDEX { format!("{FOLDER}{lang}.bin") } else { format!("{FOLDER}{lang}/{name}") }
}

/// Every file of the index, by its path in the site; none where the book has no search.
pub fn files(world: &World) -> BTreeMap<String, Arc<[u8]>> {
    if !world.analysis.routes.search {
        return BTreeMap::new();
    }
    let records = search::records(world);
    let vocabularies = Lang::ALL.map(|lang| search::vocabulary(world, lang));
    let indexes = crate::search::index(&records, &search::synonyms(world), &vocabularies);
    let named = Lang::ALL
        .into_iter()
        .zip(indexes)
        .flat_map(|(lang, files)| files.into_iter().map(move |file| (path(lang, &file.name), file.bytes.into())));
    named.collect()
}
