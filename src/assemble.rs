//! From the world to the site: every page as a recipe, and the files beside them.

use std::sync::Arc;

use crate::analysis::routes::{self, Page};
use crate::compose::{self, World, card};
use crate::diag::{Code, Diagnostic};
use crate::model::value::{DocId, Lang};
use crate::outputs;
use crate::proof;
use crate::site::{Artifact, Recipe, Shelf, Site, lazy};
use crate::source::{FileId, Span};
use crate::theme::{Theme, ThemeError};
use crate::view::View;

/// Lays out the whole site. Pages are rendered when they are asked for.
pub fn site(world: World, theme: Arc<Theme>) -> Site {
    let world = Arc::new(world);
    let mut site = Site::default();
    for (path, bytes) in &world.inputs.statics {
        site.insert_bytes(path.clone(), bytes.clone());
    }
    for (path, bytes) in theme.assets() {
        site.insert_bytes(path, bytes);
    }
    let analysis = &world.analysis;
    for page in routes::pages(&analysis.corpus, &analysis.routes) {
        for lang in Lang::ALL {
            let folder = analysis.routes.path(&analysis.corpus, &page, lang);
            site.insert_page(format!("{folder}index.html"), recipe(&world, &theme, page.clone(), lang));
        }
    }
    site.insert_page("404.html", recipe(&world, &theme, Page::NotFound, Lang::Fr));
    for document in analysis.corpus.documents.values().filter(|document| analysis.routes.is_built(document)) {
        for alias in &document.meta.aliases {
            let path = format!("{}index.html", alias.value.trim_start_matches('/'));
            let lang = if path.starts_with("en/") { Lang::En } else { Lang::Fr };
            site.insert_page(path, redirect(&world, &theme, document.id().clone(), lang));
        }
    }
    outputs::add(&mut site, &world);
    site.shelves.push(pictures(&world, &theme));
    site.proof = proof::of(&world);
    site
}

fn recipe(world: &Arc<World>, theme: &Arc<Theme>, page: Page, lang: Lang) -> Recipe {
    let (world, theme) = (world.clone(), theme.clone());
    Arc::new(move || render(&theme, compose::view(&world, &page, lang)))
}

/// The pictures that pages name.
fn pictures(world: &Arc<World>, theme: &Arc<Theme>) -> Shelf {
    let (world, theme) = (world.clone(), theme.clone());
    let picture = move |(path, card)| {
        let theme = theme.clone();
        let recipe: Recipe = Arc::new(move || theme.card(&card).map_err(|error| broken(&error)));
        (path, Artifact::Picture(recipe))
    };
    Shelf { folder: card::FOLDER, files: lazy(move || card::all(&world).into_iter().map(picture).collect()) }
}

fn redirect(world: &Arc<World>, theme: &Arc<Theme>, id: DocId, lang: Lang) -> Recipe {
    let (world, theme) = (world.clone(), theme.clone());
    Arc::new(move || render(&theme, compose::redirect(&world, &id, lang)))
}

fn render(theme: &Theme, view: Option<View>) -> Result<Vec<u8>, Diagnostic> {
    let view = view.expect("a page is laid out only for a document that is built");
    theme.page(&view).map(String::into_bytes).map_err(|error| broken(&error))
}

/// A theme's mistake as a diagnostic; its place is in the message, since a template is no source file of the book.
pub fn broken(error: &ThemeError) -> Diagnostic {
    let place = Span::new(FileId::of(&error.file), 0..0);
    Diagnostic::new(
        Code::ThemeInvalid,
        place,
        format!("{}:{}:{}: {}", error.file, error.line, error.column, error.message),
    )
    .help("correct the file in the theme's folder")
}
