//! `book.toml`: the keys of mdBook that mean here what they mean there, and our own under `[output.rubrique]`.
//!
//! The TOML is turned into the same tree of spanned nodes as front matter, so that an unknown key gets its place and its nearest neighbour.
//! Every mistake in it is one of configuration (exit status 2).

use std::collections::BTreeMap;

use crate::diag::{Code, Diagnostic, Outcome, Severity, Sink};
use crate::model::fields::{self, Fields};
use crate::model::value::Choice;
use crate::source::{SourceFile, Span, Spanned};
use crate::syntax::yaml::{Node, Value};

/// What `book.toml` means, defaults filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    pub title: String,
    pub authors: Vec<String>,
    pub description: String,
    /// The content folder, relative to the root.
    pub src: String,
    /// The output folder, relative to the root.
    pub build_dir: String,
    /// Whether the output folder is made where it is missing.
    pub create_missing: bool,
    /// `https://host/base/`, or `/base/`; always ends in `/`.
    pub site_url: String,
    pub repository: Option<String>,
    /// mdBook's template, `{path}` being the file from the root.
    pub edit_url: Option<String>,
    /// Stylesheets of the book's own, relative to the root, published after the theme's.
    pub additional_css: Vec<String>,
    pub theme: Option<String>,
    pub naming: NamingPolicy,
    /// What pages say of their own history.
    pub history: HistoryPolicy,
    /// Whether pages get a picture for messengers.
    pub social_images: bool,
    /// Whether there is a search: mdBook's `output.html.search.enable`.
    pub search: bool,
    /// The address of the licence of the data files.
    pub data_license: Option<String>,
    pub publisher: Publisher,
    /// Whose publication of a decision is official; subdomains count.
    pub official_domains: Vec<String>,
    /// After how many months a document is due for another review; 0 for never.
    pub review_months: u64,
    /// How bad the book says that some mistakes are.
    pub severities: BTreeMap<Code, Severity>,
}

/// Who publishes decisions and law officially, unless the book says so itself.
const OFFICIAL_DOMAINS: &[&str] = &[
    "legifrance.gouv.fr",
    "cnil.fr",
    "conseil-etat.fr",
    "courdecassation.fr",
    "curia.europa.eu",
    "eur-lex.europa.eu",
    "edpb.europa.eu",
];

/// Whether companies and public bodies follow the clock of their decision, or stay named once they were.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamingPolicy {
    Official,
    Public,
}

/// What a page says of its changes, where a history is known: their days and messages, their days alone, or nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HistoryPolicy {
    Messages,
    Dates,
    None,
}

impl Choice for HistoryPolicy {
    const ALL: &'static [HistoryPolicy] = &[HistoryPolicy::Messages, HistoryPolicy::Dates, HistoryPolicy::None];

    fn word(self) -> &'static str {
        match self {
            HistoryPolicy::Messages => "messages",
            HistoryPolicy::Dates => "dates",
            HistoryPolicy::None => "none",
        }
    }
}

impl Choice for Severity {
    const ALL: &'static [Severity] = &[Severity::Error, Severity::Warning, Severity::Note];

    fn word(self) -> &'static str {
        self.name()
    }
}

impl Choice for NamingPolicy {
    const ALL: &'static [NamingPolicy] = &[NamingPolicy::Official, NamingPolicy::Public];

    fn word(self) -> &'static str {
        match self {
            NamingPolicy::Official => "official",
            NamingPolicy::Public => "public",
        }
    }
}

/// Who publishes the site (loi n° 2004-575, art. 1-1): printed on the legal notice, which says so where a field is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Publisher {
    pub name: String,
    pub address: String,
    pub contact: String,
    pub director: String,
    pub host_name: String,
    pub host_address: String,
    pub host_telephone: String,
}

impl Publisher {
    pub fn is_complete(&self) -> bool {
        let fields = [
            &self.name,
            &self.address,
            &self.contact,
            &self.director,
            &self.host_name,
            &self.host_address,
            &self.host_telephone,
        ];
        fields.iter().all(|field| !field.trim().is_empty())
    }
}

impl Default for Config {
    fn default() -> Config {
        Config {
            title: "Rubrique".into(),
            authors: Vec::new(),
            description: String::new(),
            src: "content".into(),
            build_dir: "book".into(),
            create_missing: true,
            site_url: "/".into(),
            repository: None,
            edit_url: None,
            additional_css: Vec::new(),
            theme: None,
            naming: NamingPolicy::Official,
            history: HistoryPolicy::Messages,
            social_images: false,
            search: true,
            data_license: None,
            publisher: Publisher::default(),
            official_domains: OFFICIAL_DOMAINS.iter().map(|domain| (*domain).to_owned()).collect(),
            review_months: 12,
            severities: BTreeMap::new(),
        }
    }
}

impl Config {
    /// The path part of the site's address: `/` or `/base/`.
    pub fn base_path(&self) -> &str {
        match self.site_url.split_once("://") {
            Some((_, rest)) => rest.find('/').map_or("/", |at| &rest[at..]),
            None => &self.site_url,
        }
    }

    /// `https://host`, where the site's address names one.
    pub fn origin(&self) -> Option<&str> {
        let (scheme, rest) = self.site_url.split_once("://")?;
        let host = rest.split('/').next().unwrap_or(rest);
        Some(&self.site_url[..scheme.len() + 3 + host.len()])
    }
}

/// Reads the configuration. All its mistakes come back in one go.
pub fn parse(file: &SourceFile) -> Outcome<Config> {
    let sink = Sink::default();
    let config = match toml::de::DeTable::parse(&file.text) {
        Ok(table) => lower(file, &table_node(file, table.get_ref(), table.span()), &sink),
        Err(error) => {
            let range = error.span().unwrap_or(0..0);
            sink.report(Diagnostic::new(Code::ConfigInvalid, file.span(range), error.message().to_owned()));
            Config::default()
        }
    };
    let as_configuration = |diagnostic| Diagnostic { code: Code::ConfigInvalid, ..diagnostic };
    Outcome { value: config, diagnostics: sink.into_vec().into_iter().map(as_configuration).collect() }
}

/// An address that a site can stand at: absolute, or a path from the root of its host. Ends in `/`.
pub fn site_url(text: &str) -> Result<String, &'static str> {
    let is_web = text.starts_with("https://") || text.starts_with("http://");
    if !(is_web && text.len() > "https://".len() || text.starts_with('/'))
        || text.contains(['?', '#', '"', '<', '>', ' '])
    {
        return Err("the site's address is https://host/ or https://host/base/, or a path such as /base/");
    }
    Ok(if text.ends_with('/') { text.to_owned() } else { format!("{text}/") })
}

fn table_node(file: &SourceFile, table: &toml::de::DeTable<'_>, range: std::ops::Range<usize>) -> Node {
    let entries = table.iter().map(|(key, value)| {
        let name = Spanned { value: key.get_ref().to_string(), span: file.span(key.span()) };
        (name, value_node(file, value.get_ref(), value.span()))
    });
    Node { value: Value::Map(entries.collect()), span: file.span(range) }
}

fn value_node(file: &SourceFile, value: &toml::de::DeValue<'_>, range: std::ops::Range<usize>) -> Node {
    use toml::de::DeValue;
    let span = file.span(range.clone());
    let value = match value {
        DeValue::String(text) => Value::Scalar { text: text.to_string(), plain: false },
        DeValue::Table(table) => return table_node(file, table, range),
        DeValue::Array(items) => {
            Value::Seq(items.iter().map(|item| value_node(file, item.get_ref(), item.span())).collect())
        }
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {
            Value::Scalar { text: file.text[range].to_owned(), plain: true }
        }
    };
    Node { value, span }
}

fn lower(file: &SourceFile, root: &Node, sink: &Sink) -> Config {
    let mut config = Config::default();
    let Some(mut tables) = Fields::open(root, "book.toml", file, sink) else { return config };
    if let Some(mut book) = table(&mut tables, "book", "[book]") {
        lower_book(&mut book, &mut config);
        book.finish();
    }
    if let Some(mut build) = table(&mut tables, "build", "[build]") {
        set(&mut config.build_dir, build.text("build-dir"));
        config.create_missing = build.flag("create-missing").unwrap_or(config.create_missing);
        build.finish();
    }
    if let Some(mut output) = table(&mut tables, "output", "[output]") {
        if let Some(mut html) = table(&mut output, "html", "[output.html]") {
            lower_html(&mut html, &mut config);
            html.finish();
        }
        if let Some(mut own) = table(&mut output, "rubrique", "[output.rubrique]") {
            lower_own(&mut own, &mut config);
            own.finish();
        }
        output.finish();
    }
    tables.finish();
    config
}

fn table<'a>(fields: &mut Fields<'a>, key: &'static str, what: &'static str) -> Option<Fields<'a>> {
    let (file, sink) = (fields.file, fields.sink);
    Fields::open(fields.optional(key)?, what, file, sink)
}

fn set(slot: &mut String, value: Option<String>) {
    if let Some(value) = value {
        *slot = value;
    }
}

fn lower_book(book: &mut Fields<'_>, config: &mut Config) {
    let sink = book.sink;
    set(&mut config.title, book.text("title"));
    set(&mut config.description, book.text("description"));
    set(&mut config.src, book.text("src"));
    config.authors = book.list("authors", |node| fields::text(node, sink));
    if let Some(node) = book.optional("language")
        && fields::text(node, sink).is_some_and(|language| language != "fr")
    {
        report(
            sink,
            node.span,
            "the book's language is `fr`: French stands at the root of the site, English under /en/",
        );
    }
}

/// mdBook's HTML keys. Of those of `search` only `enable` means something here, and `default-theme` nothing: pages follow the reader's system.
fn lower_html(html: &mut Fields<'_>, config: &mut Config) {
    let sink = html.sink;
    if let Some(node) = html.optional("site-url")
        && let Some(text) = fields::text(node, sink)
    {
        match site_url(&text) {
            Ok(address) => config.site_url = address,
            Err(reason) => report(sink, node.span, reason),
        }
    }
    config.repository = html.text("git-repository-url");
    config.edit_url = html.text("edit-url-template");
    config.additional_css = html.list("additional-css", |node| fields::text(node, sink));
    html.text("default-theme");
    if let Some(mut search) = table(html, "search", "[output.html.search]") {
        config.search = search.flag("enable").unwrap_or(config.search);
        for key in [
            "limit-results",
            "teaser-word-count",
            "use-boolean-and",
            "boost-title",
            "boost-hierarchy",
            "boost-paragraph",
            "expand",
            "heading-split-level",
            "copy-js",
            "chapter",
        ] {
            search.optional(key);
        }
        search.finish();
    }
}

fn lower_own(own: &mut Fields<'_>, config: &mut Config) {
    own.flag("optional");
    config.theme = own.slug("theme").map(|slug| slug.value);
    config.naming = own.choice("naming").unwrap_or(config.naming);
    config.history = own.choice("history").unwrap_or(config.history);
    config.social_images = own.flag("social-images").unwrap_or(config.social_images);
    let sink = own.sink;
    if own.is_written("official-domains") {
        config.official_domains = own.list("official-domains", |node| fields::text(node, sink));
    }
    config.review_months = own.whole("review-months").unwrap_or(config.review_months);
    if let Some(severities) = table(own, "severity", "[output.rubrique.severity]") {
        config.severities = severities.entries().iter().filter_map(|(key, node)| severity(key, node, sink)).collect();
    }
    config.data_license = own.text("data-license");
    if let Some(mut publisher) = table(own, "publisher", "[output.rubrique.publisher]") {
        config.publisher = Publisher {
            name: publisher.text("name").unwrap_or_default(),
            address: publisher.text("address").unwrap_or_default(),
            contact: publisher.text("contact").unwrap_or_default(),
            director: publisher.text("director").unwrap_or_default(),
            host_name: publisher.text("host-name").unwrap_or_default(),
            host_address: publisher.text("host-address").unwrap_or_default(),
            host_telephone: publisher.text("host-telephone").unwrap_or_default(),
        };
        publisher.finish();
    }
}

/// `breach-unmentioned = "note"`. What is an error in the table stays one: a site is written only from content without errors.
fn severity(key: &Spanned<String>, node: &Node, sink: &Sink) -> Option<(Code, Severity)> {
    let Some(code) = Code::parse(&key.value) else {
        let codes = crate::diag::code::ALL.iter().map(|code| code.id());
        let unknown = Diagnostic::new(Code::ConfigInvalid, key.span, format!("`{}` is no diagnostic code", key.value));
        sink.report(unknown.nearest(&key.value, codes).help("`rubrique explain` lists them all"));
        return None;
    };
    let severity = fields::choice(node, sink)?;
    if code.severity() == Severity::Error && severity != Severity::Error {
        report(sink, node.span, "an error stays an error; `allow` in a file silences one where it stands");
        return None;
    }
    Some((code, severity))
}

fn report(sink: &Sink, span: Span, message: &str) {
    sink.report(Diagnostic::new(Code::ConfigInvalid, span, message));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Outcome<Config> {
        parse(&SourceFile::new("book.toml", text))
    }

    #[test]
    fn addresses_give_their_path_and_origin() {
        let config = parsed("[output.html]\nsite-url = \"https://example.org/droit\"\n").value;
        assert_eq!((config.base_path(), config.origin()), ("/droit/", Some("https://example.org")));
        let config = parsed("[output.html]\nsite-url = \"/droit/\"\n").value;
        assert_eq!((config.base_path(), config.origin()), ("/droit/", None));
        assert_eq!(Config::default().base_path(), "/");
    }

    #[test]
    fn unknown_keys_are_placed_and_the_nearest_known_one_is_named() {
        let text = "[book]\ntitel = \"x\"\n\n[output.rubrique]\nnaming = \"publik\"\n";
        let diagnostics = parsed(text).diagnostics;
        assert_eq!(diagnostics.len(), 2, "{diagnostics:?}");
        assert_eq!(&text[diagnostics[0].span.range()], "titel");
        assert_eq!(diagnostics[0].help, ["did you mean `title`?"]);
        assert_eq!(&text[diagnostics[1].span.range()], "\"publik\"");
        assert!(diagnostics.iter().all(|d| d.code == Code::ConfigInvalid));
    }

    #[test]
    fn broken_toml_is_placed() {
        let diagnostics = parsed("[book\n").diagnostics;
        assert_eq!(diagnostics.len(), 1);
    }
}
