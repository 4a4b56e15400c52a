//! HTML of Markdown bodies and of front-matter words: our own writer, since a page needs named headings, scopes, notes at its end
//! and links on the citations it holds, and must never carry what an author's HTML could bring.
//!
//! It takes the steps that [`crate::syntax::body::scan`] took. Nothing is resolved here: marks and destinations come from the
//! caller. No `style`, no handler, no script is ever written.

mod highlight;
mod inline;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, LinkType, Tag, TagEnd};

use crate::model::value::Lang;
use crate::source::SourceFile;
use crate::syntax::body::{self, Address, Body, Leaf, Place, Step};
use crate::typography::typeset;
use inline::{Inline, link_tag};

/// Something to do to a part of a leaf. Marks are sorted by leaf and start, and do not overlap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub leaf: usize,
    /// Bytes of the leaf's flattened text.
    pub range: Range<usize>,
    pub action: Action,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// The text becomes a link; text that is a link already stays one.
    Link { href: String, class: Option<&'static str>, rel_external: bool },
    /// The text is replaced, by `<data value="exact">text</data>` where there is an exact value.
    Value { text: String, exact: Option<String> },
}

/// What an author's link leads to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Destination {
    /// None: only the text is shown.
    pub href: Option<String>,
    /// What `[[id]]` shows where the author gave no words: the title of the target.
    pub text: Option<String>,
}

/// The words of the writer's own, in the language of the page.
#[derive(Clone, Copy, Debug)]
pub struct Labels<'a> {
    pub footnotes: &'a str,
    pub back: &'a str,
    pub table: &'a str,
    pub note: &'a str,
    pub tip: &'a str,
    pub important: &'a str,
    pub warning: &'a str,
    pub caution: &'a str,
}

#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    pub lang: Lang,
    pub labels: &'a Labels<'a>,
    /// Before the ids of footnotes, for pages that hold several bodies.
    pub id_prefix: &'a str,
}

/// How a paragraph that stands directly before a table says that it is its caption.
const CAPTIONS: &[&str] = &["Tableau", "Table"];

/// A Markdown body as HTML. `body` is what `scan` said of the same range; `destinations` go by `body.links`.
pub fn body(
    file: &SourceFile,
    range: Range<usize>,
    body: &Body,
    marks: &[Mark],
    destinations: &[Destination],
    options: &Options<'_>,
) -> String {
    let steps: Vec<Step<'_>> = body::walk(&file.text, range).collect();
    let mut writer = Writer {
        ends: ends(&steps),
        notes: Notes::of(&steps),
        steps: &steps,
        inline: Inline::new(body, marks, options.lang),
        body,
        marks,
        destinations,
        options,
        is_literal: false,
        table: Table::default(),
        caption: None,
    };
    writer.write(0..steps.len());
    writer.write_notes();
    writer.inline.out
}

/// Words of a front matter as inline HTML.
pub fn words(words_body: &Body, marks: &[Mark], destinations: &[Destination], lang: Lang) -> String {
    let mut inline = Inline::new(words_body, marks, lang);
    let Some(leaf) = words_body.leaves.first() else { return String::new() };
    let mut at = 0;
    for (index, link) in words_body.links.iter().enumerate() {
        write_words(&mut inline, leaf, at..link.range.start, false);
        let destination = destinations.get(index);
        let href = destination.and_then(|destination| outgoing(destination.href.as_deref()?));
        let tag = href.map(|(href, is_external)| link_tag(href, None, is_external));
        inline.start_link(tag.as_deref());
        match destination.and_then(|destination| destination.text.as_deref()).filter(|_| !link.has_text) {
            Some(title) => inline.insert(&escape(&typeset(lang, title))),
            None => write_words(&mut inline, leaf, link.range.clone(), true),
        }
        inline.finish_link(tag.is_some());
        at = link.range.end;
    }
    write_words(&mut inline, leaf, at..leaf.text.len(), false);
    inline.end();
    inline.out
}

/// Words of a front matter as plain text, in one line and not escaped: for titles and descriptions.
pub fn plain(words_body: &Body, marks: &[Mark], destinations: &[Destination], lang: Lang) -> String {
    let length = words_body.leaves.first().map_or(0, |leaf| leaf.text.len());
    part_plain(words_body, 0, 0..length, marks, destinations, lang).trim().to_owned()
}

/// A part of a leaf as plain text: a heading in a table of contents, the words around a citation. What other text replaces is in it
/// as a whole or not at all.
pub fn part_plain(
    body: &Body,
    leaf: usize,
    range: Range<usize>,
    marks: &[Mark],
    destinations: &[Destination],
    lang: Lang,
) -> String {
    match body.leaves.get(leaf) {
        Some(_) => inline::plain(body, leaf, range, marks, destinations, lang),
        None => String::new(),
    }
}

/// Text made safe inside elements and inside quoted attributes.
pub fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    Cow::Owned(out)
}

/// An address that a page may hold, and whether it is that of another site.
fn outgoing(href: &str) -> Option<(&str, bool)> {
    match body::address(href) {
        Address::Refused => None,
        Address::Wiki | Address::Relative => Some((href, false)),
        Address::External => Some((href, !href.starts_with("mailto:"))),
    }
}

fn write_words(inline: &mut Inline<'_>, leaf: &Leaf, range: Range<usize>, is_masked: bool) {
    let text = &leaf.shown()[leaf.shown_range(range.clone())];
    inline.text(text, &Place { leaf: 0, range, is_masked });
}

/// For the start of each element, the index of its end.
fn ends(steps: &[Step<'_>]) -> Vec<usize> {
    let mut ends: Vec<usize> = (0..steps.len()).collect();
    let mut open = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        match step.event {
            Event::Start(_) => open.push(index),
            Event::End(_) => ends[open.pop().expect("the parser's events are balanced")] = index,
            _ => {}
        }
    }
    ends
}

/// The footnotes of a body, numbered in the order of their first reference.
#[derive(Default)]
struct Notes {
    numbers: BTreeMap<String, usize>,
    notes: Vec<Note>,
}

#[derive(Default)]
struct Note {
    html: String,
    references: usize,
}

impl Notes {
    fn of(steps: &[Step<'_>]) -> Notes {
        let mut notes = Notes::default();
        let references = steps.iter().filter_map(|step| match &step.event {
            Event::FootnoteReference(label) => Some(label),
            _ => None,
        });
        let definitions = steps.iter().filter_map(|step| match &step.event {
            Event::Start(Tag::FootnoteDefinition(label)) => Some(label),
            _ => None,
        });
        for label in references.chain(definitions) {
            let next = notes.notes.len();
            if *notes.numbers.entry(label.to_lowercase()).or_insert(next) == next {
                notes.notes.push(Note::default());
            }
        }
        notes
    }

    fn number(&self, label: &str) -> usize {
        *self.numbers.get(&label.to_lowercase()).expect("every label was numbered from the same steps")
    }
}

#[derive(Default)]
struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    is_head: bool,
    /// What ends the cell that is open.
    cell_end: &'static str,
}

/// What is being written: the steps, and the state of the blocks that are open.
struct Writer<'a> {
    steps: &'a [Step<'a>],
    ends: Vec<usize>,
    body: &'a Body,
    marks: &'a [Mark],
    destinations: &'a [Destination],
    options: &'a Options<'a>,
    inline: Inline<'a>,
    /// Whether the text is an address, that is not to be set.
    is_literal: bool,
    notes: Notes,
    table: Table,
    /// The caption of the table that comes next: its HTML and its text.
    caption: Option<(String, String)>,
}

impl<'a> Writer<'a> {
    fn write(&mut self, steps: Range<usize>) {
        let mut at = steps.start;
        while at < steps.end {
            at = self.step(at);
        }
    }

    /// Writes one step, or a whole element, and gives the index of what comes next.
    fn step(&mut self, at: usize) -> usize {
        let step = &self.steps[at];
        match &step.event {
            Event::Start(tag) => return self.start(at, tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(text, step.place.as_ref()),
            Event::Code(code) => self.atom(step, &format!("<code>{}</code>", escape(code))),
            Event::InlineHtml(html) => self.atom(step, &escape(html)),
            Event::InlineMath(math) | Event::DisplayMath(math) => self.atom(step, &escape(math)),
            Event::SoftBreak => self.text("\n", step.place.as_ref()),
            Event::HardBreak => self.atom(step, "<br>\n"),
            Event::FootnoteReference(label) => self.note_reference(label),
            Event::TaskListMarker(is_done) => self.checkbox(at, *is_done),
            Event::Html(html) => self.push(&escape(html)),
            Event::Rule => self.push("<hr>\n"),
        }
        at + 1
    }

    fn start(&mut self, at: usize, tag: &'a Tag<'a>) -> usize {
        match tag {
            Tag::Paragraph if self.is_caption(at) => return self.take_caption(at),
            Tag::Paragraph => self.push("<p>"),
            Tag::Heading { .. } => self.heading(at),
            Tag::BlockQuote(kind) => self.quote(*kind),
            Tag::CodeBlock(kind) => return self.code_block(at, kind),
            Tag::HtmlBlock => self.push("<pre><code>"),
            Tag::List(None) => self.push("<ul>\n"),
            Tag::List(Some(1)) => self.push("<ol>\n"),
            Tag::List(Some(first)) => self.push(&format!("<ol start=\"{first}\">\n")),
            Tag::Item => self.item(at),
            Tag::FootnoteDefinition(label) => return self.note(at, label),
            Tag::DefinitionList => self.push("<dl>\n"),
            Tag::DefinitionListTitle => self.push("<dt>"),
            Tag::DefinitionListDefinition => self.push("<dd>"),
            Tag::Table(alignments) => self.table(alignments),
            Tag::TableHead => self.table_head(),
            Tag::TableRow => self.table_row(),
            Tag::TableCell => self.cell(at),
            Tag::Emphasis => self.element(at, "<em>"),
            Tag::Strong => self.element(at, "<strong>"),
            Tag::Strikethrough => self.element(at, "<del>"),
            Tag::Superscript => self.element(at, "<sup>"),
            Tag::Subscript => self.element(at, "<sub>"),
            Tag::Link { link_type, dest_url, .. } => return self.link(at, *link_type, dest_url),
            Tag::Image { link_type, dest_url, title, .. } => return self.image(at, *link_type, dest_url, title),
            Tag::MetadataBlock(_) => {}
        }
        at + 1
    }

    fn end(&mut self, tag: &TagEnd) {
        match tag {
            TagEnd::Paragraph => self.push("</p>\n"),
            TagEnd::Heading(level) => self.push(&format!("</h{}>\n", (*level as u8).max(2))),
            TagEnd::BlockQuote(None) => self.push("</blockquote>\n"),
            TagEnd::BlockQuote(Some(_)) => self.push("</div>\n"),
            TagEnd::HtmlBlock => self.push("</code></pre>\n"),
            TagEnd::List(false) => self.push("</ul>\n"),
            TagEnd::List(true) => self.push("</ol>\n"),
            TagEnd::Item => self.push("</li>\n"),
            TagEnd::FootnoteDefinition => {}
            TagEnd::DefinitionList => self.push("</dl>\n"),
            TagEnd::DefinitionListTitle => self.push("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.push("</dd>\n"),
            TagEnd::Table => self.finish_table(),
            TagEnd::TableHead => self.push("</tr></thead>\n<tbody>\n"),
            TagEnd::TableRow => self.push("</tr>\n"),
            TagEnd::TableCell => self.push(self.table.cell_end),
            TagEnd::Emphasis => self.inline.finish("</em>"),
            TagEnd::Strong => self.inline.finish("</strong>"),
            TagEnd::Strikethrough => self.inline.finish("</del>"),
            TagEnd::Superscript => self.inline.finish("</sup>"),
            TagEnd::Subscript => self.inline.finish("</sub>"),
            TagEnd::CodeBlock | TagEnd::Link | TagEnd::Image | TagEnd::MetadataBlock(_) => {}
        }
    }

    /// Writes a block's tag: no link of a mark goes past it.
    fn push(&mut self, html: &str) {
        self.inline.end();
        self.inline.out.push_str(html);
    }

    fn text(&mut self, text: &str, place: Option<&Place>) {
        match place {
            Some(place) if self.is_literal => self.inline.literal(text, place),
            Some(place) => self.inline.text(text, place),
            None => self.inline.out.push_str(&escape(text)),
        }
    }

    fn atom(&mut self, step: &Step<'_>, html: &str) {
        if let Some(place) = &step.place {
            self.inline.atom(place, html);
        }
    }

    fn element(&mut self, at: usize, tag: &str) {
        let end = self.ends[at];
        let (Some(first), Some(last)) = (&self.steps[at].place, &self.steps[end].place) else { return };
        if self.steps[at + 1..end].iter().any(|step| interrupts(&step.event)) {
            return self.inline.start_apart(tag);
        }
        self.inline.start(first.leaf, first.range.start..last.range.end, tag);
    }

    /// Writes an element into a text of its own.
    fn apart(&mut self, steps: Range<usize>) -> String {
        let outside = std::mem::take(&mut self.inline.out);
        self.write(steps);
        self.inline.end();
        std::mem::replace(&mut self.inline.out, outside)
    }

    fn leaf_of(&self, at: usize) -> usize {
        self.steps[at].place.as_ref().map_or(0, |place| place.leaf)
    }

    fn plain(&self, leaf: usize, range: Range<usize>) -> String {
        inline::plain(self.body, leaf, range, self.marks, self.destinations, self.options.lang).trim().to_owned()
    }

    fn heading(&mut self, at: usize) {
        let leaf = self.leaf_of(at);
        let heading = self.body.headings.binary_search_by_key(&leaf, |heading| heading.leaf);
        if let Ok(index) = heading {
            let heading = &self.body.headings[index];
            self.push(&format!("<h{} id=\"{}\">", heading.level, escape(&heading.id)));
        }
    }

    fn quote(&mut self, kind: Option<BlockQuoteKind>) {
        let labels = self.options.labels;
        let (class, title) = match kind {
            None => return self.push("<blockquote>\n"),
            Some(BlockQuoteKind::Note) => ("note", labels.note),
            Some(BlockQuoteKind::Tip) => ("tip", labels.tip),
            Some(BlockQuoteKind::Important) => ("important", labels.important),
            Some(BlockQuoteKind::Warning) => ("warning", labels.warning),
            Some(BlockQuoteKind::Caution) => ("caution", labels.caution),
        };
        let title = escape(title);
        self.push(&format!(
            "<div class=\"notice notice-{class}\" role=\"note\"><p class=\"notice-title\">{title}</p>\n"
        ));
    }

    fn code_block(&mut self, at: usize, kind: &CodeBlockKind<'_>) -> usize {
        let end = self.ends[at];
        let code: String = self.steps[at..end].iter().filter_map(|step| text_of(&step.event)).collect();
        let language = match kind {
            CodeBlockKind::Fenced(info) => language_of(info),
            CodeBlockKind::Indented => "",
        };
        let class = if language.is_empty() { String::new() } else { format!(" class=\"language-{language}\"") };
        let code = highlight::code(language, &code).unwrap_or_else(|| escape(&code).into_owned());
        self.push(&format!("<pre><code{class}>{code}</code></pre>\n"));
        end + 1
    }

    fn item(&mut self, at: usize) {
        let is_task = |index: usize| matches!(self.steps[index].event, Event::TaskListMarker(_));
        let is_paragraph = matches!(self.steps[at + 1].event, Event::Start(Tag::Paragraph));
        let is_task = is_task(at + 1) || (is_paragraph && is_task(at + 2));
        self.push(if is_task { "<li class=\"task\">" } else { "<li>" });
    }

    /// A box that only shows: its name is the text of the task.
    fn checkbox(&mut self, at: usize, is_done: bool) {
        let leaf = self.leaf_of(at);
        let label = self.plain(leaf, 0..self.body.leaves[leaf].text.len());
        let checked = if is_done { " checked" } else { "" };
        let label = escape(&label);
        self.inline.insert(&format!("<input type=\"checkbox\" disabled{checked} aria-label=\"{label}\"> "));
    }

    fn link(&mut self, at: usize, link_type: LinkType, dest: &str) -> usize {
        let end = self.ends[at];
        let index = self.steps[at].link.unwrap_or_default();
        // The parser lets `<https://…>` stand in the text of a link.
        let href = self.href(index, body::address_of(link_type, dest, false)).filter(|_| !self.inline.is_in_link());
        let tag = href.map(|(href, is_external)| link_tag(href, None, is_external));
        let title = self.destinations.get(index).and_then(|destination| destination.text.as_deref());
        self.inline.start_link(tag.as_deref());
        match title.filter(|_| !self.body.links[index].has_text) {
            Some(title) => self.inline.insert(&escape(&typeset(self.options.lang, title))),
            None => {
                let is_address = matches!(link_type, LinkType::Autolink | LinkType::Email);
                let outer = std::mem::replace(&mut self.is_literal, is_address);
                self.write(at + 1..end);
                self.is_literal = outer;
            }
        }
        self.inline.finish_link(tag.is_some());
        end + 1
    }

    /// Where a link leads, and whether that is another site. What the book refuses never becomes an address, whoever says so.
    fn href(&self, link: usize, address: Address) -> Option<(&'a str, bool)> {
        let destination = self.destinations.get(link);
        let written = || (address == Address::External).then_some(self.body.links[link].dest.as_str());
        let href = match destination {
            Some(destination) => destination.href.as_deref(),
            None => written(),
        };
        outgoing(href?).filter(|_| address != Address::Refused)
    }

    fn image(&mut self, at: usize, link_type: LinkType, dest: &str, title: &str) -> usize {
        let end = self.ends[at];
        let index = self.steps[at].link.unwrap_or_default();
        let link = &self.body.links[index];
        let alt = self.plain(link.leaf, link.range.clone());
        let alt = escape(&alt);
        let title = if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escape(title)) };
        let address = body::address_of(link_type, dest, true);
        match self.href(index, address) {
            Some((source, false)) if address == Address::Relative => {
                let source = escape(source);
                self.inline.insert(&format!("<img src=\"{source}\" alt=\"{alt}\"{title} loading=\"lazy\">"));
            }
            Some(_) | None => self.inline.insert(&alt),
        }
        end + 1
    }

    fn note(&mut self, at: usize, label: &str) -> usize {
        let end = self.ends[at];
        // In a tight item the leaf before the note may still hold a mark's link open.
        self.push("");
        let html = self.apart(at + 1..end);
        let number = self.notes.number(label);
        self.notes.notes[number].html.push_str(&html);
        end + 1
    }

    /// A note's number, raised; inside a link it cannot be one itself.
    fn note_reference(&mut self, label: &str) {
        let index = self.notes.number(label);
        let number = index + 1;
        if self.inline.is_in_link() {
            return self.inline.insert(&format!("<sup>{number}</sup>"));
        }
        self.notes.notes[index].references += 1;
        let id = reference_id(self.options.id_prefix, number, self.notes.notes[index].references);
        let prefix = escape(self.options.id_prefix);
        self.inline.insert(&format!(
            "<sup><a href=\"#{prefix}fn-{number}\" id=\"{id}\" role=\"doc-noteref\">{number}</a></sup>"
        ));
    }

    fn write_notes(&mut self) {
        if self.notes.notes.is_empty() {
            return;
        }
        let (prefix, label) = (escape(self.options.id_prefix), escape(self.options.labels.footnotes));
        let mut html = format!("<section class=\"footnotes\" aria-label=\"{label}\">\n<ol>\n");
        for (index, note) in self.notes.notes.iter().enumerate() {
            let (number, back) = (index + 1, self.back_links(index + 1, note.references));
            let text = note.html.trim_end();
            // The links back stand at the end of the last line of the note.
            let item = match text.strip_suffix("</p>") {
                Some(text) => format!("{text}{back}</p>"),
                None => format!("{text}\n<p>{back}</p>"),
            };
            html.push_str(&format!("<li id=\"{prefix}fn-{number}\">{item}</li>\n"));
        }
        html.push_str("</ol>\n</section>\n");
        self.push(&html);
    }

    fn back_links(&self, number: usize, references: usize) -> String {
        let label = escape(self.options.labels.back);
        let link = |reference: usize| {
            let id = reference_id(self.options.id_prefix, number, reference);
            format!(" <a href=\"#{id}\" role=\"doc-backlink\" aria-label=\"{label} {number}\">↩</a>")
        };
        (1..=references).map(link).collect()
    }

    /// How many bytes of a paragraph say that it is the caption of the table that follows; none where it is not.
    fn caption_mark(&self, at: usize) -> Option<usize> {
        let next = self.steps.get(self.ends[at] + 1)?;
        if !matches!(next.event, Event::Start(Tag::Table(_))) {
            return None;
        }
        let text = &self.body.leaves[self.leaf_of(at)].text;
        let rest = CAPTIONS.iter().find_map(|word| text.strip_prefix(word)?.trim_start().strip_prefix(':'))?;
        Some(text.len() - rest.trim_start().len())
    }

    fn is_caption(&self, at: usize) -> bool {
        self.caption_mark(at).is_some()
    }

    fn take_caption(&mut self, at: usize) -> usize {
        let (leaf, end) = (self.leaf_of(at), self.ends[at]);
        let mark = self.caption_mark(at).unwrap_or_default();
        self.push("");
        self.inline.skip(mark);
        let html = self.apart(at + 1..end);
        let text = self.plain(leaf, mark..self.body.leaves[leaf].text.len());
        self.caption = Some((html, text));
        end + 1
    }

    /// A table scrolls by itself on narrow screens, with the keyboard too, and so has a name.
    fn table(&mut self, alignments: &[Alignment]) {
        let (caption, label) = match self.caption.take() {
            Some((html, text)) if !text.is_empty() => (format!("<caption>{html}</caption>\n"), text),
            Some(_) | None => (String::new(), self.options.labels.table.to_owned()),
        };
        let label = escape(&label);
        self.push(&format!(
            "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{label}\">\n<table>\n{caption}"
        ));
        self.table = Table { alignments: alignments.to_vec(), ..Table::default() };
    }

    fn table_head(&mut self) {
        self.table.is_head = true;
        self.table.column = 0;
        self.push("<thead><tr>");
    }

    fn table_row(&mut self) {
        self.table.is_head = false;
        self.table.column = 0;
        self.push("<tr>");
    }

    fn finish_table(&mut self) {
        self.push("</tbody>\n</table>\n</div>\n");
    }

    /// A header says what it heads: a column, or a row where the first cell is strong as a whole. An empty cell heads nothing.
    fn cell(&mut self, at: usize) {
        let end = self.ends[at];
        let is_right = matches!(self.table.alignments.get(self.table.column), Some(Alignment::Right));
        let class = if is_right { " class=\"n\"" } else { "" };
        let is_strong = matches!(self.steps[at + 1].event, Event::Start(Tag::Strong)) && self.ends[at + 1] + 1 == end;
        let is_empty = at + 1 == end;
        let (name, scope) = match (self.table.is_head, self.table.column) {
            (true, _) if !is_empty => ("th", " scope=\"col\""),
            (false, 0) if is_strong => ("th", " scope=\"row\""),
            (true | false, _) => ("td", ""),
        };
        self.table.cell_end = if name == "th" { "</th>" } else { "</td>" };
        self.table.column += 1;
        self.push(&format!("<{name}{scope}{class}>"));
    }
}

/// What no link can hold.
fn interrupts(event: &Event<'_>) -> bool {
    matches!(event, Event::Start(Tag::Link { .. } | Tag::Image { .. }) | Event::FootnoteReference(_))
}

fn text_of<'s>(event: &'s Event<'_>) -> Option<&'s str> {
    match event {
        Event::Text(text) => Some(text),
        _ => None,
    }
}

/// The language of a fenced block: the first word after the fence, if it can stand in a class.
fn language_of(info: &str) -> &str {
    let word = info.split([' ', ',', '\t']).next().unwrap_or_default();
    let is_plain = word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '_' | '#'));
    if is_plain { word } else { "" }
}

fn reference_id(prefix: &str, number: usize, reference: usize) -> String {
    let prefix = escape(prefix);
    if reference == 1 { format!("{prefix}fnref-{number}") } else { format!("{prefix}fnref-{number}-{reference}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Sink;
    use crate::model::value::Words;
    use crate::source::Span;
    use crate::syntax::body::{LinkKind, of_words, scan};
    use proptest::prelude::*;

    const LABELS: Labels<'_> = Labels {
        footnotes: "Notes",
        back: "Retour à l’appel",
        table: "Tableau",
        note: "À noter",
        tip: "Conseil",
        important: "Important",
        warning: "Attention",
        caution: "Danger",
    };

    fn options(lang: Lang) -> Options<'static> {
        Options { lang, labels: &LABELS, id_prefix: "" }
    }

    /// Wiki and relative links lead to `/dest/`; `[[nowhere]]` leads nowhere; all but external ones are named « Titre ».
    fn destinations(body: &Body) -> Vec<Destination> {
        let destination = |link: &body::Link| {
            let href = match link.kind {
                LinkKind::External => Some(link.dest.clone()),
                LinkKind::Relative | LinkKind::Wiki => (link.dest != "nowhere").then(|| format!("/{}/", link.dest)),
            };
            Destination { href, text: (link.kind == LinkKind::Wiki).then(|| "Le < titre".to_owned()) }
        };
        body.links.iter().map(destination).collect()
    }

    /// « articles… du RGPD » and « art. N » become links, `{{x}}` becomes its name in capitals.
    fn marks(body: &Body) -> Vec<Mark> {
        let mut marks: Vec<Mark> = body
            .slots
            .iter()
            .map(|slot| {
                let inside = slot.text.trim_matches(['{', '}']);
                let (text, exact) = (inside.to_uppercase(), (inside == "fine").then(|| "3 000".to_owned()));
                Mark { leaf: slot.leaf, range: slot.range.clone(), action: Action::Value { text, exact } }
            })
            .collect();
        for (leaf, text) in body.leaves.iter().enumerate().map(|(index, leaf)| (index, &leaf.text)) {
            if let (Some(start), Some(end)) = (text.find("article"), text.find("RGPD")) {
                let action = Action::Link { href: "/rgpd/32/".into(), class: Some("law"), rel_external: false };
                marks.push(Mark { leaf, range: start..(end + 4).max(start), action });
            }
        }
        marks.retain(|mark| mark.range.start < mark.range.end);
        marks.sort_by_key(|mark| (mark.leaf, mark.range.start));
        marks.dedup_by(|next, mark| next.leaf == mark.leaf && next.range.start < mark.range.end);
        marks
    }

    fn html_in(lang: Lang, markdown: &str) -> String {
        let file = SourceFile::new("a.md", markdown);
        let scanned = scan(&file, 0..markdown.len(), &Sink::default());
        let (marks, destinations) = (marks(&scanned), destinations(&scanned));
        body(&file, 0..markdown.len(), &scanned, &marks, &destinations, &options(lang))
    }

    #[track_caller]
    fn check(markdown: &str, html: &str) {
        let visible = html_in(Lang::Fr, markdown).replace(['\u{a0}', '\u{202f}'], "~");
        assert_eq!(visible.trim_end(), html, "{markdown}");
    }

    #[test]
    fn blocks_are_plain_elements() {
        for (markdown, html) in [
            (
                "Un *deux* **trois** ~~quatre~~ `a<b`",
                "<p>Un <em>deux</em> <strong>trois</strong> <del>quatre</del> <code>a&lt;b</code></p>",
            ),
            ("## L'essentiel", "<h2 id=\"l-essentiel\">L’essentiel</h2>"),
            ("## Titre {#choisi .rouge onclick=x}", "<h2 id=\"choisi\">Titre</h2>"),
            ("> cité", "<blockquote>\n<p>cité</p>\n</blockquote>"),
            ("- un\n- deux\n  - trois", "<ul>\n<li>un</li>\n<li>deux<ul>\n<li>trois</li>\n</ul>\n</li>\n</ul>"),
            ("3. un\n\n4. deux", "<ol start=\"3\">\n<li><p>un</p>\n</li>\n<li><p>deux</p>\n</li>\n</ol>"),
            ("Terme\n: sens", "<dl>\n<dt>Terme</dt>\n<dd>sens</dd>\n</dl>"),
            ("a\\\nb\n\n---", "<p>a<br>\nb</p>\n<hr>"),
            ("Il dit : non !", "<p>Il dit~: non~!</p>"),
            ("1 < 2 & 3 &lt; 4 \\<b>", "<p>1 &lt; 2 &amp; 3 &lt; 4 &lt;b&gt;</p>"),
        ] {
            check(markdown, html);
        }
    }

    #[test]
    fn html_of_authors_is_shown_and_never_runs() {
        for (markdown, html) in [
            ("<script>alert(1)</script>", "<pre><code>&lt;script&gt;alert(1)&lt;/script&gt;</code></pre>"),
            ("un <b onclick=x>mot</b>", "<p>un &lt;b onclick=x&gt;mot&lt;/b&gt;</p>"),
            ("[a](javascript:alert(1))", "<p>a</p>"),
            ("[a](JAVA&#x73;cript:alert(1))", "<p>a</p>"),
            ("![a \"b\"](https://elsewhere.example/x.png)", "<p>a &quot;b&quot;</p>"),
        ] {
            check(markdown, html);
        }
    }

    #[test]
    fn links_lead_where_they_were_resolved() {
        for (markdown, html) in [
            ("[a](x.md)", "<p><a href=\"/x.md/\">a</a></p>"),
            ("[a](nowhere)", "<p>a</p>"),
            (
                "[l'*a*](https://a.example/?b=1&c=2)",
                "<p><a href=\"https://a.example/?b=1&amp;c=2\" rel=\"external\">l’<em>a</em></a></p>",
            ),
            (
                "<https://a.example/l'a> <a@b.example>",
                "<p><a href=\"https://a.example/l&#39;a\" rel=\"external\">https://a.example/l&#39;a</a> <a href=\"mailto:a@b.example\">a@b.example</a></p>",
            ),
            (
                "[[cas-1]] et [[cas-2|l'autre]]",
                "<p><a href=\"/cas-1/\">Le &lt; titre</a> et <a href=\"/cas-2/\">l’autre</a></p>",
            ),
            ("[[nowhere]]", "<p>Le &lt; titre</p>"),
            (
                "![Un \"plan\" {{x}}](p.png)",
                "<p><img src=\"/p.png/\" alt=\"Un &quot;plan&quot; X\" loading=\"lazy\"></p>",
            ),
            ("[voir {{fine}}](x)", "<p><a href=\"/x/\">voir <data value=\"3 000\">FINE</data></a></p>"),
        ] {
            check(markdown, html);
        }
    }

    #[test]
    fn parts_of_a_leaf_hold_whole_values_only() {
        let text = "Il dit : {{fine}}, [[x]] et {{base}}";
        let body = words_of(text);
        let (marks, destinations) = (marks(&body), destinations(&body));
        let length = body.leaves[0].text.len();
        let part = |range| part_plain(&body, 0, range, &marks, &destinations, Lang::En);
        assert_eq!(part(0..length), "Il dit : FINE, Le < titre et BASE");
        assert_eq!(part(0..12), "Il dit : ");
        assert_eq!(part(12..length - 1), ", Le < titre et ");
        assert_eq!(part_plain(&body, 1, 0..1, &marks, &destinations, Lang::En), "");
    }

    #[test]
    fn no_destination_can_be_an_address_that_the_book_refuses() {
        let unsafe_one = [Destination { href: Some("javascript:a".into()), text: None }];
        let official = [Destination { href: Some("https://law.example/".into()), text: None }];
        for (text, destinations, html) in [
            ("[[a]]", &unsafe_one, "a"),
            ("[[a]]", &official, "<a href=\"https://law.example/\" rel=\"external\">a</a>"),
        ] {
            assert_eq!(words(&words_of(text), &[], destinations, Lang::Fr), html);
            let file = SourceFile::new("a.md", text);
            let scanned = scan(&file, 0..text.len(), &Sink::default());
            let written = body(&file, 0..text.len(), &scanned, &[], destinations, &options(Lang::Fr));
            assert_eq!(written, format!("<p>{html}</p>\n"));
        }
        let image = SourceFile::new("a.md", "![a](b.png)");
        let scanned = scan(&image, 0..image.text.len(), &Sink::default());
        let written = body(&image, 0..image.text.len(), &scanned, &[], &official, &options(Lang::Fr));
        assert_eq!(written, "<p>a</p>\n");
    }

    #[test]
    fn marks_nest_with_emphasis() {
        let open = "<a href=\"/rgpd/32/\" class=\"law\">";
        for (markdown, html) in [
            ("les articles **32** et 33 du RGPD.", "<p>les OPENarticles <strong>32</strong> et 33 du RGPD</a>.</p>"),
            (
                "**les articles 32** et 33 du RGPD.",
                "<p><strong>les OPENarticles 32</a></strong>OPEN et 33 du RGPD</a>.</p>",
            ),
            ("**article 32 du RGPD**", "<p>OPEN<strong>article 32 du RGPD</strong></a></p>"),
            ("article *32 du RGPD, oui*", "<p>OPENarticle </a><em>OPEN32 du RGPD</a>, oui</em></p>"),
            ("article 32\ndu RGPD", "<p>OPENarticle 32\ndu RGPD</a></p>"),
            (
                "- article 32 du RGPD\n  - oui",
                "<ul>\n<li>OPENarticle 32 du RGPD</a><ul>\n<li>oui</li>\n</ul>\n</li>\n</ul>",
            ),
            (
                "article &#51;2 du RGPD ; {{fine}} !",
                "<p>OPENarticle 32 du RGPD</a>~; <data value=\"3 000\">FINE</data>~!</p>",
            ),
            ("[<https://a.example>](x)", "<p><a href=\"/x/\">https://a.example</a></p>"),
            (
                "article *32 [[x|y]] du* RGPD",
                "<p>OPENarticle </a><em>OPEN32 </a><a href=\"/x/\">y</a>OPEN du</a></em>OPEN RGPD</a></p>",
            ),
            ("[article 32 du RGPD](x)", "<p><a href=\"/x/\">article 32 du RGPD</a></p>"),
        ] {
            check(markdown, &html.replace("OPEN", open));
        }
    }

    #[test]
    fn notes_stand_at_the_end_with_links_back() {
        check(
            "Un[^b], deux[^a], un[^b].\n\n[^a]: Note *a*.\n[^b]: Note b.",
            "<p>Un<sup><a href=\"#fn-1\" id=\"fnref-1\" role=\"doc-noteref\">1</a></sup>, \
             deux<sup><a href=\"#fn-2\" id=\"fnref-2\" role=\"doc-noteref\">2</a></sup>, \
             un<sup><a href=\"#fn-1\" id=\"fnref-1-2\" role=\"doc-noteref\">1</a></sup>.</p>\n\
             <section class=\"footnotes\" aria-label=\"Notes\">\n<ol>\n\
             <li id=\"fn-1\"><p>Note b. <a href=\"#fnref-1\" role=\"doc-backlink\" aria-label=\"Retour à l’appel 1\">↩</a> \
             <a href=\"#fnref-1-2\" role=\"doc-backlink\" aria-label=\"Retour à l’appel 1\">↩</a></p></li>\n\
             <li id=\"fn-2\"><p>Note <em>a</em>. <a href=\"#fnref-2\" role=\"doc-backlink\" aria-label=\"Retour à l’appel 2\">↩</a></p></li>\n\
             </ol>\n</section>",
        );
    }

    #[test]
    fn tables_scroll_and_say_what_their_headers_head() {
        check(
            "Tableau : Les **amendes** de {{x}}\n\n| Cas | Montant |\n|---|---:|\n| **A** | 2 500 € |\n| B | |",
            "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Les amendes de X\">\n<table>\n\
             <caption>Les <strong>amendes</strong> de X</caption>\n\
             <thead><tr><th scope=\"col\">Cas</th><th scope=\"col\" class=\"n\">Montant</th></tr></thead>\n<tbody>\n\
             <tr><th scope=\"row\"><strong>A</strong></th><td class=\"n\">2~500~€</td></tr>\n\
             <tr><td>B</td><td class=\"n\"></td></tr>\n</tbody>\n</table>\n</div>",
        );
        check(
            "Voici :\n\n| | b |\n|---|---|",
            "<p>Voici~:</p>\n<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Tableau\">\n<table>\n\
             <thead><tr><td></td><th scope=\"col\">b</th></tr></thead>\n<tbody>\n</tbody>\n</table>\n</div>",
        );
    }

    #[test]
    fn alerts_and_tasks_are_labelled() {
        check(
            "> [!WARNING]\n> Non.",
            "<div class=\"notice notice-warning\" role=\"note\"><p class=\"notice-title\">Attention</p>\n<p>Non.</p>\n</div>",
        );
        check(
            "- [x] Fait *vite*\n- [ ] Reste {{x}}",
            "<ul>\n<li class=\"task\"><input type=\"checkbox\" disabled checked aria-label=\"Fait vite\"> Fait <em>vite</em></li>\n\
             <li class=\"task\"><input type=\"checkbox\" disabled aria-label=\"Reste X\"> Reste X</li>\n</ul>",
        );
        check(
            "- [ ] un\n\n- [ ] deux",
            "<ul>\n<li class=\"task\"><p><input type=\"checkbox\" disabled aria-label=\"un\"> un</p>\n</li>\n\
             <li class=\"task\"><p><input type=\"checkbox\" disabled aria-label=\"deux\"> deux</p>\n</li>\n</ul>",
        );
    }

    #[test]
    fn code_is_coloured_by_classes_where_its_language_is_known() {
        check("```nulle-part\na < l'b\n```", "<pre><code class=\"language-nulle-part\">a &lt; l&#39;b\n</code></pre>");
        check("    {{x}} <b>", "<pre><code>{{x}} &lt;b&gt;</code></pre>");
        let html = html_in(Lang::Fr, "```json\n{\"a\": \"<b>\"}\n```");
        assert!(html.starts_with("<pre><code class=\"language-json\"><span class=\"hl-"), "{html}");
        assert!(!html.contains("<b>") && !html.contains("style="), "{html}");
    }

    #[test]
    fn english_is_left_as_written() {
        assert_eq!(html_in(Lang::En, "It's : \"so\""), "<p>It&#39;s : &quot;so&quot;</p>\n");
    }

    fn words_of(text: &str) -> Body {
        let span = Span { file: SourceFile::new("a.md", "").id, start: 0, end: text.len() as u32 };
        of_words(&Words { text: text.to_owned(), span, verbatim: Some(0) })
    }

    #[test]
    fn words_are_text_with_slots_and_links() {
        for (text, html, plain_text) in [
            ("Un *mot* <b> & l'autre", "Un *mot* &lt;b&gt; &amp; l’autre", "Un *mot* <b> & l’autre"),
            (
                "[[cas-1]], [[x|l'un *b*]]",
                "<a href=\"/cas-1/\">Le &lt; titre</a>, <a href=\"/x/\">l’un *b*</a>",
                "Le < titre, l’un *b*",
            ),
            ("{{name}} : {{fine}}", "NAME~: <data value=\"3 000\">FINE</data>", "NAME~: FINE"),
            ("[[]] [[a", "[[]] [[a", "[[]] [[a"),
            ("article 32 du RGPD", "<a href=\"/rgpd/32/\" class=\"law\">article 32 du RGPD</a>", "article 32 du RGPD"),
            ("", "", ""),
        ] {
            let body = words_of(text);
            let (marks, destinations) = (marks(&body), destinations(&body));
            let visible = |html: String| html.replace(['\u{a0}', '\u{202f}'], "~");
            assert_eq!(visible(words(&body, &marks, &destinations, Lang::Fr)), html, "{text}");
            assert_eq!(visible(plain(&body, &marks, &destinations, Lang::Fr)), plain_text, "{text}");
        }
    }

    /// Every tag closed in the order it was opened; attributes of a known list only; no stray `<`.
    fn faults(html: &str) -> Option<String> {
        const VOID: &[&str] = &["br", "hr", "img", "input"];
        const ATTRIBUTES: &[&str] = &[
            "alt",
            "aria-label",
            "checked",
            "class",
            "disabled",
            "href",
            "id",
            "loading",
            "rel",
            "role",
            "scope",
            "src",
            "start",
            "tabindex",
            "title",
            "type",
            "value",
        ];
        let mut open: Vec<&str> = Vec::new();
        for piece in html.split('<').skip(1) {
            let Some((tag, _)) = piece.split_once('>') else { return Some(format!("unclosed tag: {piece}")) };
            if let Some(name) = tag.strip_prefix('/') {
                if open.pop() != Some(name) {
                    return Some(format!("</{name}> closes nothing"));
                }
                continue;
            }
            let mut parts = tag.splitn(2, ' ');
            let name = parts.next().unwrap_or_default();
            if name == "a" && open.contains(&"a") {
                return Some("a link in a link".into());
            }
            let mut rest = parts.next().unwrap_or_default().trim_start();
            while !rest.is_empty() {
                let end = rest.find(['=', ' ']).unwrap_or(rest.len());
                if !ATTRIBUTES.contains(&&rest[..end]) {
                    return Some(format!("attribute {}", &rest[..end]));
                }
                rest = match rest[end..].strip_prefix("=\"") {
                    Some(value) => value.split_once('"').map_or("", |(_, rest)| rest),
                    None => &rest[end..],
                }
                .trim_start();
            }
            if !VOID.contains(&name) {
                open.push(name);
            }
        }
        open.pop().map(|name| format!("<{name}> stays open"))
    }

    fn markdown() -> impl Strategy<Value = String> {
        let pieces = prop::sample::select(vec![
            "\n",
            "\n\n",
            " ",
            "  \n",
            "    ",
            "article 32",
            " du RGPD",
            "*",
            "**",
            "_",
            "~~",
            "`",
            "```\n",
            "[",
            "]",
            "](x)",
            "[[",
            "]]",
            "|",
            "\n|---|--:|\n",
            "![",
            "{{",
            "}}",
            "{{fine}}",
            "# ",
            "## ",
            "{#a}",
            "> ",
            "> [!NOTE]\n",
            "- ",
            "- [ ] ",
            "1. ",
            "[^a]",
            "\n[^a]: ",
            "\n: ",
            "<",
            ">",
            "<b>",
            "<script>",
            "</",
            "<!-- ",
            "-->",
            "&lt;",
            "&#60;",
            "&",
            "\"",
            "'",
            "\\",
            "é",
            "😀",
            "\u{a0}",
            "](javascript:a)",
            "<https://a.example>",
            "a",
            "Table : ",
            "\r\n",
            "\t",
            "\0",
            "[a]: x\n",
            "---\n",
            "===\n",
        ]);
        prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
    }

    fn sound(text: &str) -> Result<(), TestCaseError> {
        let html = html_in(Lang::Fr, text);
        prop_assert_eq!(faults(&html), None, "{}", html);
        prop_assert!(!html.contains("<script") && !html.to_lowercase().contains("=\"javascript:"), "{}", html);
        let body = words_of(text);
        let (marks, destinations) = (marks(&body), destinations(&body));
        prop_assert_eq!(faults(&words(&body, &marks, &destinations, Lang::Fr)), None);
        plain(&body, &marks, &destinations, Lang::Fr);
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn any_markdown_gives_sound_html(text in markdown()) {
            sound(&text)?;
        }

        #[test]
        fn any_text_gives_sound_html(text in "\\PC{0,80}") {
            sound(&text)?;
        }
    }
}
