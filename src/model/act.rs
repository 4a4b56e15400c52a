//! A legal act: its names, its structure by date, its official addresses and the caps it sets.
//!
//! Everything the linker and the caps know about the law stands in `content/acts/*.yml`; this file gives it its types and answers two
//! questions: does a provision exist on a given day, and where is its official text.

use std::collections::BTreeMap;

use crate::diag::{Code, Diagnostic, Sink};
use crate::model::fields::{self, Fields};
use crate::model::schema;
use crate::model::value::{Bilingual, Choice, Date, Days, Decimal, Lang, Procedure, ProvisionId};
use crate::source::{SourceFile, Span, Spanned};
use crate::syntax::yaml::{Node, Value};

/// How the provisions of an act are numbered, hence how `20-II`, `5-1-e` and `L. 34-5` are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbering {
    /// Article, paragraph, point: 32, 1, a.
    Eu,
    /// Article (`22-1`), roman part, number: 20, IV, 7°.
    Law,
    /// A code: L. 34-5.
    Code,
}

impl Choice for Numbering {
    const ALL: &'static [Numbering] = &[Numbering::Eu, Numbering::Law, Numbering::Code];

    fn word(self) -> &'static str {
        match self {
            Numbering::Eu => "eu",
            Numbering::Law => "law",
            Numbering::Code => "code",
        }
    }
}

#[derive(Clone, Debug)]
pub struct Act {
    pub id: String,
    pub span: Span,
    pub title: Bilingual,
    pub short: Bilingual,
    /// The id in English addresses.
    pub slug_en: String,
    /// What the linker matches, in either language.
    pub names: Vec<String>,
    /// Weak names (« le Règlement »): they bind only right after a citation.
    pub generic: Vec<String>,
    pub numbering: Numbering,
    /// Recognised so that nothing of it is taken for another act; never linked.
    pub name_only: bool,
    pub identifiers: BTreeMap<String, String>,
    pub links: Links,
    /// Whether an article that is not listed is known not to exist.
    pub complete: bool,
    pub recitals: u32,
    /// The day from which it applies, where the file says so.
    pub applies_from: Option<Date>,
    pub articles: Vec<ArticleRow>,
    pub caps: Vec<CapRow>,
}

/// Address templates: `{article}` and the act's identifiers are filled in.
#[derive(Clone, Debug, Default)]
pub struct Links {
    pub fr: LinkTemplates,
    pub en: LinkTemplates,
    /// Articles with an address of their own.
    pub articles: BTreeMap<String, String>,
}

#[derive(Clone, Debug, Default)]
pub struct LinkTemplates {
    pub act: Option<String>,
    pub article: Option<String>,
}

/// One article as it stood over a stretch of days.
#[derive(Clone, Debug)]
pub struct ArticleRow {
    pub article: String,
    pub title: Option<Bilingual>,
    pub days: Days,
    /// Numbered paragraphs 1 to n; 0 where the article is in one piece.
    pub paragraphs: u64,
    /// Numbered definitions 1 to n (an article of definitions).
    pub numbers: u64,
    /// How many points each paragraph, part or number holds; key `0` for points directly under the article.
    pub points: BTreeMap<String, u64>,
    /// Roman parts.
    pub parts: Vec<String>,
    /// Whether subdivisions that are not listed are known not to exist.
    pub complete: bool,
}

/// One row of a table of caps: who sets it, when, for which provisions, how much.
#[derive(Clone, Debug)]
pub struct CapRow {
    pub under: ProvisionId,
    pub days: Days,
    pub provisions: Vec<Spanned<ProvisionId>>,
    /// Euros.
    pub fixed: Decimal,
    /// Percent of the undertaking's turnover; none where the act sets only an amount.
    pub percent: Option<Decimal>,
    pub procedure: Procedure,
    pub note: Option<Bilingual>,
    pub span: Span,
}

/// Whether a provision exists on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existence {
    Exists,
    /// The structure does not say: the article is linked, the rest is taken on trust.
    NotListed,
    /// It existed, on other days: no page of today's text stands for it.
    OtherDays,
    Impossible,
}

impl Act {
    /// Whether a provision of this act exists on that day.
    pub fn existence(&self, id: &ProvisionId, day: Date) -> Existence {
        if id.is_recital() {
            return self.recital_existence(id);
        }
        let Some(article) = id.levels().next() else {
            return Existence::Exists;
        };
        let rows: Vec<&ArticleRow> = self.articles.iter().filter(|row| row.article == article).collect();
        if rows.is_empty() {
            return if self.complete { Existence::Impossible } else { Existence::NotListed };
        }
        let levels: Vec<&str> = id.subdivision().collect();
        let now = rows.iter().find(|row| row.days.contains(day)).map(|row| row.existence(&levels));
        let ever = || rows.iter().any(|row| row.existence(&levels) == Existence::Exists);
        match now {
            None => Existence::OtherDays,
            Some(Existence::Impossible) if ever() => Existence::OtherDays,
            Some(existence) => existence,
        }
    }

    fn recital_existence(&self, id: &ProvisionId) -> Existence {
        let number = id.levels().nth(1).and_then(|level| level.parse::<u32>().ok());
        match number {
            Some(number) if (1..=self.recitals).contains(&number) => Existence::Exists,
            _ => Existence::Impossible,
        }
    }

    /// How a table or a link writes a provision: « art. 32, § 1, a) RGPD », Art. 32(1)(a) GDPR, « art. 20, IV, 7° LIL ».
    pub fn cite(&self, id: &ProvisionId, lang: Lang) -> String {
        format!("{}\u{a0}{}", self.cite_short(id, lang), self.short.get(lang))
    }

    /// The same without the act: « art. 32, § 1, a) ».
    pub fn cite_short(&self, id: &ProvisionId, lang: Lang) -> String {
        if id.is_recital() {
            let word = match lang {
                Lang::Fr => "considérant",
                Lang::En => "Recital",
            };
            return format!("{word}\u{a0}{}", id.levels().nth(1).unwrap_or_default());
        }
        let article = id.levels().next().unwrap_or_default();
        let article = match (self.numbering, article.strip_prefix(['L', 'R', 'D'])) {
            (Numbering::Code, Some(number)) => format!("{}.\u{a0}{number}", &article[..1]),
            _ => article.to_owned(),
        };
        let number = id.levels().next();
        let row = self.articles.iter().find(|row| Some(row.article.as_str()) == number);
        let levels = id.subdivision().enumerate().map(|(depth, level)| {
            let first = row.filter(|_| depth == 0);
            match (lang, first) {
                (Lang::Fr, Some(row)) if row.numbers > 0 => format!("{level})"),
                (Lang::Fr, Some(row)) if self.numbering != Numbering::Eu && row.has_paragraph(level) => {
                    format!("al.\u{a0}{level}")
                }
                _ => cite_level(level, self.numbering, lang),
            }
        });
        match lang {
            Lang::Fr => format!("art.\u{a0}{article}{}", levels.map(|level| format!(", {level}")).collect::<String>()),
            Lang::En => format!("Art.\u{a0}{article}{}", levels.map(|level| format!("({level})")).collect::<String>()),
        }
    }

    /// The row of an article on a day.
    pub fn article_on(&self, article: &str, day: Date) -> Option<&ArticleRow> {
        self.articles.iter().find(|row| row.article == article && row.days.contains(day))
    }

    /// Whether an article stands today as it stood on that day. Articles that the structure does not list are taken on trust.
    pub fn is_unchanged(&self, id: &ProvisionId, day: Date, today: Date) -> bool {
        let Some(article) = id.levels().next().filter(|_| !id.is_recital()) else { return true };
        let is_listed = self.articles.iter().any(|row| row.article == article);
        let (then, now) = (self.article_on(article, day), self.article_on(article, today));
        match (then, now) {
            (Some(then), Some(now)) => then.days == now.days,
            (None, _) | (_, None) => !is_listed,
        }
    }

    /// The official address of an article, else of the act.
    pub fn official_address(&self, article: Option<&str>, lang: Lang) -> Option<String> {
        if let Some(address) = article.and_then(|article| self.links.articles.get(article)) {
            return Some(address.clone());
        }
        let templates = match lang {
            Lang::Fr => &self.links.fr,
            Lang::En => &self.links.en,
        };
        let template = article.and(templates.article.as_ref()).or(templates.act.as_ref())?;
        let mut address = template.replace("{article}", article.unwrap_or_default());
        for (name, value) in &self.identifiers {
            address = address.replace(&format!("{{{name}}}"), value);
        }
        Some(address)
    }
}

/// One level below the article: « § 1 », « a) », « IV », « 7° »; in English the bare level.
fn cite_level(level: &str, numbering: Numbering, lang: Lang) -> String {
    let is_number = level.bytes().all(|b| b.is_ascii_digit());
    match (lang, numbering) {
        (Lang::En, _) => level.to_owned(),
        (Lang::Fr, Numbering::Law) if is_number => format!("{level}°"),
        (Lang::Fr, _) if is_number => format!("§\u{a0}{level}"),
        (Lang::Fr, _) if level.len() == 1 && level.bytes().all(|b| b.is_ascii_lowercase()) => format!("{level})"),
        (Lang::Fr, _) => level.to_owned(),
    }
}

impl ArticleRow {
    fn existence(&self, levels: &[&str]) -> Existence {
        let listed = match levels {
            [] => true,
            [first] => self.has_first(first),
            [first, second] => {
                self.has_first(first) && self.points.get(*first).is_some_and(|count| is_point(second, *count))
            }
            _ => false,
        };
        match (listed, self.complete) {
            (true, _) => Existence::Exists,
            (false, false) => Existence::NotListed,
            (false, true) => Existence::Impossible,
        }
    }

    fn has_paragraph(&self, level: &str) -> bool {
        level.parse::<u64>().is_ok_and(|number| (1..=self.paragraphs).contains(&number))
    }

    fn has_first(&self, level: &str) -> bool {
        let number = level.parse::<u64>().ok();
        number.is_some_and(|n| (1..=self.paragraphs.max(self.numbers)).contains(&n))
            || self.parts.iter().any(|part| part == level)
            || self.points.get("0").is_some_and(|count| is_point(level, *count))
    }
}

/// Whether a level is one of the first `count` points: `a` is the first, and so is `1`.
fn is_point(level: &str, count: u64) -> bool {
    let position = match level.as_bytes() {
        [letter @ b'a'..=b'z'] => u64::from(letter - b'a') + 1,
        _ => level.parse().unwrap_or(0),
    };
    (1..=count).contains(&position)
}

/// Reads an act's file.
pub fn lower(file: &SourceFile, id: &str, root: &Node, sink: &Sink) -> Option<Act> {
    let mut fields = Fields::of(root, &schema::ACT, file, sink)?;
    let name_only = fields.flag("name-only").unwrap_or(false);
    let title = fields.required("title").and_then(|node| bilingual(node, file, sink)).unwrap_or_default();
    let short = fields.required("short").and_then(|node| bilingual(node, file, sink)).unwrap_or_default();
    let act = Act {
        id: id.to_owned(),
        span: Span { end: fields.span().start, ..fields.span() },
        slug_en: fields.slug("slug-en").map_or_else(|| id.to_owned(), |slug| slug.value),
        names: names(&mut fields, "names"),
        generic: names(&mut fields, "generic"),
        numbering: fields.required_choice("numbering").unwrap_or(Numbering::Eu),
        name_only,
        identifiers: identifiers(&mut fields),
        links: links(&mut fields),
        complete: fields.flag("complete").unwrap_or(false),
        recitals: fields.whole("recitals").map_or(0, |count| count.try_into().unwrap_or(u32::MAX)),
        applies_from: fields.date("applies-from").map(|date| date.value),
        articles: fields.list("articles", |node| article_row(node, file, sink)),
        caps: fields.list("caps", |node| cap_row(node, file, sink)),
        title,
        short,
    };
    fields.text("source");
    fields.text("note");
    fields.finish();
    Some(act)
}

pub fn bilingual(node: &Node, file: &SourceFile, sink: &Sink) -> Option<Bilingual> {
    let mut fields = Fields::of(node, &schema::BILINGUAL, file, sink)?;
    let fr = fields.required_text("fr").unwrap_or_default();
    let en = fields.required_text("en").unwrap_or_default();
    fields.finish();
    Some(Bilingual { fr, en })
}

/// `{fr: […], en: […]}`: the linker reads both in any text, since an English page quotes French names and the reverse.
fn names(fields: &mut Fields<'_>, key: &'static str) -> Vec<String> {
    let (file, sink) = (fields.file, fields.sink);
    let Some(node) = fields.optional(key) else { return Vec::new() };
    let Some(mut languages) = Fields::of(node, &schema::NAMES, file, sink) else { return Vec::new() };
    let mut names = languages.list("fr", |node| fields::text(node, sink));
    names.extend(languages.list("en", |node| fields::text(node, sink)));
    languages.finish();
    names
}

fn identifiers(fields: &mut Fields<'_>) -> BTreeMap<String, String> {
    let (file, sink) = (fields.file, fields.sink);
    let node = fields.optional("identifiers");
    node.map(|node| text_map(node, file, sink)).unwrap_or_default()
}

fn text_map(node: &Node, file: &SourceFile, sink: &Sink) -> BTreeMap<String, String> {
    let Some(fields) = Fields::open(node, "a map of texts", file, sink) else { return BTreeMap::new() };
    fields.entries().iter().filter_map(|(key, node)| Some((key.value.clone(), fields::text(node, sink)?))).collect()
}

fn links(fields: &mut Fields<'_>) -> Links {
    let (file, sink) = (fields.file, fields.sink);
    let Some(mut rows) = fields.optional("links").and_then(|node| Fields::of(node, &schema::LINKS, file, sink)) else {
        return Links::default();
    };
    let links = Links {
        fr: rows.optional("fr").map(|node| templates(node, file, sink)).unwrap_or_default(),
        en: rows.optional("en").map(|node| templates(node, file, sink)).unwrap_or_default(),
        articles: rows.optional("articles").map(|node| text_map(node, file, sink)).unwrap_or_default(),
    };
    rows.finish();
    links
}

fn templates(node: &Node, file: &SourceFile, sink: &Sink) -> LinkTemplates {
    let Some(mut fields) = Fields::of(node, &schema::LINK_TEMPLATES, file, sink) else {
        return LinkTemplates::default();
    };
    let templates = LinkTemplates { act: fields.text("act"), article: fields.text("article") };
    fields.finish();
    templates
}

fn article_row(node: &Node, file: &SourceFile, sink: &Sink) -> Option<ArticleRow> {
    let mut fields = Fields::of(node, &schema::ARTICLE_ROW, file, sink)?;
    let row = ArticleRow {
        article: fields.required_text("article").unwrap_or_default(),
        title: fields.optional("title").and_then(|node| bilingual(node, file, sink)),
        days: fields.days(),
        paragraphs: fields.whole("paragraphs").unwrap_or(0),
        numbers: fields.whole("numbers").unwrap_or(0),
        points: fields.optional("points").map(|node| points(node, file, sink)).unwrap_or_default(),
        parts: fields.list("parts", |node| fields::text(node, sink)),
        complete: fields.flag("complete").unwrap_or(true),
    };
    fields.text("note");
    fields.finish();
    Some(row)
}

/// `{"1": d, "2": 7}`: the last letter, or the number of points.
fn points(node: &Node, file: &SourceFile, sink: &Sink) -> BTreeMap<String, u64> {
    let Some(fields) = Fields::open(node, "`points`", file, sink) else { return BTreeMap::new() };
    let count = |node: &Node| match &node.value {
        Value::Scalar { text, .. } => match text.as_bytes() {
            [letter @ b'a'..=b'z'] => Some(u64::from(letter - b'a') + 1),
            _ => fields::whole(node, sink),
        },
        _ => fields::whole(node, sink),
    };
    fields.entries().iter().filter_map(|(key, node)| Some((key.value.clone(), count(node)?))).collect()
}

fn cap_row(node: &Node, file: &SourceFile, sink: &Sink) -> Option<CapRow> {
    let mut fields = Fields::of(node, &schema::CAP_ROW, file, sink)?;
    let under = fields.required("under").and_then(|node| fields::provision(node, sink));
    let fixed = fields.required("fixed").and_then(|node| fields::amount(node, sink));
    let percent = fields.optional("percent").and_then(|node| percent(node, sink));
    let procedure = fields.choice("procedure").unwrap_or(Procedure::Ordinary);
    let (days, provisions) = (fields.days(), fields.provisions("provisions"));
    let note = fields.optional("note").and_then(|node| bilingual(node, file, sink));
    fields.required_text("source");
    fields.finish();
    Some(CapRow {
        under: under?.value,
        days,
        provisions,
        fixed: fixed?.value,
        percent,
        procedure,
        note,
        span: node.span,
    })
}

fn percent(node: &Node, sink: &Sink) -> Option<Decimal> {
    let text = fields::text(node, sink)?;
    match fields::parse_rate(&text) {
        Ok(value) if value <= Decimal::ONE_HUNDRED => Some(value),
        _ => {
            sink.report(
                Diagnostic::new(Code::BadAmount, node.span, format!("`{text}` is not a percentage"))
                    .help("write the number alone: 2 for 2 %"),
            );
            None
        }
    }
}
