//! Linked data (JSON-LD, schema.org) in the head of a page: what search engines and reference managers may know of it.
//!
//! A decision's page is our article about an official text; an article of law is `Legislation`; a checklist is a list of items, the glossary a set of
//! terms, the data a data set. Nothing is said here that the page does not say.

use serde_json::{Value, json};

use crate::analysis::routes::Page;
use crate::model::Document;
use crate::model::decision::Decision;
use crate::model::value::{DocId, Kind, Lang, ProvisionId};
use crate::vocabulary::say;

use super::frame::Head;
use super::{World, history, rows, text};

/// The data block of a page at an address in full, ready to stand in a `script` element.
pub fn data(world: &World, head: &Head<'_>, address: &str, lang: Lang) -> String {
    let about = About { world, head, address, lang };
    let things: Vec<Value> = about.thing().into_iter().chain(about.breadcrumb()).collect();
    if things.is_empty() {
        return String::new();
    }
    let graph = json!({"@context": "https://schema.org", "@graph": things});
    // `</script>` in a title must not end the element.
    graph.to_string().replace('<', "\\u003c")
}

struct About<'a> {
    world: &'a World,
    head: &'a Head<'a>,
    address: &'a str,
    lang: Lang,
}

impl About<'_> {
    /// What the page is, where there is a type for it.
    fn thing(&self) -> Option<Value> {
        match &self.head.page {
            Page::Home => Some(self.site()),
            Page::Glossary => Some(self.terms()),
            Page::Document(id) => self.document(id),
            _ => None,
        }
    }

    fn document(&self, id: &DocId) -> Option<Value> {
        let document = self.world.document(id)?;
        match id.kind {
            Kind::Decision => Some(self.article(document, document.as_decision()?)),
            Kind::Provision => self.legislation(document),
            Kind::Checklist => Some(self.items(document)),
            Kind::Page if &*id.slug == "donnees" => Some(self.data_set()),
            Kind::Term => Some(self.term(document)),
            Kind::Page | Kind::Sector => None,
        }
    }

    fn absolute(&self, page: &Page) -> String {
        self.world.analysis.routes.absolute(&self.world.href(page, self.lang))
    }

    fn authors(&self) -> Value {
        let authors = &self.world.inputs.config.authors;
        authors.iter().map(|author| json!({"@type": "Organization", "name": author})).collect()
    }

    fn site(&self) -> Value {
        let config = &self.world.inputs.config;
        json!({
            "@type": "WebSite", "name": config.title, "description": self.head.description, "url": self.address,
            "inLanguage": self.lang.code(),
        })
    }

    fn breadcrumb(&self) -> Option<Value> {
        let steps = self.head.crumbs.iter().map(|(page, text)| (text, self.absolute(page)));
        let all = steps.chain([(&self.head.here, self.address.to_owned())]);
        let item = |(at, (text, address)): (usize, (&String, String))| json!({"@type": "ListItem", "position": at + 1, "name": text, "item": address});
        let items: Vec<Value> = all.enumerate().map(item).collect();
        (items.len() > 1).then(|| json!({"@type": "BreadcrumbList", "itemListElement": items}))
    }

    /// Our commentary, about the official decision.
    fn article(&self, document: &Document, decision: &Decision) -> Value {
        let number = rows::number_of(decision, self.lang);
        let official = document.meta.sources.first().map(|source| source.url.value.as_str());
        let official = official.filter(|url| !self.world.clock.hides(decision, url));
        let mut about = json!({
            "@type": "CreativeWork", "name": number,
            "author": {"@type": "GovernmentOrganization", "name": "CNIL", "url": "https://www.cnil.fr/"},
        });
        put(&mut about, "identifier", decision.number.as_ref().map(|number| number.value.as_str()));
        put(&mut about, "datePublished", decision.date.as_ref().map(|date| date.value.to_string()));
        put(&mut about, "url", official);
        let mentions: Vec<Value> =
            rows::provisions_of(decision).iter().filter_map(|provision| self.mention(document, provision)).collect();
        let mut article = json!({
            "@type": "Article", "headline": text::title(self.world, document.id(), self.lang), "description": self.head.description,
            "url": self.address, "mainEntityOfPage": self.address, "inLanguage": self.text_lang(document),
            "author": self.authors(), "about": about, "mentions": mentions,
        });
        let modified = document.meta.reviewed.max(history::last_change(self.world, document));
        put(&mut article, "dateModified", modified.map(|day| day.to_string()));
        article
    }

    fn mention(&self, document: &Document, provision: &ProvisionId) -> Option<Value> {
        let day = text::law_day(self.world, document.id());
        let reference = rows::provision_ref(self.world, provision, day, self.lang);
        let mut mention = json!({"@type": "Legislation", "name": reference.text});
        put(&mut mention, "legislationIdentifier", self.identifier(provision.act()));
        Some(mention)
    }

    /// CELEX number or the like: what the act's file gives.
    fn identifier(&self, act: &str) -> Option<String> {
        let identifiers = &self.world.analysis.corpus.acts.get(act)?.identifiers;
        ["celex", "legi", "jorf"].iter().find_map(|key| identifiers.get(*key)).cloned()
    }

    fn legislation(&self, document: &Document) -> Option<Value> {
        let corpus = &self.world.analysis.corpus;
        let article = corpus.articles.get(document.id())?;
        let act = corpus.acts.get(article.act())?;
        let mut whole = json!({"@type": "Legislation", "name": act.title.get(self.lang)});
        put(&mut whole, "legislationIdentifier", self.identifier(&act.id));
        put(&mut whole, "sameAs", act.identifiers.get("eli").cloned());
        let mut own = json!({
            "@type": "Legislation", "name": self.head.here, "alternateName": text::title(self.world, document.id(), self.lang),
            "description": self.head.description, "url": self.address, "isPartOf": whole,
            "legislationLegalForce": "https://schema.org/InForce",
            "legislationDateVersion": self.world.inputs.today.to_string(),
            "inLanguage": self.text_lang(document),
        });
        put(
            &mut own,
            "legislationIdentifier",
            self.identifier(&act.id).map(|act| format!("{act}, {}", self.head.here)),
        );
        put(&mut own, "sameAs", act.official_address(article.levels().next(), self.lang));
        Some(own)
    }

    fn items(&self, document: &Document) -> Value {
        let items = document.as_checklist().into_iter().flat_map(|list| list.items()).enumerate().map(|(at, item)| {
            let words = text::plain(self.world, document.id(), &format!("items.{}.text", item.id.value), self.lang);
            json!({
                "@type": "ListItem", "position": at + 1, "name": words.unwrap_or_default(),
                "url": format!("{}#{}", self.address, item.id.value),
            })
        });
        let items: Vec<Value> = items.collect();
        json!({
            "@type": "ItemList", "name": text::title(self.world, document.id(), self.lang), "description": self.head.description,
            "url": self.address, "numberOfItems": items.len(), "itemListElement": items,
        })
    }

    fn terms(&self) -> Value {
        json!({
            "@type": "DefinedTermSet", "name": self.head.title, "url": self.address, "inLanguage": self.lang.code(),
        })
    }

    fn term(&self, document: &Document) -> Value {
        json!({
            "@type": "DefinedTerm", "name": self.head.title, "description": self.head.description, "url": self.address,
            "inDefinedTermSet": self.absolute(&Page::Glossary), "inLanguage": self.text_lang(document),
        })
    }

    /// The files of `data/`, and the days that their decisions span.
    fn data_set(&self) -> Value {
        let days = || {
            let decisions = self.world.decisions.iter().filter_map(|id| self.world.decision(id));
            decisions.filter_map(|decision| decision.date.as_ref()).map(|date| date.value)
        };
        let file = |path: &str, format: &str| {
            let address = self.world.analysis.routes.absolute(&format!("{}{path}", self.world.analysis.routes.base));
            json!({"@type": "DataDownload", "encodingFormat": format, "contentUrl": address})
        };
        let mut set = json!({
            "@type": "Dataset", "name": format!("{}, {}", self.world.inputs.config.title, self.head.here),
            "description": self.description(), "url": self.address, "creator": self.authors(),
            "version": self.world.inputs.today.to_string(),
            "distribution": [
                file("data/decisions.csv", "text/csv"), file("data/decisions.json", "application/json"),
                file("data/links.json", "application/json"),
            ],
        });
        let span = days().min().zip(days().max()).map(|(first, last)| format!("{first}/{last}"));
        put(&mut set, "temporalCoverage", span);
        put(&mut set, "license", self.world.inputs.config.data_license.clone());
        set
    }

    /// Search engines want fifty characters at the least.
    fn description(&self) -> String {
        let what = say(
            self.lang,
            "Décisions de sanction de la CNIL, avec l’amende, le revenu connu, le ratio et la part du plafond légal, calculés.",
            "Sanction decisions of the CNIL, with the fine, the known revenue, the ratio and the share of the statutory cap, computed.",
        );
        format!("{} {what}", self.head.description)
    }

    fn text_lang(&self, document: &Document) -> String {
        text::foreign_text(self.world, document, self.lang).unwrap_or_else(|| self.lang.code().to_owned())
    }
}

/// Sets a key where there is a value.
fn put(object: &mut Value, key: &str, value: Option<impl Into<String>>) {
    if let Some(value) = value {
        object[key] = Value::String(value.into());
    }
}
