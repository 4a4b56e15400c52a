//! What a page says of itself in time: how its text changed, and whether it is due for another review.

use crate::analysis::naming::Hidden;
use crate::analysis::rules::{people, review_due as due_after};
use crate::config::HistoryPolicy;
use crate::history::Commit;
use crate::model::Document;
use crate::model::value::{Date, Lang};
use crate::view::parts::DateView;
use crate::view::site::{ChangeView, HistoryView};

use super::{World, rows};

/// How many changes a page shows.
const SHOWN: usize = 8;

/// The changes of a document's text; on an English page, those of either text.
pub fn of(world: &World, document: &Document, lang: Lang) -> Option<HistoryView> {
    let (places, history) = (places(world, document, lang), &world.inputs.history);
    let shown = if world.inputs.config.history == HistoryPolicy::Messages { SHOWN } else { 0 };
    Some(HistoryView {
        last: rows::day(lang, history.at(*places.first()?).day),
        changes: places.iter().take(shown).map(|place| change(world, history.at(*place), lang)).collect(),
        older: if shown == 0 { 0 } else { places.len().saturating_sub(shown) },
    })
}

/// The latest first.
pub fn places(world: &World, document: &Document, lang: Lang) -> Vec<usize> {
    let inputs = &world.inputs;
    if inputs.history.is_empty() || inputs.config.history == HistoryPolicy::None {
        return Vec::new();
    }
    let twin = world.analysis.corpus.twins.get(document.id()).filter(|_| lang == Lang::En);
    let files = [Some(document.meta.file), twin.map(|twin| twin.file)];
    let paths = files.iter().flatten().filter_map(|file| Some(&*inputs.sources.get(*file)?.path));
    inputs.history.of(paths, inputs.today)
}

/// The last day on which the text of a document changed, up to today.
pub fn last_change(world: &World, document: &Document) -> Option<Date> {
    places(world, document, Lang::En).first().map(|place| world.inputs.history.at(*place).day)
}

pub fn change(world: &World, commit: &Commit, lang: Lang) -> ChangeView {
    ChangeView {
        day: rows::day(lang, commit.day),
        text: Some(commit.subject.clone()).filter(|subject| may_be_shown(world.hidden(), subject)),
        href: world.inputs.config.repository.as_ref().map(|repository| address(repository, commit)),
    }
}

/// Messages are no texts of the book: nobody has checked them.
fn may_be_shown(hidden: &Hidden, subject: &str) -> bool {
    !subject.is_empty() && !people::is_exposed(subject) && !hidden.are_in(subject)
}

/// Where a service shows a commit.
fn address(repository: &str, commit: &Commit) -> String {
    let repository = repository.trim_end_matches('/').trim_end_matches(".git");
    let inside = if repository.contains("gitlab") { "-/commit" } else { "commit" };
    format!("{repository}/{inside}/{}", commit.id)
}

/// The day since which a document is due for another review.
pub fn review_due(world: &World, document: &Document, lang: Lang) -> Option<DateView> {
    let due = due_after(document.meta.reviewed?, world.inputs.config.review_months)?;
    (due <= world.inputs.today).then(|| rows::day(lang, due))
}
