//! The inline content of a leaf as HTML: text set and escaped, links of marks split so that every tag nests.

use std::ops::Range;

use crate::html::{Action, Destination, Mark, escape};
use crate::model::value::Lang;
use crate::syntax::body::{Body, Leaf, MASK, Place};
use crate::typography::{typeset, typeset_between};

/// How much of its neighbours a piece of text is set with; a date or a group of digits is shorter.
const CONTEXT: usize = 32;

/// Writes inline content. A mark's link opens at the first of its text, stays open across elements that lie wholly in it, and is
/// closed and opened again where an element crosses its end.
pub struct Inline<'a> {
    pub out: String,
    body: &'a Body,
    marks: &'a [Mark],
    lang: Lang,
    /// Elements open in this leaf, and the mark's link among them.
    depth: usize,
    open: Option<OpenMark>,
    /// How many links of the author's are open: no link stands in another.
    link_depth: usize,
    /// The leaf's text before this is not shown.
    skipped: usize,
}

struct OpenMark {
    index: usize,
    depth: usize,
}

impl<'a> Inline<'a> {
    pub fn new(body: &'a Body, marks: &'a [Mark], lang: Lang) -> Inline<'a> {
        Inline { out: String::new(), body, marks, lang, depth: 0, open: None, link_depth: 0, skipped: 0 }
    }

    /// Leaves out the first bytes of the leaf that comes next.
    pub fn skip(&mut self, bytes: usize) {
        self.skipped = bytes;
    }

    /// Ends a leaf: nothing stays open.
    pub fn end(&mut self) {
        self.close_mark();
        self.skipped = 0;
    }

    /// A tag whose content is `range` of a leaf.
    pub fn start(&mut self, leaf: usize, range: Range<usize>, tag: &str) {
        self.reach(leaf, &range);
        self.out.push_str(tag);
        self.depth += 1;
    }

    /// A tag whose content holds a link, a note or an image: no mark's link goes around it, only into it.
    pub fn start_apart(&mut self, tag: &str) {
        self.close_mark();
        self.out.push_str(tag);
        self.depth += 1;
    }

    pub fn finish(&mut self, tag: &str) {
        if self.open.as_ref().is_some_and(|open| open.depth >= self.depth) {
            self.close_mark();
        }
        self.depth = self.depth.saturating_sub(1);
        self.out.push_str(tag);
    }

    /// An author's link; none where it leads nowhere, so that only its text is left.
    pub fn start_link(&mut self, tag: Option<&str>) {
        self.start_apart(tag.unwrap_or_default());
        self.link_depth += usize::from(tag.is_some());
    }

    pub fn finish_link(&mut self, is_link: bool) {
        self.finish(if is_link { "</a>" } else { "" });
        self.link_depth -= usize::from(is_link);
    }

    pub fn is_in_link(&self) -> bool {
        self.link_depth > 0
    }

    /// Something that is not of the text: a note's number, an image.
    pub fn insert(&mut self, html: &str) {
        self.close_mark();
        self.out.push_str(html);
    }

    /// Code and breaks: they stand inside a mark that covers them.
    pub fn atom(&mut self, place: &Place, html: &str) {
        if place.range.start >= self.skipped {
            self.reach(place.leaf, &place.range);
            self.out.push_str(html);
        }
    }

    /// Prose, set and escaped, with the marks on it.
    pub fn text(&mut self, text: &str, place: &Place) {
        self.pieces(text, place, true);
    }

    /// An address or a value: escaped, not set.
    pub fn literal(&mut self, text: &str, place: &Place) {
        self.pieces(text, place, false);
    }

    fn pieces(&mut self, text: &str, place: &Place, is_prose: bool) {
        let (marks, end) = (self.marks, place.range.end);
        let mut at = place.range.start.max(self.skipped);
        let mut index = first_mark(marks, place.leaf, at);
        while at < end {
            let mark = marks.get(index).filter(|mark| mark.leaf == place.leaf && mark.range.start < end);
            let Some(mark) = mark else {
                self.close_mark();
                return self.piece(text, place, at..end, is_prose);
            };
            if at < mark.range.start {
                self.close_mark();
                self.piece(text, place, at..mark.range.start, is_prose);
                at = mark.range.start;
            }
            let stop = mark.range.end.min(end);
            self.marked(index, mark, at);
            if is_shown(&mark.action) {
                self.piece(text, place, at..stop, is_prose);
            }
            (at, index) = (stop, index + 1);
        }
    }

    fn marked(&mut self, index: usize, mark: &Mark, at: usize) {
        match &mark.action {
            Action::Link { .. } if self.link_depth == 0 => self.open_mark(index),
            Action::Link { .. } => {}
            Action::Value { text, exact } => {
                self.close_mark();
                if at == mark.range.start {
                    self.out.push_str(&value(text, exact.as_deref()));
                }
            }
        }
    }

    fn piece(&mut self, text: &str, place: &Place, range: Range<usize>, is_prose: bool) {
        let piece = part(text, place, &range);
        if !is_prose {
            return self.out.push_str(&escape(piece));
        }
        let (before, after) = neighbours(&self.body.leaves[place.leaf], &range);
        self.out.push_str(&escape(&typeset_between(self.lang, before, piece, after)));
    }

    /// Opens the mark that covers a whole range; closes one that does not.
    fn reach(&mut self, leaf: usize, range: &Range<usize>) {
        let index = first_mark(self.marks, leaf, range.start);
        let covers = self.marks.get(index).is_some_and(|mark| {
            let is_link = matches!(mark.action, Action::Link { .. });
            is_link && mark.leaf == leaf && mark.range.start <= range.start && range.end <= mark.range.end
        });
        if covers && self.link_depth == 0 {
            self.open_mark(index);
        } else {
            self.close_mark();
        }
    }

    fn open_mark(&mut self, index: usize) {
        if self.open.as_ref().is_some_and(|open| open.index == index) {
            return;
        }
        self.close_mark();
        if let Action::Link { href, class, rel_external } = &self.marks[index].action {
            self.out.push_str(&link_tag(href, *class, *rel_external));
            self.depth += 1;
            self.open = Some(OpenMark { index, depth: self.depth });
        }
    }

    fn close_mark(&mut self) {
        if self.open.take().is_some() {
            self.out.push_str("</a>");
            self.depth -= 1;
        }
    }
}

/// A part of a leaf as plain text, in one line: values put in, links named, nothing escaped. A replaced text that stands across an
/// end of the part is left out.
pub fn plain(
    body: &Body,
    leaf: usize,
    range: Range<usize>,
    marks: &[Mark],
    destinations: &[Destination],
    lang: Lang,
) -> String {
    let mut out = String::new();
    let (mut at, mut end) = (range.start, range.end);
    for (replaced, text) in replacements(body, leaf, &range, marks, destinations) {
        if replaced.end <= at || replaced.start >= end {
            continue;
        }
        if replaced.end > end {
            end = replaced.start.max(at);
            break;
        }
        if replaced.start >= at {
            push_plain(&mut out, &body.leaves[leaf], at..replaced.start, lang);
            out.push_str(&typeset(lang, text));
        }
        at = replaced.end;
    }
    push_plain(&mut out, &body.leaves[leaf], at..end, lang);
    out.replace('\n', " ")
}

fn push_plain(out: &mut String, leaf: &Leaf, range: Range<usize>, lang: Lang) {
    let (before, after) = neighbours(leaf, &range);
    out.push_str(&typeset_between(lang, before, &leaf.shown()[leaf.shown_range(range)], after));
}

/// What other text stands in the place of a leaf's own: values, and the titles of what `[[id]]` names.
fn replacements<'a>(
    body: &Body,
    leaf: usize,
    range: &Range<usize>,
    marks: &'a [Mark],
    destinations: &'a [Destination],
) -> Vec<(Range<usize>, &'a str)> {
    // Marks and links are sorted, so that a leaf of many images is not read as often as it has images.
    let is_near = |of: usize, start: usize| of == leaf && start <= range.end;
    let marks = &marks[first_mark(marks, leaf, range.start)..];
    let near = marks.iter().take_while(|mark| is_near(mark.leaf, mark.range.start));
    let values = near.filter_map(|mark| match &mark.action {
        Action::Value { text, .. } => Some((mark.range.clone(), text.as_str())),
        Action::Link { .. } => None,
    });
    let mut first = body.links.partition_point(|link| (link.leaf, link.range.start) < (leaf, range.start));
    while first > 0 && body.links[first - 1].leaf == leaf && body.links[first - 1].range.end > range.start {
        first -= 1;
    }
    let near =
        body.links.iter().zip(destinations).skip(first).take_while(|(link, _)| is_near(link.leaf, link.range.start));
    let named = near.filter(|(link, _)| !link.has_text);
    let titles = named.filter_map(|(link, destination)| Some((link.range.clone(), destination.text.as_deref()?)));
    let mut all: Vec<_> = values.chain(titles).collect();
    all.sort_by_key(|(range, _)| (range.start, range.end));
    all
}

pub fn link_tag(href: &str, class: Option<&str>, is_external: bool) -> String {
    let class = class.map(|class| format!(" class=\"{}\"", escape(class))).unwrap_or_default();
    let rel = if is_external { " rel=\"external\"" } else { "" };
    format!("<a href=\"{}\"{class}{rel}>", escape(href))
}

fn value(text: &str, exact: Option<&str>) -> String {
    match exact {
        Some(exact) => format!("<data value=\"{}\">{}</data>", escape(exact), escape(text)),
        None => escape(text).into_owned(),
    }
}

fn is_shown(action: &Action) -> bool {
    matches!(action, Action::Link { .. })
}

/// Marks neither overlap nor run backwards, so their ends are sorted too.
fn first_mark(marks: &[Mark], leaf: usize, at: usize) -> usize {
    marks.partition_point(|mark| (mark.leaf, mark.range.end) <= (leaf, at))
}

/// The part of a piece of text that stands at `range` of its leaf; masked text counts one U+FFFC a character.
fn part<'t>(text: &'t str, place: &Place, range: &Range<usize>) -> &'t str {
    let offset = |at: usize| {
        let inside = at - place.range.start;
        if !place.is_masked {
            return text.floor_char_boundary(inside);
        }
        text.char_indices().nth(inside / MASK.len_utf8()).map_or(text.len(), |(at, _)| at)
    };
    &text[offset(range.start)..offset(range.end)]
}

/// The text on both sides of a part of a leaf, as a reader sees it.
fn neighbours<'l>(leaf: &'l Leaf, range: &Range<usize>) -> (&'l str, &'l str) {
    let text = leaf.shown();
    let shown = leaf.shown_range(range.clone());
    let from = text.floor_char_boundary(shown.start.saturating_sub(CONTEXT));
    let to = text.ceil_char_boundary(shown.end.saturating_add(CONTEXT).min(text.len()));
    (&text[from..shown.start], &text[shown.end..to])
}
