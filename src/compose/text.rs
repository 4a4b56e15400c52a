//! Authored texts on a page: bodies and words, with their citations linked, their slots filled in and their language known.

use crate::analysis::figures::{CapRule, EntityFigures};
use crate::analysis::texts::{Found, SlotRef, Target, Text, TextId};
use crate::html::{self, Action, Destination};
use crate::model::Document;
use crate::model::value::{Date, Decimal, DocId, Kind, Lang, ProvisionId};
use crate::syntax::body::LinkKind;
use crate::syntax::slot::SlotKind;
use crate::typography;
use crate::view::parts::{BodyView, LinkView};
use crate::vocabulary::say;

use super::World;

/// Where a link leads, and whether it leaves the site.
pub struct Href {
    pub href: String,
    pub is_external: bool,
}

impl Href {
    fn inside(href: String) -> Href {
        Href { href, is_external: false }
    }
}

/// The words at a path, as inline HTML.
pub fn html(world: &World, id: &DocId, path: &str, lang: Lang) -> Option<String> {
    let (text_lang, text) = words(world, id, path, lang)?;
    let (marks, destinations) = resolved(world, id, text_lang, text, lang);
    Some(html::words(&text.body, &marks, &destinations, text_lang))
}

/// The words at a path, as plain text: for titles, addresses of meaning, descriptions.
pub fn plain(world: &World, id: &DocId, path: &str, lang: Lang) -> Option<String> {
    let (text_lang, text) = words(world, id, path, lang)?;
    let (marks, destinations) = replaced(world, text_lang, text, 0, lang);
    Some(html::plain(&text.body, &marks, &destinations, text_lang))
}

/// A part of a leaf of a text as plain text, its slots filled in: the words around a citation.
pub fn part(world: &World, text_id: &TextId, leaf: usize, range: std::ops::Range<usize>, lang: Lang) -> Option<String> {
    let text = world.analysis.texts.get(text_id)?;
    let (marks, destinations) = replaced(world, text_id.lang, text, leaf, lang);
    Some(html::part_plain(&text.body, leaf, range, &marks, &destinations, text_id.lang))
}

/// The title of a document, as plain text.
pub fn title(world: &World, id: &DocId, lang: Lang) -> String {
    world.title(id, lang).to_owned()
}

/// The language of the words at a path, where it is not that of the page.
pub fn foreign(world: &World, id: &DocId, path: &str, lang: Lang) -> Option<Lang> {
    words(world, id, path, lang).map(|(text_lang, _)| text_lang).filter(|text_lang| *text_lang != lang)
}

/// The text in the page's language; the French one where there is no English.
fn words<'w>(world: &'w World, id: &DocId, path: &str, lang: Lang) -> Option<(Lang, &'w Text)> {
    let of = |lang| Some((lang, world.analysis.texts.words(id, path, lang)?));
    of(lang).or_else(|| of(Lang::Fr))
}

/// The body of a document; none where it is empty. The language is that of the text.
pub fn body(world: &World, document: &Document, lang: Lang) -> Option<(BodyView, Lang)> {
    let of = |lang| Some((lang, world.analysis.texts.body(document.id(), lang).filter(|text| !text.body.is_empty)?));
    let (text_lang, text) = of(lang).or_else(|| of(Lang::Fr))?;
    let (file, range) = match world.analysis.corpus.twins.get(document.id()).filter(|_| text_lang == Lang::En) {
        Some(twin) => (twin.file, twin.body.clone()),
        None => (document.meta.file, document.meta.body.clone()),
    };
    let file = world.inputs.sources.get(file)?;
    let (marks, destinations) = resolved(world, document.id(), text_lang, text, lang);
    let options = html::Options { lang: text_lang, labels: labels(text_lang), id_prefix: "" };
    let html = html::body(file, range, &text.body, &marks, &destinations, &options);
    let headings = text.body.headings.iter().filter(|heading| heading.level == 2);
    let links = headings.map(|heading| LinkView {
        href: format!("#{}", heading.id),
        text: {
            let whole = 0..text.body.leaves[heading.leaf].text.len();
            html::part_plain(&text.body, heading.leaf, whole, &marks, &destinations, text_lang)
        },
    });
    Some((BodyView::new(&html, links.collect()), text_lang))
}

/// The anchors of a document's page that have another name on the page in the other language: those of its headings, where both texts
/// have the same headings.
pub fn anchors_elsewhere(world: &World, id: &DocId, lang: Lang) -> Vec<(String, String)> {
    let headings = |lang| world.analysis.texts.body(id, lang).map(|text| &text.body.headings);
    let (Some(here), Some(there)) = (headings(lang), headings(lang.other())) else { return Vec::new() };
    let is_alike = here.iter().map(|heading| heading.level).eq(there.iter().map(|heading| heading.level));
    let pairs = here.iter().zip(there).filter(|(here, there)| is_alike && here.id != there.id);
    pairs.map(|(here, there)| (here.id.clone(), there.id.clone())).collect()
}

/// The paragraphs, headings, cells and list items of a body as plain text, for a search: figures put in, nothing typeset.
pub fn leaves(world: &World, id: &DocId, lang: Lang) -> Vec<String> {
    let of = |lang| Some((lang, world.analysis.texts.body(id, lang).filter(|text| !text.body.is_empty)?));
    let Some((text_lang, text)) = of(lang).or_else(|| of(Lang::Fr)) else { return Vec::new() };
    let is_slot = |mark: &&crate::analysis::texts::Mark| matches!(mark.found, Found::Slot(_));
    let slots = text.marks.iter().filter(is_slot).map(|mark| mark.leaf);
    let named = text.body.links.iter().filter(|link| !link.has_text).map(|link| link.leaf);
    let replaced: std::collections::BTreeSet<usize> = slots.chain(named).collect();
    let leaf = |(at, leaf): (usize, &crate::syntax::body::Leaf)| {
        if !replaced.contains(&at) {
            return leaf.shown().to_owned();
        }
        let (marks, destinations) = self::replaced(world, text_lang, text, at, lang);
        html::part_plain(&text.body, at, 0..leaf.text.len(), &marks, &destinations, text_lang)
    };
    text.body.leaves.iter().enumerate().map(leaf).collect()
}

/// Whether a page in `lang` shows an authored text of the other language, which it then says.
pub fn foreign_text(world: &World, document: &Document, lang: Lang) -> Option<String> {
    let has_twin = world.analysis.corpus.twins.contains_key(document.id());
    (lang == Lang::En && !has_twin).then(|| Lang::Fr.code().to_owned())
}

fn labels(lang: Lang) -> &'static html::Labels<'static> {
    const FR: html::Labels<'static> = html::Labels {
        footnotes: "Notes",
        back: "Retour au texte",
        table: "Tableau",
        note: "Note",
        tip: "Conseil",
        important: "Important",
        warning: "Attention",
        caution: "Danger",
    };
    const EN: html::Labels<'static> = html::Labels {
        footnotes: "Notes",
        back: "Back to the text",
        table: "Table",
        note: "Note",
        tip: "Tip",
        important: "Important",
        warning: "Warning",
        caution: "Caution",
    };
    match lang {
        Lang::Fr => &FR,
        Lang::En => &EN,
    }
}

/// The marks and links of a text, ready to be written on a page in `lang`.
fn resolved(
    world: &World,
    id: &DocId,
    text_lang: Lang,
    text: &Text,
    lang: Lang,
) -> (Vec<html::Mark>, Vec<Destination>) {
    let day = law_day(world, id);
    let marks = text.marks.iter().filter_map(|mark| {
        let action = match &mark.found {
            Found::Link(target) if is_own_page(world, target, id) => return None,
            Found::Link(target) => link(target_href(world, target, day, lang)?, class_of(target)),
            Found::Term(term) => link(Href::inside(world.document_href(term, lang)?), Some("term")),
            // A figure inside a French sentence is written as French writes it, whatever the page.
            Found::Slot(slot) => value(world, slot, text_lang)?,
        };
        Some(html::Mark { leaf: mark.leaf, range: mark.range.clone(), action })
    });
    let destinations = text.body.links.iter().zip(&text.destinations).map(|(link, target)| match target {
        Some(target) => Destination {
            href: target_href(world, target, day, lang).map(|href| href.href),
            text: (!link.has_text).then(|| target_title(world, target, lang)),
        },
        None => Destination { href: Some(link.dest.clone()).filter(|_| link.kind == LinkKind::External), text: None },
    });
    (marks.collect(), destinations.collect())
}

/// What plain text has in the place of a leaf's own words: figures, and titles of what `[[id]]` names. Its links lead nowhere.
fn replaced(
    world: &World,
    text_lang: Lang,
    text: &Text,
    leaf: usize,
    lang: Lang,
) -> (Vec<html::Mark>, Vec<Destination>) {
    let marks = text.marks.iter().filter(|mark| mark.leaf == leaf).filter_map(|mark| match &mark.found {
        Found::Slot(slot) => {
            Some(html::Mark { leaf, range: mark.range.clone(), action: value(world, slot, text_lang)? })
        }
        Found::Link(_) | Found::Term(_) => None,
    });
    let destinations = text.body.links.iter().zip(&text.destinations).map(|(link, target)| {
        let target = target.as_ref().filter(|_| link.leaf == leaf && !link.has_text);
        Destination { href: None, text: target.map(|target| target_title(world, target, lang)) }
    });
    (marks.collect(), destinations.collect())
}

/// A page does not link to itself as a whole.
fn is_own_page(world: &World, target: &Target, id: &DocId) -> bool {
    match target {
        Target::Document(target) => target == id,
        Target::Provision(provision) => world.analysis.corpus.articles.get(id) == Some(provision),
        Target::Anchor(..) | Target::Item(_) | Target::File(_) => false,
    }
}

/// A decision's number is not cut at its hyphens.
fn class_of(target: &Target) -> Option<&'static str> {
    matches!(target, Target::Document(id) if id.kind == Kind::Decision).then_some("num")
}

fn link(href: Href, class: Option<&'static str>) -> Action {
    Action::Link { href: href.href, class, rel_external: href.is_external }
}

/// The day at which a document's citations are read: its decision's, else today.
pub fn law_day(world: &World, id: &DocId) -> Date {
    world.decision(id).and_then(|decision| decision.law_day()).unwrap_or(world.inputs.today)
}

pub fn target_href(world: &World, target: &Target, day: Date, lang: Lang) -> Option<Href> {
    match target {
        Target::Provision(provision) => provision_href(world, provision, day, lang),
        Target::Document(id) => world.document_href(id, lang).map(Href::inside),
        Target::Anchor(id, anchor) => {
            world.document_href(id, lang).map(|href| Href::inside(format!("{href}#{anchor}")))
        }
        Target::Item(address) => {
            let (document, item) = world.analysis.corpus.item(address)?;
            let href = world.document_href(document.id(), lang)?;
            Some(Href::inside(format!("{href}#{}", item.id.value)))
        }
        Target::File(path) => Some(Href::inside(format!("{}{path}", world.analysis.routes.base))),
    }
}

fn target_title(world: &World, target: &Target, lang: Lang) -> String {
    match target {
        Target::Provision(provision) => match world.analysis.corpus.acts.get(provision.act()) {
            Some(act) => act.cite(provision, lang),
            None => provision.to_string(),
        },
        Target::Document(id) | Target::Anchor(id, _) => title(world, id, lang),
        Target::Item(address) => {
            let id = DocId::new(crate::model::value::Kind::Checklist, address.checklist.as_str());
            plain(world, &id, &format!("items.{}.text", address.item), lang).unwrap_or_default()
        }
        Target::File(path) => path.clone(),
    }
}

/// The page of a provision, else its official text. What has changed since `day` leads to no page of today's text.
pub fn provision_href(world: &World, provision: &ProvisionId, day: Date, lang: Lang) -> Option<Href> {
    let analysis = &world.analysis;
    let act = analysis.corpus.acts.get(provision.act()).filter(|act| !act.name_only)?;
    let is_todays = act.is_unchanged(provision, day, world.inputs.today);
    let page = analysis.routes.provision_href(&analysis.corpus, provision, lang).filter(|_| is_todays);
    if let Some(href) = page {
        return Some(Href::inside(href));
    }
    let article = provision.levels().next().filter(|_| is_todays && !provision.is_recital());
    act.official_address(article, lang).map(|href| Href { href, is_external: true })
}

/// What a slot prints; none where its decision is not built.
fn value(world: &World, slot: &SlotRef, lang: Lang) -> Option<Action> {
    let figures = world.figures(&slot.decision).get(slot.entity)?;
    let exact = |value: Option<Decimal>| value.map(|value| value.normalize().to_string());
    let (text, exact) = match slot.kind {
        SlotKind::Ratio => (ratio(figures, lang)?, figures.ratio.map(|ratio| ratio.ten_decimals().to_string())),
        SlotKind::Fine => (typography::money(lang, figures.standing?), exact(figures.standing)),
        SlotKind::Imposed => (typography::money(lang, figures.imposed?), exact(figures.imposed)),
        SlotKind::Base => (base(figures, lang)?, exact(figures.base.as_ref()?.annual)),
        SlotKind::Cap => (cap(figures, lang)?, exact(figures.cap.amount)),
        SlotKind::Share => (share(figures, lang)?, figures.share_of_cap.map(|share| share.ten_decimals().to_string())),
        SlotKind::Name => (who(world, &slot.decision, slot.entity, lang)?, None),
    };
    Some(Action::Value { text, exact })
}

/// The name of an entity where it may appear, else its label.
pub fn who(world: &World, id: &DocId, entity: usize, lang: Lang) -> Option<String> {
    let decision = world.decision(id)?;
    let entity = decision.entities.get(entity)?;
    match world.clock.name(decision, entity) {
        Some(name) => Some(name.to_owned()),
        None => plain(world, id, &format!("entities.{}.label", entity.id.value), lang),
    }
}

/// « 2,58 % », « env. 6,25 % » where an input is estimated, annualised or itself about.
pub fn ratio(figures: &EntityFigures, lang: Lang) -> Option<String> {
    let ratio = figures.ratio?;
    let base = figures.base.as_ref()?;
    let is_rough = base.about || base.annualised || base.status == crate::model::value::BaseStatus::Estimated;
    let print = if is_rough { typography::percent_about } else { typography::percent };
    Some(print(lang, ratio.value()))
}

/// « 97 000 € », « env. 96 000 € », « entre 1 000 000 € et 2 000 000 € ».
pub fn base(figures: &EntityFigures, lang: Lang) -> Option<String> {
    let base = figures.base.as_ref()?;
    if let Some((low, high)) = base.range {
        let (low, high) = (typography::money(lang, low), typography::money(lang, high));
        return Some(format!("{} {low} {} {high}", say(lang, "entre", "between"), say(lang, "et", "and")));
    }
    let text = typography::money(lang, base.annual?);
    Some(if base.about || base.annualised { typography::about(lang, &text) } else { text })
}

/// « 10 M€ », « au moins 20 M€ »; exact where it is no round number.
pub fn cap(figures: &EntityFigures, lang: Lang) -> Option<String> {
    let amount = figures.cap.amount?;
    let text = typography::money_in_prose(lang, amount);
    Some(if figures.cap.rule == CapRule::AtLeast {
        format!("{} {text}", say(lang, "au moins", "at least"))
    } else {
        text
    })
}

/// « 0,025 % », « au plus 2,63 % » where the cap is a lower bound.
pub fn share(figures: &EntityFigures, lang: Lang) -> Option<String> {
    let text = typography::percent(lang, figures.share_of_cap?.value());
    Some(if figures.cap.rule == CapRule::AtLeast {
        format!("{} {text}", say(lang, "au plus", "at most"))
    } else {
        text
    })
}
