//! « Citer cette page »: as text, as BibTeX, as CSL-JSON, with the day of the edition as the day of consultation.

use serde_json::json;

use crate::analysis::routes::Page;
use crate::model::Document;
use crate::model::value::{Date, Lang};
use crate::typography::{self, NBSP};
use crate::view::parts::CitationView;
use crate::vocabulary::say;

use super::{World, text};

/// The page of a document, as others cite it; `number` is what lawyers call it: « SAN-2020-014 ».
pub fn citation(world: &World, document: &Document, number: Option<&str>, lang: Lang) -> CitationView {
    let own = world.href(&Page::Document(document.id().clone()), lang);
    let title = text::title(world, document.id(), lang);
    let work = Work {
        site: &world.inputs.config.title,
        authors: &world.inputs.config.authors,
        key: &document.id().slug,
        title: number.map_or_else(|| title.clone(), |number| format!("{title} ({number})")),
        reviewed: document.meta.reviewed,
        consulted: world.inputs.today,
        address: world.analysis.routes.absolute(&own),
        lang,
    };
    CitationView { text: work.text(), bibtex: work.bibtex(), csl_json: work.csl_json() }
}

/// What the three forms say.
struct Work<'a> {
    site: &'a str,
    authors: &'a [String],
    key: &'a str,
    title: String,
    reviewed: Option<Date>,
    consulted: Date,
    address: String,
    lang: Lang,
}

impl Work<'_> {
    /// « Rubrique, « Un chirurgien … (SAN-2020-014) », page relue le 23 novembre 2026, https://…, consulté le 25 novembre 2026. »
    fn text(&self) -> String {
        let title = match self.lang {
            Lang::Fr => format!("«{NBSP}{}{NBSP}»", self.title),
            Lang::En => format!("“{}”", self.title),
        };
        let on = |fr, en, day| format!("{} {}", say(self.lang, fr, en), typography::date(self.lang, day));
        let mut parts = vec![self.site.to_owned(), title];
        parts.extend(self.reviewed.map(|day| on("page relue le", "page reviewed on", day)));
        parts.push(self.address.clone());
        parts.push(on("consulté le", "accessed on", self.consulted));
        parts.join(", ") + "."
    }

    /// An entry that both BibTeX and biblatex read.
    fn bibtex(&self) -> String {
        let authors: Vec<String> = self.authors.iter().map(|author| format!("{{{}}}", tex(author))).collect();
        let mut fields = vec![("title", format!("{{{}}}", tex(&self.title)))];
        if !authors.is_empty() {
            fields.insert(0, ("author", authors.join(" and ")));
        }
        fields.push(("howpublished", tex(self.site)));
        fields.extend(self.reviewed.map(|day| ("date", day.to_string())));
        fields.extend(self.reviewed.map(|day| ("year", day.year().to_string())));
        fields.push(("url", self.address.clone()));
        fields.push(("urldate", self.consulted.to_string()));
        fields.push(("langid", say(self.lang, "french", "english").to_owned()));
        let fields: Vec<String> = fields.iter().map(|(name, value)| format!("  {name} = {{{value}}}")).collect();
        format!("@misc{{{},\n{}\n}}", self.id(), fields.join(",\n"))
    }

    fn csl_json(&self) -> String {
        let parts = |day: Date| json!({"date-parts": [[day.year(), day.month(), day.day()]]});
        let mut item = json!({
            "id": self.id(),
            "type": "webpage",
            "title": self.title,
            "container-title": self.site,
        });
        let fields = item.as_object_mut().expect("an object was written");
        if !self.authors.is_empty() {
            let authors: Vec<_> = self.authors.iter().map(|author| json!({"literal": author})).collect();
            fields.insert("author".to_owned(), authors.into());
        }
        fields.extend(self.reviewed.map(|day| ("issued".to_owned(), parts(day))));
        fields.insert("accessed".to_owned(), parts(self.consulted));
        fields.insert("URL".to_owned(), self.address.as_str().into());
        fields.insert("language".to_owned(), self.lang.code().into());
        serde_json::to_string_pretty(&[item]).expect("values have keys of text and nothing that can fail")
    }

    /// `rubrique-san-2020-014`, the language after it in English: the two pages are two works.
    fn id(&self) -> String {
        let site: String = self.site.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
        format!("{site}-{}{}", self.key, say(self.lang, "", "-en"))
    }
}

/// The characters that TeX would act upon.
fn tex(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        match c {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => out.extend(['\\', c]),
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            _ => out.push(c),
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn work(authors: &[String], lang: Lang) -> Work<'_> {
        Work {
            site: "Rubrique",
            authors,
            key: "san-2020-014",
            title: "Images & 5 % {libres} (SAN-2020-014)".to_owned(),
            reviewed: "2026-11-23".parse().ok(),
            consulted: "2026-11-25".parse().expect("a day"),
            address: "https://example.org/decisions/san-2020-014/".to_owned(),
            lang,
        }
    }

    #[test]
    fn a_page_is_cited_in_three_forms() {
        let authors = ["Les contributeurs".to_owned()];
        let work = work(&authors, Lang::Fr);
        assert_eq!(
            work.text(),
            "Rubrique, «\u{a0}Images & 5 % {libres} (SAN-2020-014)\u{a0}», page relue le 23\u{a0}novembre\u{a0}2026, \
             https://example.org/decisions/san-2020-014/, consulté le 25\u{a0}novembre\u{a0}2026."
        );
        assert_eq!(
            work.bibtex(),
            "@misc{rubrique-san-2020-014,\n  author = {{Les contributeurs}},\n  title = {{Images \\& 5 \\% \\{libres\\} \
             (SAN-2020-014)}},\n  howpublished = {Rubrique},\n  date = {2026-11-23},\n  year = {2026},\n  \
             url = {https://example.org/decisions/san-2020-014/},\n  urldate = {2026-11-25},\n  langid = {french}\n}"
        );
        let csl: serde_json::Value = serde_json::from_str(&work.csl_json()).expect("JSON");
        assert_eq!(csl[0]["issued"], json!({"date-parts": [[2026, 11, 23]]}));
        assert_eq!(csl[0]["author"][0]["literal"], "Les contributeurs");
        assert_eq!(csl[0]["language"], "fr");
    }

    #[test]
    fn what_is_unknown_is_left_out_and_the_english_page_is_another_work() {
        let work = Work { reviewed: None, ..work(&[], Lang::En) };
        assert!(work.bibtex().starts_with("@misc{rubrique-san-2020-014-en,\n  title = "), "{}", work.bibtex());
        assert!(!work.bibtex().contains("year") && !work.csl_json().contains("issued"));
    }
}
