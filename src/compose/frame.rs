//! What every page has around it: masthead, breadcrumb, language link, footer, head.

use crate::analysis::routes::{Page, page_of_words, slug};
use crate::model::Document;
use crate::model::value::{DocId, Kind, Lang};
use crate::typography::{self, NBSP};
use crate::view::parts::LinkView;
use crate::view::site::{
    AlternateView, CrumbView, LanguageLinkView, NavView, NotFoundView, PageView, RedirectView, SiteView,
};
use crate::vocabulary::say;

use super::{World, card, corrections, history, linked, text};

/// Nothing but what the site itself serves; no script, frame or form of anyone else.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; script-src 'self'; \
     connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'";

/// The policy of the calculator: nothing that a reader types there can leave the page.
pub const PRIVATE_POLICY: &str = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; script-src 'self'; \
     connect-src 'none'; manifest-src 'self'; base-uri 'none'; form-action 'none'";

/// The same for all pages of a language: ask [`World::frame`] for it.
pub fn site(world: &World, lang: Lang) -> SiteView {
    let routes = &world.analysis.routes;
    let feed = match lang {
        Lang::Fr => "feed.xml",
        Lang::En => "en/feed.xml",
    };
    SiteView {
        title: world.inputs.config.title.clone(),
        subtitle: say(lang, "Sanctions de la CNIL, commentées et chiffrées", "CNIL sanctions, explained and measured")
            .to_owned(),
        lang: lang.code().to_owned(),
        base_path: routes.base.clone(),
        home_href: world.href(&Page::Home, lang),
        search_href: routes.search.then(|| world.href(&Page::Search, lang)),
        index_href: routes.search.then(|| format!("{}search/{}.bin", routes.base, lang.code())),
        edition: edition(world, lang),
        footer: footer(world, lang),
        feed_href: Some(format!("{}{feed}", routes.base)),
        repository_href: world.inputs.config.repository.clone(),
        additional_css: world
            .inputs
            .config
            .additional_css
            .iter()
            .map(|path| format!("{}{path}", routes.base))
            .collect(),
        csp: CONTENT_SECURITY_POLICY.to_owned(),
    }
}

/// « Édition du 23 novembre 2026 : 72 décisions, dont 20 avec un revenu connu ».
fn edition(world: &World, lang: Lang) -> String {
    let count = world.decisions.len();
    let known =
        world.decisions.iter().filter(|id| world.figures(id).iter().any(|figures| figures.ratio.is_some())).count();
    let date = typography::date(lang, world.inputs.today);
    match lang {
        Lang::Fr => format!(
            "Édition du {date}{NBSP}: {count} {}, dont {known} avec un revenu connu",
            typography::plural(lang, count, "décision", "décisions")
        ),
        Lang::En => format!(
            "Edition of {date}: {count} {}, {known} with a known revenue",
            typography::plural(lang, count, "decision", "decisions")
        ),
    }
}

/// The site's own pages in two columns, the data files among them.
fn footer(world: &World, lang: Lang) -> Vec<Vec<LinkView>> {
    let page = |slug: &str| {
        let id = DocId::new(Kind::Page, slug);
        Some(LinkView { href: world.document_href(&id, lang)?, text: text::title(world, &id, lang) })
    };
    let feed = LinkView {
        href: format!("{}{}feed.xml", world.analysis.routes.base, if lang == Lang::En { "en/" } else { "" }),
        text: say(lang, "Flux Atom", "Atom feed").to_owned(),
    };
    let glossary =
        LinkView { href: world.href(&Page::Glossary, lang), text: say(lang, "Glossaire", "Glossary").to_owned() };
    let own = |page: Page, fr, en| LinkView { href: world.href(&page, lang), text: say(lang, fr, en).to_owned() };
    let coverage = own(Page::Coverage, "Couverture", "Coverage");
    let corrections = own(Page::Corrections, "Corrections", "Corrections");
    let known = ["methode", "donnees", "mentions-legales", "confidentialite", "accessibilite"];
    let others = world.analysis.corpus.of_kind(Kind::Page).map(Document::id);
    let others = others.filter(|id| page_of_words(id).is_none()).map(|id| &*id.slug);
    let others: Vec<&str> = others.filter(|slug| !known.contains(slug)).collect();
    let first: Vec<LinkView> =
        known[..2].iter().filter_map(|slug| page(slug)).chain([coverage, corrections, glossary, feed]).collect();
    let second: Vec<LinkView> = known[2..].iter().copied().chain(others).filter_map(page).collect();
    vec![first, second]
}

/// What a page says of itself.
pub struct Head<'a> {
    pub page: Page,
    pub title: String,
    pub description: String,
    /// The way to the page: each step's page and words, without home and without the page itself.
    pub crumbs: Vec<(Page, String)>,
    /// The page's own short name, last in the breadcrumb.
    pub here: String,
    pub document: Option<&'a Document>,
}

pub fn page(world: &World, head: Head<'_>, lang: Lang) -> PageView {
    let routes = &world.analysis.routes;
    let own = world.href(&head.page, lang);
    let canonical = routes.origin.as_ref().map(|_| routes.absolute(&own));
    let other = lang.other();
    let linked_data_html = canonical.as_ref().map(|address| linked::data(world, &head, address, lang));
    PageView {
        linked_data_html: linked_data_html.filter(|data| !data.is_empty()),
        title: shortened(&head.title),
        description: head.description,
        alternates: if canonical.is_some() { alternates(world, &head.page) } else { Vec::new() },
        canonical,
        other_language: Some(LanguageLinkView {
            lang: other.code().to_owned(),
            href: world.href(&head.page, other),
            text: say(other, "Français", "English").to_owned(),
            anchors: anchors(world, &head.page, lang),
        }),
        nav: nav(world, &head.page, lang),
        crumbs: crumbs(world, head.crumbs, head.here, lang),
        text_lang: head.document.and_then(|document| text::foreign_text(world, document, lang)),
        no_index: false,
        report_href: report_href(world, &own, &head.title, lang),
        edit_href: head.document.and_then(|document| edit_href(world, document)),
        review_due: head.document.and_then(|document| history::review_due(world, document, lang)),
        history: head.document.and_then(|document| history::of(world, document, lang)),
        corrections: head.document.map(|document| corrections::of(world, document, lang)).unwrap_or_default(),
        image: card::image(world, &head.page, lang),
        feed_href: (head.page == Page::Corrections).then(|| format!("{own}feed.xml")),
    }
}

/// `l-essentiel=in-short …`: the anchors of the page that are called otherwise in the other language.
fn anchors(world: &World, page: &Page, lang: Lang) -> String {
    let corpus = &world.analysis.corpus;
    let pairs: Vec<(String, String)> = match page {
        Page::Document(id) => text::anchors_elsewhere(world, id, lang),
        Page::Glossary => {
            let slug_in = |id: &DocId, lang| slug(corpus, id, lang);
            let terms = corpus.of_kind(Kind::Term).map(Document::id);
            terms
                .map(|id| (slug_in(id, lang), slug_in(id, lang.other())))
                .filter(|(here, there)| here != there)
                .collect()
        }
        _ => Vec::new(),
    };
    pairs.iter().map(|(here, there)| format!("{here}={there}")).collect::<Vec<_>>().join(" ")
}

/// The most characters that search engines show of a title.
const LONGEST_TITLE: usize = 65;

fn shortened(title: &str) -> String {
    fitted(title, "")
}

/// A title of at most 65 characters: its start, cut at a word, and an end that is kept whole.
pub fn fitted(start: &str, end: &str) -> String {
    let room = LONGEST_TITLE.saturating_sub(end.chars().count());
    if start.chars().count() <= room {
        return format!("{start}{end}");
    }
    let head: String = start.chars().take(room.saturating_sub(1)).collect();
    let cut = head.rfind(char::is_whitespace).unwrap_or(head.len());
    format!("{}…{end}", head[..cut].trim_end_matches([',', ':', ';', ' ', '\u{a0}', '\u{202f}']))
}

fn alternates(world: &World, page: &Page) -> Vec<AlternateView> {
    let address = |lang| world.analysis.routes.absolute(&world.href(page, lang));
    [("fr", Lang::Fr), ("en", Lang::En), ("x-default", Lang::Fr)]
        .map(|(name, lang)| AlternateView { lang: name.to_owned(), href: address(lang) })
        .into()
}

/// The pages of the masthead, and the kind of document that stands below each.
const NAV: &[(Page, Option<Kind>, &str, &str)] = &[
    (Page::Decisions, Some(Kind::Decision), "Décisions", "Decisions"),
    (Page::Articles, Some(Kind::Provision), "Articles", "Articles"),
    (Page::Sectors, Some(Kind::Sector), "Secteurs", "Sectors"),
    (Page::Checklists, Some(Kind::Checklist), "Listes de contrôle", "Checklists"),
    (Page::Statistics, None, "Statistiques", "Statistics"),
    (Page::Calculator, None, "Calculateur", "Calculator"),
];

fn nav(world: &World, current: &Page, lang: Lang) -> Vec<NavView> {
    let link = |(page, kind, fr, en): &(Page, Option<Kind>, &'static str, &'static str)| {
        let is_below = matches!(current, Page::Document(id) if Some(id.kind) == *kind);
        NavView {
            href: world.href(page, lang),
            text: say(lang, fr, en).to_owned(),
            current: current == page || is_below,
        }
    };
    NAV.iter().map(link).collect()
}

fn crumbs(world: &World, steps: Vec<(Page, String)>, here: String, lang: Lang) -> Vec<CrumbView> {
    if here.is_empty() {
        return Vec::new();
    }
    let mut crumbs: Vec<CrumbView> =
        steps.into_iter().map(|(page, text)| CrumbView { href: Some(world.href(&page, lang)), text }).collect();
    crumbs.push(CrumbView { href: None, text: here });
    crumbs
}

/// The words of a masthead page, for breadcrumbs.
pub fn nav_crumb(page: Page, lang: Lang) -> (Page, String) {
    let words = NAV.iter().find(|(other, ..)| *other == page).map_or("", |(_, _, fr, en)| say(lang, fr, en));
    (page, words.to_owned())
}

/// Where to report an error: a new issue in the book's repository, else a letter to the publisher, with the page and its edition named in it. None
/// where the book gives neither.
fn report_href(world: &World, own: &str, title: &str, lang: Lang) -> Option<String> {
    let config = &world.inputs.config;
    let subject = percent_encoded(&format!("{} {title}", say(lang, "Erreur signalée :", "Error reported:")));
    let body = percent_encoded(&report(world, own, lang));
    if let Some(repository) = &config.repository {
        let repository = repository.trim_end_matches('/');
        return Some(match repository.contains("gitlab") {
            true => format!("{repository}/-/issues/new?issue[title]={subject}&issue[description]={body}"),
            false => format!("{repository}/issues/new?title={subject}&body={body}"),
        });
    }
    let is_address =
        |word: &&str| word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    let words = config.publisher.contact.split(|c: char| c.is_whitespace() || "<>(),;".contains(c));
    let address = words.map(|word| word.trim_start_matches("mailto:").trim_end_matches('.')).find(is_address)?;
    Some(format!("mailto:{}?subject={subject}&body={body}", percent_encoded(address).replace("%40", "@")))
}

/// What a report starts with.
fn report(world: &World, own: &str, lang: Lang) -> String {
    let address = world.analysis.routes.absolute(own);
    let edition = typography::date(lang, world.inputs.today);
    match lang {
        Lang::Fr => format!(
            "Page : {address}\nÉdition du {edition}\n\nCe qui est inexact :\n\n\nLa source qui le montre (texte officiel, paragraphe) :\n"
        ),
        Lang::En => format!(
            "Page: {address}\nEdition of {edition}\n\nWhat is wrong:\n\n\nThe source that shows it (official text, paragraph):\n"
        ),
    }
}

fn edit_href(world: &World, document: &Document) -> Option<String> {
    let template = world.inputs.config.edit_url.as_ref()?;
    let path = &world.inputs.sources.get(document.meta.file)?.path;
    Some(template.replace("{path}", path))
}

fn percent_encoded(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_.~".contains(&b);
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

/// The page of an address that leads nowhere: French, with the English words beside.
pub fn not_found(world: &World) -> NotFoundView {
    let lang = Lang::Fr;
    let head = Head {
        page: Page::NotFound,
        title: "Page introuvable".to_owned(),
        description: String::new(),
        crumbs: Vec::new(),
        here: String::new(),
        document: None,
    };
    let own = page(world, head, lang);
    let hubs =
        NAV.iter().map(|(page, _, fr, _)| LinkView { href: world.href(page, lang), text: (*fr).to_owned() }).collect();
    NotFoundView {
        site: world.frame(lang),
        page: PageView { canonical: None, alternates: Vec::new(), linked_data_html: None, no_index: true, ..own },
        hubs,
    }
}

/// The page at an old address of a document: it leads to the page in the language of that address.
pub fn redirect(world: &World, id: &DocId, lang: Lang) -> Option<RedirectView> {
    let title = text::title(world, id, lang);
    let target = LinkView { href: world.document_href(id, lang)?, text: title.clone() };
    let head = Head {
        page: Page::Document(id.clone()),
        title,
        description: String::new(),
        crumbs: Vec::new(),
        here: String::new(),
        document: None,
    };
    let own = page(world, head, lang);
    Some(RedirectView {
        site: world.frame(lang),
        page: PageView { no_index: true, linked_data_html: None, ..own },
        target,
    })
}
