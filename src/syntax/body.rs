//! What a Markdown body holds before a line of HTML is written: its leaves of text, headings, links and slots, each with its place.
//!
//! A leaf is the inline content of one block, flattened: emphasis is gone, and code, images and the text of links are masked by
//! U+FFFC, so that a reader of citations sees sentences and nothing else. [`walk`] alone decides what a leaf is: `scan` and
//! [`crate::html`] take the same steps. Resolving links and slots is not done here.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, OffsetIter, Options, Parser, Tag, TagEnd};
use unicode_normalization::UnicodeNormalization;

use crate::diag::{Code, Diagnostic, Sink};
use crate::model::value::Words;
use crate::source::{FileId, SourceFile, Span};

/// Stands for every character that is not prose: code, images, the text of links.
pub const MASK: char = '\u{FFFC}';

/// A slot longer than this is a forgotten `}}`.
const LONGEST_SLOT: usize = 200;

/// Ids that the frame of a page uses; no heading of a text gets one.
const RESERVED_IDS: &[&str] = &[
    "a-faire",
    "a-retenir",
    "aller-au-contenu",
    "bandeau",
    "calcul",
    "calculs",
    "cite-par",
    "citer",
    "comparables",
    "content",
    "contents",
    "contenu",
    "criteres",
    "decisions",
    "essentiel",
    "footer",
    "haut",
    "header",
    "langue",
    "listes",
    "main",
    "manquements",
    "menu",
    "mesures",
    "navigation",
    "notes",
    "parcours",
    "pied",
    "recherche",
    "search",
    "sommaire",
    "sources",
    "texte",
    "theme",
    "titre",
    "top",
    "voisins",
];

#[derive(Clone, Debug, Default)]
pub struct Body {
    pub leaves: Vec<Leaf>,
    pub headings: Vec<Heading>,
    pub links: Vec<Link>,
    pub slots: Vec<Slot>,
    /// The lines of code blocks.
    pub code: Vec<Span>,
    /// Whether there is nothing to read: no text, no code.
    pub is_empty: bool,
}

/// The inline content of one paragraph, heading, table cell, tight list item or defined term.
#[derive(Clone, Debug)]
pub struct Leaf {
    /// Flattened: breaks are one `\n`, masked characters one U+FFFC each.
    pub text: String,
    pub is_heading: bool,
    file: FileId,
    /// The same text with nothing masked; none where nothing is.
    shown: Option<String>,
    segments: Vec<Segment>,
}

/// A stretch of a leaf that comes from one stretch of the file; it lasts until the next one starts.
#[derive(Clone, Debug)]
struct Segment {
    text: usize,
    shown: usize,
    source: Range<usize>,
    /// Byte for byte what the file holds, so that places inside it are exact.
    is_verbatim: bool,
    is_masked: bool,
    is_code: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 2 to 6, as shown: a `#` in a text is reported and shown as a `##`.
    pub level: u8,
    pub id: String,
    /// As written, slots included, without emphasis.
    pub text: String,
    pub span: Span,
    pub leaf: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub kind: LinkKind,
    /// The address, or what stands in `[[…]]` before the bar.
    pub dest: String,
    /// Whether the author gave words to show: only `[[id]]` has none.
    pub has_text: bool,
    pub is_image: bool,
    pub span: Span,
    pub leaf: usize,
    /// The flattened bytes of its text; of its description, for an image.
    pub range: Range<usize>,
}

/// What a link leads to. An image is a link of the kind of its address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    Relative,
    External,
    Wiki,
}

/// A `{{…}}` outside code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// With its braces; without the closing ones where the author forgot them.
    pub text: String,
    pub span: Span,
    pub leaf: usize,
    pub range: Range<usize>,
}

/// Reads a Markdown body, the bytes `range` of a file, and reports what no text may hold.
pub fn scan(file: &SourceFile, range: Range<usize>, sink: &Sink) -> Body {
    let mut scan = Scan::new(file, sink);
    let walk = walk(&file.text, range);
    scan.definitions(walk.definitions());
    for step in walk {
        scan.take(step);
    }
    scan.finish()
}

/// Reads words of a front matter: one leaf of plain text, where only slots and `[[…]]` mean something.
pub fn of_words(words: &Words) -> Body {
    let mut leaf = Leaf::new(words.span.file, false);
    let mut links = Vec::new();
    let mut rest = 0;
    for wiki in wiki_links(&words.text) {
        leaf.push_words(words, rest..wiki.whole.start, false);
        let start = leaf.text.len();
        leaf.push_words(words, wiki.shown, true);
        links.push(Link {
            kind: LinkKind::Wiki,
            dest: words.text[wiki.dest].trim().to_owned(),
            has_text: wiki.has_text,
            is_image: false,
            span: words.place(wiki.whole.clone()),
            leaf: 0,
            range: start..leaf.text.len(),
        });
        rest = wiki.whole.end;
    }
    leaf.push_words(words, rest..words.text.len(), false);
    let slots = leaf.slots(0);
    Body { is_empty: words.text.trim().is_empty(), leaves: vec![leaf], links, slots, ..Body::default() }
}

impl Leaf {
    /// Where a part of the flattened text stands in the file: exact for what was written verbatim, and the whole entity,
    /// code or escaped line otherwise.
    pub fn source_span(&self, range: Range<usize>) -> Span {
        let end = range.end.min(self.text.len());
        let start = range.start.min(end);
        let Some(first) = self.segment(start) else { return Span::new(self.file, 0..0) };
        let from = self.exact_source(first, start).unwrap_or(first.source.start);
        if start == end {
            return Span::new(self.file, from..from);
        }
        let last = self.segment(end - 1).unwrap_or(first);
        let to = self.exact_source(last, end).unwrap_or(last.source.end);
        Span::new(self.file, from..to.max(from))
    }

    pub fn file(&self) -> FileId {
        self.file
    }

    /// The byte of the file at which an offset of the flattened text stands; none inside what is masked or not written verbatim.
    pub fn written_at(&self, at: usize) -> Option<usize> {
        let segment = self.segment(at).filter(|segment| !segment.is_masked)?;
        self.exact_source(segment, at)
    }

    /// The bytes of the file that hold what a reader sees of this leaf, code apart; only what is written verbatim.
    pub fn written(&self) -> impl Iterator<Item = Range<usize>> {
        self.segments
            .iter()
            .filter(|segment| segment.is_verbatim && !segment.is_code)
            .map(|segment| segment.source.clone())
    }

    /// The text as a reader sees it, code and the text of links included.
    pub(crate) fn shown(&self) -> &str {
        self.shown.as_deref().unwrap_or(&self.text)
    }

    /// Where a part of the visible text stands in the file.
    pub(crate) fn shown_span(&self, shown: Range<usize>) -> Span {
        self.source_span(self.text_at(shown.start)..self.text_at(shown.end))
    }

    /// The visible bytes that a flattened range stands for.
    pub(crate) fn shown_range(&self, range: Range<usize>) -> Range<usize> {
        let end = range.end.min(self.text.len());
        self.shown_at(range.start.min(end))..self.shown_at(end)
    }

    fn new(file: FileId, is_heading: bool) -> Leaf {
        Leaf { text: String::new(), is_heading, file, shown: None, segments: Vec::new() }
    }

    fn push_words(&mut self, words: &Words, range: Range<usize>, is_masked: bool) {
        let source = match words.verbatim {
            Some(_) => words.place(range.clone()).range(),
            None => words.span.range(),
        };
        let written = Written { source, is_verbatim: words.verbatim.is_some(), is_masked, is_code: false };
        self.push(&words.text[range], written);
    }

    fn push(&mut self, text: &str, written: Written) {
        if text.is_empty() {
            return;
        }
        let Written { source, is_verbatim, is_masked, is_code } = written;
        let shown = self.shown().len();
        self.segments.push(Segment { text: self.text.len(), shown, source, is_verbatim, is_masked, is_code });
        if is_masked && self.shown.is_none() {
            self.shown = Some(self.text.clone());
        }
        if let Some(shown) = &mut self.shown {
            shown.push_str(text);
        }
        if is_masked {
            self.text.extend(text.chars().map(|_| MASK));
        } else {
            self.text.push_str(text);
        }
    }

    fn segment(&self, at: usize) -> Option<&Segment> {
        let next = self.segments.partition_point(|segment| segment.text <= at);
        self.segments.get(next.checked_sub(1)?)
    }

    fn shown_at(&self, at: usize) -> usize {
        self.segment(at).map_or(0, |segment| self.shown_in(segment, at))
    }

    /// The visible byte of an offset of the text inside a segment or at its end.
    fn shown_in(&self, segment: &Segment, at: usize) -> usize {
        let inside = at - segment.text;
        if !segment.is_masked {
            return segment.shown + inside;
        }
        let rest = &self.shown()[segment.shown..];
        segment.shown + rest.chars().take(inside / MASK.len_utf8()).map(char::len_utf8).sum::<usize>()
    }

    fn text_at(&self, shown: usize) -> usize {
        let next = self.segments.partition_point(|segment| segment.shown <= shown);
        let Some(segment) = next.checked_sub(1).and_then(|index| self.segments.get(index)) else { return 0 };
        let inside = &self.shown()[segment.shown..shown];
        segment.text + if segment.is_masked { inside.chars().count() * MASK.len_utf8() } else { inside.len() }
    }

    /// The byte of the file that an offset inside a segment or at its end stands for; none where nothing stands verbatim.
    fn exact_source(&self, segment: &Segment, at: usize) -> Option<usize> {
        segment.is_verbatim.then(|| segment.source.start + self.shown_in(segment, at) - segment.shown)
    }

    /// Every `{{…}}`: up to its `}}`, or to the end of its word where there is none near.
    fn slots(&self, leaf: usize) -> Vec<Slot> {
        let shown = self.shown();
        let mut slots = Vec::new();
        let mut from = 0;
        while let Some(found) = shown[from..].find("{{") {
            let start = from + found;
            let prose = self.prose_from(start);
            if prose.len() < 2 {
                from = start + 1;
                continue;
            }
            let end = start + slot_length(&shown[prose]);
            let range = self.text_at(start)..self.text_at(end);
            slots.push(Slot { text: shown[start..end].to_owned(), span: self.source_span(range.clone()), leaf, range });
            from = end;
        }
        slots
    }

    /// From an offset of the visible text up to the next code, no further than a slot goes; empty inside code.
    fn prose_from(&self, shown: usize) -> Range<usize> {
        let text = self.shown();
        let limit = text.floor_char_boundary((shown + LONGEST_SLOT).min(text.len()));
        let next = self.segments.partition_point(|segment| segment.shown <= shown);
        if next.checked_sub(1).is_some_and(|index| self.segments[index].is_code) {
            return shown..shown;
        }
        let mut near = self.segments[next..].iter().take_while(|segment| segment.shown < limit);
        shown..near.find(|segment| segment.is_code).map_or(limit, |segment| segment.shown)
    }
}

/// How a stretch of text was written.
struct Written {
    source: Range<usize>,
    is_verbatim: bool,
    is_masked: bool,
    is_code: bool,
}

/// The length of the slot that `text`, cut where no slot goes further, starts with; in an unclosed one, a word with its braces.
fn slot_length(text: &str) -> usize {
    match text.find("}}") {
        Some(close) => close + 2,
        None => {
            let inside = text[2..].trim_start_matches(' ');
            let word = inside.find(char::is_whitespace).unwrap_or(inside.len());
            text.len() - inside.len() + word
        }
    }
}

/// A `[[id]]` or `[[id|text]]` in plain text, as ranges of it.
struct WikiLink {
    whole: Range<usize>,
    dest: Range<usize>,
    shown: Range<usize>,
    has_text: bool,
}

fn wiki_links(text: &str) -> Vec<WikiLink> {
    let mut links = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find("[[").map(|at| from + at) {
        let Some(close) = text[open..].find("]]").map(|at| open + at) else { break };
        // The innermost opening counts, as in Markdown.
        let open = text[..close].rfind("[[").map_or(open, |inner| inner.max(open));
        from = close + 2;
        let bar = text[open..close].find('|').map(|at| open + at);
        let dest = open + 2..bar.unwrap_or(close);
        if text[dest.clone()].trim().is_empty() {
            continue;
        }
        let has_text = bar.is_some_and(|bar| !text[bar + 1..close].trim().is_empty());
        let shown = if has_text { dest.end + 1..close } else { dest.clone() };
        links.push(WikiLink { whole: open..from, dest, shown, has_text });
    }
    links
}

/// One event of the Markdown parser, and where it stands among the leaves.
pub(crate) struct Step<'a> {
    pub event: Event<'a>,
    /// Bytes of the file.
    pub source: Range<usize>,
    /// For inline events and the ends of blocks of text: the leaf and the flattened bytes of it; none elsewhere.
    pub place: Option<Place>,
    /// For the start of a link or image: its index in [`Body::links`].
    pub link: Option<usize>,
}

#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub leaf: usize,
    pub range: Range<usize>,
    /// Whether each character takes the bytes of one U+FFFC.
    pub is_masked: bool,
}

/// The steps of a body, in order: the one place that decides what a leaf is.
pub(crate) fn walk(text: &str, range: Range<usize>) -> Walk<'_> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS;
    let events = Parser::new_ext(&text[range.clone()], options).into_offset_iter();
    Walk { events, base: range.start, leaves: 0, open: None, links: 0, link_depth: 0, in_verbatim: false }
}

pub(crate) struct Walk<'a> {
    events: OffsetIter<'a>,
    base: usize,
    /// How many leaves were opened.
    leaves: usize,
    /// The length of the open leaf.
    open: Option<usize>,
    links: usize,
    link_depth: usize,
    in_verbatim: bool,
}

impl<'a> Iterator for Walk<'a> {
    type Item = Step<'a>;

    fn next(&mut self) -> Option<Step<'a>> {
        let (event, source) = self.events.next()?;
        let source = source.start + self.base..source.end + self.base;
        self.before(&event);
        let is_masked = self.link_depth > 0 || matches!(event, Event::Code(_) | Event::InlineHtml(_));
        let place = self.flat_length(&event, is_masked).map(|length| self.place(length, is_masked));
        let link = self.after(&event);
        Some(Step { event, source, place, link })
    }
}

impl Walk<'_> {
    /// The addresses of the reference definitions, used or not, each with the bytes of the file that hold its definition.
    fn definitions(&self) -> Vec<(String, Range<usize>)> {
        let mut definitions: Vec<_> = self
            .events
            .reference_definitions()
            .iter()
            .map(|(_, link)| (link.dest.to_string(), link.span.start + self.base..link.span.end + self.base))
            .collect();
        definitions.sort_by_key(|(_, source)| source.start);
        definitions
    }

    fn before(&mut self, event: &Event<'_>) {
        match event {
            Event::End(TagEnd::Link | TagEnd::Image) => self.link_depth -= 1,
            Event::Start(tag) if !is_inline(&tag.to_end()) => {
                self.open = None;
                self.in_verbatim = matches!(tag, Tag::CodeBlock(_) | Tag::HtmlBlock);
            }
            _ => {}
        }
    }

    /// The index of the link that the event starts.
    fn after(&mut self, event: &Event<'_>) -> Option<usize> {
        match event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => {
                self.link_depth += 1;
                self.links += 1;
                return Some(self.links - 1);
            }
            Event::End(tag) if !is_inline(tag) => (self.open, self.in_verbatim) = (None, false),
            Event::Rule => self.open = None,
            _ => {}
        }
        None
    }

    /// The flattened bytes of an event; none where it belongs to no leaf.
    fn flat_length(&self, event: &Event<'_>, is_masked: bool) -> Option<usize> {
        let masked = |text: &str| if is_masked { text.chars().count() * MASK.len_utf8() } else { text.len() };
        let belongs = |tag: &TagEnd| is_inline(tag) || holds_text(tag);
        match event {
            Event::Start(tag) => belongs(&tag.to_end()).then_some(0),
            Event::End(tag) => belongs(tag).then_some(0),
            Event::Text(_) if self.in_verbatim => None,
            Event::Text(text)
            | Event::Code(text)
            | Event::InlineHtml(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => Some(masked(text)),
            Event::SoftBreak | Event::HardBreak => Some(masked("\n")),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => Some(0),
            Event::Html(_) | Event::Rule => None,
        }
    }

    /// Takes `length` flattened bytes of the open leaf, opening one where none is.
    fn place(&mut self, length: usize, is_masked: bool) -> Place {
        let start = match self.open {
            Some(start) => start,
            None => {
                self.leaves += 1;
                0
            }
        };
        self.open = Some(start + length);
        Place { leaf: self.leaves - 1, range: start..start + length, is_masked }
    }
}

/// Blocks whose content is one leaf, even an empty one.
fn holds_text(tag: &TagEnd) -> bool {
    matches!(tag, TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell | TagEnd::DefinitionListTitle)
}

fn is_inline(tag: &TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

/// A body in the making.
struct Scan<'a> {
    file: &'a SourceFile,
    sink: &'a Sink,
    body: Body,
    open_links: Vec<usize>,
    /// The `{#id}` of each heading, in order.
    given_ids: Vec<Option<String>>,
    last_level: u8,
}

impl<'a> Scan<'a> {
    fn new(file: &'a SourceFile, sink: &'a Sink) -> Scan<'a> {
        let body = Body { is_empty: true, ..Body::default() };
        Scan { file, sink, body, open_links: Vec::new(), given_ids: Vec::new(), last_level: 1 }
    }

    fn take(&mut self, step: Step<'_>) {
        if let Some(place) = &step.place {
            self.open_leaf(place.leaf, matches!(step.event, Event::Start(Tag::Heading { .. })));
        }
        match &step.event {
            Event::Start(Tag::Heading { level, id, .. }) => {
                self.heading(*level as u8, id.as_deref(), &step);
            }
            Event::Start(Tag::Link { link_type, dest_url, .. }) => self.link(*link_type, dest_url, false, &step),
            Event::Start(Tag::Image { link_type, dest_url, .. }) => self.link(*link_type, dest_url, true, &step),
            Event::End(TagEnd::Link | TagEnd::Image) => self.close_link(&step),
            Event::Start(Tag::HtmlBlock) => self.raw_html(step.source.clone()),
            Event::InlineHtml(html) => {
                self.raw_html(step.source.clone());
                self.push(html, &step);
            }
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.push(text, &step);
            }
            Event::SoftBreak | Event::HardBreak => self.push("\n", &step),
            Event::End(TagEnd::TableCell) => self.cell(&step),
            Event::Start(_)
            | Event::End(_)
            | Event::Html(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::Rule => {}
        }
    }

    /// A refused address is reported where it is defined, even if nothing uses it; its uses then say nothing.
    fn definitions(&self, definitions: Vec<(String, Range<usize>)>) {
        for (dest, source) in definitions {
            if address(&dest) == Address::Refused {
                self.bad_address(&dest, false, Address::Refused, source);
            }
        }
    }

    fn open_leaf(&mut self, leaf: usize, is_heading: bool) {
        if leaf == self.body.leaves.len() {
            self.body.leaves.push(Leaf::new(self.file.id, is_heading));
        }
    }

    fn push(&mut self, text: &str, step: &Step<'_>) {
        self.body.is_empty &= text.trim().is_empty();
        let Some(place) = &step.place else {
            self.body.code.push(self.file.span(step.source.clone()));
            return;
        };
        let written = Written {
            source: step.source.clone(),
            is_verbatim: self.file.text.get(step.source.clone()) == Some(text),
            is_masked: place.is_masked,
            is_code: matches!(step.event, Event::Code(_) | Event::InlineHtml(_)),
        };
        self.body.leaves[place.leaf].push(text, written);
    }

    fn heading(&mut self, written: u8, id: Option<&str>, step: &Step<'_>) {
        let Some(place) = &step.place else { return };
        let span = self.file.span(self.trimmed(step.source.clone()));
        let level = written.max(2);
        if written == 1 {
            let message = "a first-level heading in a text: the title of the page is the only one";
            self.sink.report(Diagnostic::new(Code::HeadingLevel, span, message).help("start with `##`"));
        } else if level > self.last_level + 1 {
            let expected = "#".repeat(usize::from(self.last_level) + 1);
            let message = format!("the heading skips a level: `{}`", "#".repeat(usize::from(level)));
            self.sink.report(Diagnostic::new(Code::HeadingLevel, span, message).help(format!("write `{expected}`")));
        }
        self.last_level = level;
        self.given_ids.push(id.map(str::to_owned));
        self.body.headings.push(Heading { level, id: String::new(), text: String::new(), span, leaf: place.leaf });
    }

    fn link(&mut self, link_type: LinkType, dest: &str, is_image: bool, step: &Step<'_>) {
        let Some(place) = &step.place else { return };
        let address = address_of(link_type, dest, is_image);
        let is_reported = match address {
            Address::Refused => !is_defined_elsewhere(link_type),
            Address::External => is_image,
            Address::Wiki | Address::Relative => false,
        };
        if is_reported {
            self.bad_address(dest, is_image, address, step.source.clone());
        }
        let kind = match address {
            Address::Wiki => LinkKind::Wiki,
            Address::Relative => LinkKind::Relative,
            Address::External | Address::Refused => LinkKind::External,
        };
        self.open_links.push(self.body.links.len());
        self.body.links.push(Link {
            kind,
            dest: full_address(link_type, dest),
            has_text: !matches!(link_type, LinkType::WikiLink { has_pothole: false }),
            is_image,
            span: self.file.span(step.source.clone()),
            leaf: place.leaf,
            range: place.range.clone(),
        });
    }

    fn bad_address(&self, dest: &str, is_image: bool, address: Address, source: Range<usize>) {
        let written = &self.file.text[source.clone()];
        let exact = written.rfind(dest).filter(|_| !dest.is_empty()).map(|at| source.start + at);
        let span = self.file.span(exact.map_or(source, |start| start..start + dest.len()));
        let diagnostic = if is_image && address == Address::External {
            Diagnostic::new(Code::BadAddress, span, "an image of another site: a page asks nothing of another host")
                .help("put the file in the book and give its relative path")
        } else {
            Diagnostic::new(Code::BadAddress, span, format!("`{}` is not an allowed address", dest.escape_debug()))
                .help("write an http, https or mailto address, or the relative path of a file of the book")
        };
        self.sink.report(diagnostic);
    }

    fn close_link(&mut self, step: &Step<'_>) {
        let (Some(link), Some(place)) = (self.open_links.pop(), &step.place) else { return };
        self.body.links[link].range.end = place.range.end;
    }

    /// A bar ends a cell, even between `[[` and `]]`.
    fn cell(&self, step: &Step<'_>) {
        let Some(place) = &step.place else { return };
        let leaf = &self.body.leaves[place.leaf];
        if let Some(open) = leaf.text.rfind("[[").filter(|open| !leaf.text[*open..].contains("]]")) {
            let span = leaf.source_span(open..leaf.text.len());
            let diagnostic = Diagnostic::new(Code::BrokenLink, span, "the bar of the link ends the cell of the table");
            self.sink.report(diagnostic.help("in a table, write `[[id\\|text]]`"));
        }
    }

    fn raw_html(&self, source: Range<usize>) {
        let span = self.file.span(self.trimmed(source));
        let diagnostic = Diagnostic::new(Code::RawHtml, span, "HTML in a text");
        self.sink.report(diagnostic.help("write it in Markdown, or between backticks to show it as it is"));
    }

    fn trimmed(&self, source: Range<usize>) -> Range<usize> {
        source.start..source.start + self.file.text[source.clone()].trim_end().len()
    }

    fn finish(mut self) -> Body {
        for (index, leaf) in self.body.leaves.iter().enumerate() {
            self.body.slots.extend(leaf.slots(index));
        }
        for heading in &mut self.body.headings {
            heading.text = self.body.leaves[heading.leaf].shown().trim().replace('\n', " ");
        }
        name_headings(&mut self.body.headings, &self.given_ids, self.sink);
        self.body
    }
}

/// Gives every heading an id of its own. The ids that authors gave come first, so that a new heading never takes one of them.
fn name_headings(headings: &mut [Heading], given: &[Option<String>], sink: &Sink) {
    let mut taken: BTreeSet<String> = RESERVED_IDS.iter().map(|id| (*id).to_owned()).collect();
    let mut first_spans: Vec<(String, Span)> = Vec::new();
    for (heading, id) in headings.iter_mut().zip(given) {
        let Some(id) = id else { continue };
        if !taken.insert(id.clone()) {
            sink.report(taken_id(id, heading.span, &first_spans));
        }
        first_spans.push((id.clone(), heading.span));
        heading.id.clone_from(id);
    }
    // A given id that is taken is renamed like any other, once all of them are known.
    let mut kept: BTreeSet<String> = BTreeSet::new();
    let mut numbers = BTreeMap::new();
    for heading in headings {
        let is_kept = !heading.id.is_empty() && !is_reserved(&heading.id) && kept.insert(heading.id.clone());
        if !is_kept {
            let wanted = if heading.id.is_empty() { slug(&heading.text) } else { heading.id.clone() };
            heading.id = free_id(wanted, &taken, &mut numbers);
            taken.insert(heading.id.clone());
            kept.insert(heading.id.clone());
        }
    }
}

fn taken_id(id: &str, span: Span, first_spans: &[(String, Span)]) -> Diagnostic {
    match first_spans.iter().find(|(first, _)| first == id) {
        Some((_, first)) => {
            Diagnostic::new(Code::DuplicateHeadingId, span, format!("the id `{id}` is that of another heading"))
                .related(*first, "first given here")
        }
        None => Diagnostic::new(Code::DuplicateHeadingId, span, format!("the page itself uses the id `{id}`")),
    }
    .help("give this heading another id")
}

/// The id wanted, or the first of its numbered forms that is free; `numbers` holds the last number given to each.
fn free_id(wanted: String, taken: &BTreeSet<String>, numbers: &mut BTreeMap<String, usize>) -> String {
    if !taken.contains(&wanted) && !is_reserved(&wanted) {
        return wanted;
    }
    // « fnref-1 » with a number is what a second reference to a note is called.
    let base = if wanted.starts_with("fn") { format!("section-{wanted}") } else { wanted };
    let number = numbers.entry(base.clone()).or_insert(1);
    loop {
        *number += 1;
        let id = format!("{base}-{number}");
        if !taken.contains(&id) {
            return id;
        }
    }
}

/// Footnotes have ids of their own, that start with `fn`.
fn is_reserved(id: &str) -> bool {
    RESERVED_IDS.contains(&id) || id.starts_with("fn-") || id.starts_with("fnref-")
}

/// « L'essentiel » → `l-essentiel`.
fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.to_lowercase().nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)) {
        match c {
            'œ' => slug.push_str("oe"),
            'æ' => slug.push_str("ae"),
            'ß' => slug.push_str("ss"),
            'ø' => slug.push('o'),
            c if c.is_ascii_alphanumeric() => slug.push(c),
            _ if slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    let slug = slug.trim_matches('-');
    if slug.is_empty() { "section".to_owned() } else { slug.to_owned() }
}

/// What an address is, read as a browser reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Address {
    Wiki,
    Relative,
    External,
    Refused,
}

/// The kind of address that a link or an image was written with.
pub(crate) fn address_of(link_type: LinkType, dest: &str, is_image: bool) -> Address {
    match link_type {
        LinkType::WikiLink { .. } if !is_image => Address::Wiki,
        LinkType::Email => Address::External,
        LinkType::WikiLink { .. }
        | LinkType::Inline
        | LinkType::Reference
        | LinkType::ReferenceUnknown
        | LinkType::Collapsed
        | LinkType::CollapsedUnknown
        | LinkType::Shortcut
        | LinkType::ShortcutUnknown
        | LinkType::Autolink => address(dest),
    }
}

/// `[text][label]` and its short forms: the address stands in a definition.
fn is_defined_elsewhere(link_type: LinkType) -> bool {
    matches!(link_type, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut)
}

/// The address that `<name@host>` stands for; any other is as written.
pub(crate) fn full_address(link_type: LinkType, dest: &str) -> String {
    match link_type {
        LinkType::Email => format!("mailto:{dest}"),
        // In a table, the bar of `[[id\|text]]` is escaped.
        LinkType::WikiLink { .. } => dest.trim_end_matches('\\').trim().to_owned(),
        LinkType::Inline
        | LinkType::Reference
        | LinkType::ReferenceUnknown
        | LinkType::Collapsed
        | LinkType::CollapsedUnknown
        | LinkType::Shortcut
        | LinkType::ShortcutUnknown
        | LinkType::Autolink => dest.to_owned(),
    }
}

/// Reads an address as the URL standard does: browsers drop tabs and line ends, read `\` as `/`, and schemes in any case. Hence
/// white space and control characters are refused anywhere, and so is `//host`.
pub(crate) fn address(dest: &str) -> Address {
    let starts_host = |rest: &str| rest.starts_with("//") && !rest[2..].starts_with('/') && rest.len() > 2;
    if dest.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return Address::Refused;
    }
    let forward = dest.replace('\\', "/");
    let Some((scheme, rest)) = scheme(&forward) else {
        return if forward.starts_with("//") { Address::Refused } else { Address::Relative };
    };
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" if starts_host(rest) => Address::External,
        "mailto" if !rest.is_empty() => Address::External,
        _ => Address::Refused,
    }
}

fn scheme(address: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = address.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    is_scheme.then_some((scheme, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> (SourceFile, Body, Vec<Diagnostic>) {
        let file = SourceFile::new("a.md", text);
        let sink = Sink::default();
        let body = scan(&file, 0..text.len(), &sink);
        (file, body, sink.into_vec())
    }

    /// Masked characters made visible.
    fn leaves(text: &str) -> Vec<String> {
        read(text).1.leaves.iter().map(|leaf| leaf.text.replace(MASK, "·")).collect()
    }

    #[test]
    fn leaves_are_flat_sentences() {
        let cases: &[(&str, &[&str])] = &[
            ("l'article **32** et\n*33* du RGPD", &["l'article 32 et\n33 du RGPD"]),
            ("a `code` b [lien *fort*](x) c ![alt](y) d", &["a ···· b ········· c ··· d"]),
            ("a\\\nb  \nc", &["a\nb\nc"]),
            ("&eacute; \\* &lt;", &["é * <"]),
            ("- un\n- deux\n  - trois\n\n      quatre", &["un", "deux", "trois", "quatre"]),
            ("## Titre {#a}\n\n> cité", &["Titre", "cité"]),
            ("| a | **b** |\n|--|--|\n| c \\| d | |", &["a", "b", "c | d", ""]),
            ("T\n: sens\n\n- [ ] à faire", &["T", "sens", "à faire"]),
            ("a[^1]b\n\n[^1]: note", &["ab", "note"]),
            ("```\ncode\n```\n\n    code", &[]),
            ("un <b>mot</b> <!-- x -->", &["un ···mot···· ··········"]),
            ("[[cas-1]] et [[cas-1|le *cas*]]", &["····· et ······"]),
            ("| [[cas-1\\|le cas]] | b |\n|--|--|", &["······", "b"]),
            ("| [[cas-1|le cas]] |\n|--|--|", &["[[cas-1", "le cas]]"]),
        ];
        for (text, expected) in cases {
            assert_eq!(leaves(text), *expected, "{text}");
        }
    }

    #[test]
    fn places_are_exact_for_verbatim_text_and_whole_otherwise() {
        for (text, part, source) in [
            ("é **32** et", "32 et", "32** et"),
            ("x &eacute;t&eacute; y", "t", "t"),
            ("x &eacute;t&eacute; y", "é", "&eacute;"),
            ("x &eacute;t&eacute; y", "été", "&eacute;t&eacute;"),
            ("a \\* b", "* b", "* b"),
            ("> un\n> deux", "un\ndeux", "un\n> deux"),
            ("a `b` c", "\u{fffc} c", "`b` c"),
            ("| a \\| b | c |\n|--|--|", "a | b", "a \\| b"),
        ] {
            let (file, body, _) = read(text);
            let leaf = &body.leaves[0];
            let start = leaf.text.find(part).expect("the leaf holds the part");
            assert_eq!(&file.text[leaf.source_span(start..start + part.len()).range()], source, "{text}");
        }
    }

    #[test]
    fn a_wiki_link_in_a_table_escapes_its_bar() {
        let (_, body, diagnostics) = read("| [[cas-1\\|le cas]] | b |\n|--|--|");
        assert_eq!((body.links[0].dest.as_str(), body.links[0].has_text), ("cas-1", true));
        assert_eq!(diagnostics, []);
    }

    #[test]
    fn links_and_slots_have_exact_places() {
        let text = "é [a [b](x.md) <https://c.example> <d@e.example> [[id | mots]] [[id]] ![p](p.png) {{ratio of x}} `{{no}}` {{fine";
        let (file, body, _) = read(text);
        let links: Vec<_> =
            body.links.iter().map(|l| (l.kind, l.dest.as_str(), l.has_text, &file.text[l.span.range()])).collect();
        assert_eq!(
            links,
            [
                (LinkKind::Relative, "x.md", true, "[b](x.md)"),
                (LinkKind::External, "https://c.example", true, "<https://c.example>"),
                (LinkKind::External, "mailto:d@e.example", true, "<d@e.example>"),
                (LinkKind::Wiki, "id", true, "[[id | mots]]"),
                (LinkKind::Wiki, "id", false, "[[id]]"),
                (LinkKind::Relative, "p.png", true, "![p](p.png)"),
            ]
        );
        let slots: Vec<_> = body.slots.iter().map(|slot| (slot.text.as_str(), &file.text[slot.span.range()])).collect();
        assert_eq!(slots, [("{{ratio of x}}", "{{ratio of x}}"), ("{{fine", "{{fine")]);
    }

    #[test]
    fn slots_are_found_wherever_text_is() {
        let cases: &[(&str, &[&str])] = &[
            ("{{a_b_c}} {{ x }}{{y}}", &["{{a_b_c}}", "{{ x }}", "{{y}}"]),
            ("[é {{fine}}](x) ![é {{name}}](y) [[a|é {{base}}]]", &["{{fine}}", "{{name}}", "{{base}}"]),
            ("## {{ratio}}\n\n| {{a|b}} |\n|--|--|\n| {{c}} |", &["{{ratio}}", "{{a", "{{c}}"]),
            ("{{ratio\nof x}}", &["{{ratio\nof x}}"]),
            ("{{a `}}` b {`{c}}`{`{", &["{{a"]),
            ("\\{{a}} {{ a b", &["{{a}}", "{{ a"]),
            ("```\n{{a}}\n```\n\n`{{a}}`", &[]),
            ("{{", &["{{"]),
        ];
        for (text, expected) in cases {
            let (file, body, _) = read(text);
            let slots: Vec<_> = body.slots.iter().map(|slot| slot.text.as_str()).collect();
            assert_eq!(slots, *expected, "{text}");
            for slot in &body.slots {
                assert_eq!(file.text[slot.span.range()].replace('\\', ""), slot.text, "{text}");
            }
        }
    }

    #[test]
    fn headings_have_ids_of_their_own() {
        let text = "## L'essentiel\n## L'essentiel\n## Œuvre à l'été ?\n## Sources\n## !!\n### Choisi {#l-essentiel-2}\n## [[cas]] `x`";
        let (_, body, diagnostics) = read(text);
        let ids: Vec<_> = body.headings.iter().map(|heading| heading.id.as_str()).collect();
        assert_eq!(
            ids,
            ["l-essentiel", "l-essentiel-3", "oeuvre-a-l-ete", "sources-2", "section", "l-essentiel-2", "cas-x"]
        );
        assert_eq!(body.headings[6].text, "cas x");
        assert_eq!(diagnostics, []);
    }

    /// The codes of a text, and what each one points at.
    fn reported(text: &str) -> Vec<(Code, String)> {
        let (file, _, diagnostics) = read(text);
        diagnostics.into_iter().map(|d| (d.code, file.text[d.span.range()].to_owned())).collect()
    }

    #[test]
    fn mistakes_are_reported_at_their_place() {
        for (text, code, place) in [
            ("a\n\n<div>\nb\n</div>\n\nc", Code::RawHtml, "<div>\nb\n</div>"),
            ("a <!-- b --> c", Code::RawHtml, "<!-- b -->"),
            ("a\n\n<!-- b\n\nc -->", Code::RawHtml, "<!-- b\n\nc -->"),
            ("a <br> c", Code::RawHtml, "<br>"),
            ("# Titre", Code::HeadingLevel, "# Titre"),
            ("## A\n#### B", Code::HeadingLevel, "#### B"),
            ("### A\n", Code::HeadingLevel, "### A"),
            ("## A {#x}\n## B {#x}", Code::DuplicateHeadingId, "## B {#x}"),
            ("## A {#contenu}", Code::DuplicateHeadingId, "## A {#contenu}"),
            ("a ![b](https://c.example/d.png)", Code::BadAddress, "https://c.example/d.png"),
            ("a [b](//c.example)", Code::BadAddress, "//c.example"),
            ("a [b](&#x6A;avascript:c)", Code::BadAddress, "[b](&#x6A;avascript:c)"),
            ("a [b][c]\n\n[c]: data:text/html,x", Code::BadAddress, "data:text/html,x"),
            ("a <javascript:b>", Code::BadAddress, "javascript:b"),
            ("a ![[file:x]]", Code::BadAddress, "file:x"),
            ("| a | d |\n|--|--|\n| e | [[b|c]] |", Code::BrokenLink, "[[b"),
        ] {
            assert_eq!(reported(text), [(code, place.to_owned())], "{text}");
        }
        assert_eq!(reported("## A {#x}\n### B\n#### C\n## D\n\na <b"), []);
    }

    #[test]
    fn addresses_are_read_as_browsers_do() {
        for (dest, expected) in [
            ("https://a.example/?x=1:2", Address::External),
            ("HTTP://a.example", Address::External),
            ("mailto:a@b.example", Address::External),
            ("a/b.md#c", Address::Relative),
            ("../a:b", Address::Relative),
            ("#a:b", Address::Relative),
            ("", Address::Relative),
            ("/a", Address::Relative),
            ("javascript:a", Address::Refused),
            ("JaVaScRiPt:a", Address::Refused),
            ("java\tscript:a", Address::Refused),
            (" javascript:a", Address::Refused),
            ("\u{1}javascript:a", Address::Refused),
            ("vbscript:a", Address::Refused),
            ("data:text/html,a", Address::Refused),
            ("file:///a", Address::Refused),
            ("//a.example", Address::Refused),
            ("/\\a.example", Address::Refused),
            ("\\\\a.example", Address::Refused),
            ("https:a", Address::Refused),
            ("https:///a", Address::Refused),
            ("https:\\\\a", Address::External),
            ("mailto:", Address::Refused),
            ("a b", Address::Refused),
        ] {
            assert_eq!(address(dest), expected, "{dest:?}");
        }
    }

    #[test]
    fn words_hold_slots_and_wiki_links_only() {
        let text = "*é* [[cas-1]] {{fine}} [[x|l'un {{name}}]] [a](b) [[ ]] [[[y]]";
        let span = Span { file: FileId::of("a.md"), start: 10, end: 10 + text.len() as u32 };
        let body = of_words(&Words { text: text.into(), span, verbatim: Some(10) });
        assert_eq!(body.leaves[0].text.replace(MASK, "·"), "*é* ····· {{fine}} ············· [a](b) [[ ]] [·");
        let links: Vec<_> = body
            .links
            .iter()
            .map(|l| (l.dest.as_str(), l.has_text, &text[l.span.start as usize - 10..l.span.end as usize - 10]))
            .collect();
        assert_eq!(links, [("cas-1", false, "[[cas-1]]"), ("x", true, "[[x|l'un {{name}}]]"), ("y", false, "[[y]]")]);
        for slot in &body.slots {
            assert_eq!(&text[slot.span.start as usize - 10..slot.span.end as usize - 10], slot.text);
        }
        assert_eq!(body.slots.len(), 2);
        let folded = of_words(&Words { text: text.into(), span, verbatim: None });
        assert_eq!((folded.slots[0].span, folded.links[0].span), (span, span));
    }

    #[test]
    fn a_body_without_text_is_empty() {
        for (text, is_empty) in
            [("", true), (" \n\n", true), ("[a]: b\n", true), ("a", false), ("    code", false), ("`c`", false)]
        {
            assert_eq!(read(text).1.is_empty, is_empty, "{text:?}");
        }
    }

    fn markdown() -> impl Strategy<Value = String> {
        let pieces = prop::sample::select(vec![
            "\n",
            "\n\n",
            " ",
            "  \n",
            "    ",
            "article 32",
            "*",
            "**",
            "~~",
            "`",
            "```\n",
            "[",
            "]",
            "](x)",
            "[[",
            "]]",
            "|",
            "\n|--|--|\n",
            "![",
            "{{",
            "}}",
            "{{fine}}",
            "# ",
            "## ",
            "{#a}",
            "> ",
            "- ",
            "- [ ] ",
            "[^a]",
            "\n[^a]: ",
            "\n: ",
            "<",
            "<b>",
            "<!-- ",
            "-->",
            "&lt;",
            "&eacute;",
            "\\",
            "é",
            "😀",
            "<https://a.example>",
            "a",
            "\r\n",
            "\t",
            "\0",
            "[a]: x\n",
            "===\n",
        ]);
        prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn leaf_maps_say_the_truth(text in markdown(), lead in "[a-zé\n]{0,9}") {
            let whole = format!("{lead}{text}");
            let file = SourceFile::new("a.md", whole.as_str());
            let body = scan(&file, lead.len()..whole.len(), &Sink::default());
            for leaf in &body.leaves {
                for (index, segment) in leaf.segments.iter().enumerate() {
                    let end = leaf.segments.get(index + 1).map_or(leaf.text.len(), |next| next.text);
                    let source = &file.text[leaf.source_span(segment.text..end).range()];
                    if segment.is_verbatim {
                        prop_assert_eq!(source, &leaf.shown()[leaf.shown_range(segment.text..end)]);
                    }
                    prop_assert!(segment.source.start >= lead.len());
                }
                for (at, _) in leaf.text.char_indices() {
                    let span = leaf.source_span(at..leaf.text.len());
                    prop_assert!(file.text.get(span.range()).is_some());
                }
            }
        }

        #[test]
        fn slots_and_links_say_the_truth(text in markdown()) {
            let (file, body, diagnostics) = read(&text);
            for slot in &body.slots {
                let leaf = &body.leaves[slot.leaf];
                prop_assert_eq!(&leaf.shown()[leaf.shown_range(slot.range.clone())], &slot.text);
                prop_assert_eq!(&file.text[slot.span.range()][..1], "{");
            }
            for link in &body.links {
                prop_assert!(body.leaves[link.leaf].text[link.range.clone()].chars().all(|c| c == MASK));
                prop_assert!(file.text.get(link.span.range()).is_some());
            }
            for diagnostic in diagnostics {
                prop_assert!(!file.text[diagnostic.span.range()].is_empty());
            }
            let ids: BTreeSet<_> = body.headings.iter().map(|heading| &heading.id).collect();
            prop_assert_eq!(ids.len(), body.headings.len());
            let span = file.span(0..text.len());
            let words = of_words(&Words { text: text.clone(), span, verbatim: Some(0) });
            for slot in &words.slots {
                prop_assert_eq!(&text[slot.span.range()][..1], "{");
            }
        }
    }
}
