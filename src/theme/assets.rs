//! The files that pages ask for. Each is published under a name that holds a hash of its content, so that it may be kept for ever;
//! addresses in stylesheets and scripts follow. Licences (`.txt`) keep their names: people look for them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::address::path_from;
use super::compact::compact;
use super::scripts::{self, Mistake, Modules};
use super::{ThemeError, styles, utf8};

#[derive(Debug, Default)]
pub(super) struct Assets {
    /// By path within `assets/`.
    files: BTreeMap<String, Asset>,
}

#[derive(Debug)]
struct Asset {
    published: String,
    bytes: Vec<u8>,
}

impl Assets {
    pub(super) fn load(files: &BTreeMap<String, Cow<[u8]>>, errors: &mut Vec<ThemeError>) -> Assets {
        let assets = || files.iter().filter_map(|(path, bytes)| Some((path.strip_prefix("assets/")?, bytes)));
        let (is_stylesheet, is_script) = (|path: &str| path.ends_with(".css"), |path: &str| path.ends_with(".js"));
        let mut loaded = Assets::default();
        for (path, bytes) in assets().filter(|(path, _)| !is_stylesheet(path) && !is_script(path)) {
            loaded.insert(path, bytes.to_vec());
        }
        // Stylesheets come after, scripts last: their hash covers the names of the files that they ask for.
        for (path, bytes) in assets().filter(|(path, _)| is_stylesheet(path)) {
            let Some(css) = utf8(&format!("assets/{path}"), bytes, errors) else { continue };
            let css = loaded.with_published_addresses(path, css, errors);
            loaded.insert(path, styles::shortened(&css).into_bytes());
        }
        let scripts: BTreeMap<&str, &str> = assets()
            .filter(|(path, _)| is_script(path))
            .filter_map(|(path, bytes)| Some((path, utf8(&format!("assets/{path}"), bytes, errors)?)))
            .collect();
        let told = loaded.insert_scripts(&scripts).err().unwrap_or_default();
        errors.extend(told.into_iter().map(|(path, (byte, message))| {
            ThemeError::at(&format!("assets/{path}"), scripts[path.as_str()], byte, message)
        }));
        loaded
    }

    fn insert_scripts(&mut self, scripts: &BTreeMap<&str, &str>) -> Result<(), Vec<(String, Mistake)>> {
        let (mut modules, mut mistakes) = (Modules::default(), Vec::new());
        for (path, text) in scripts {
            match scripts::read(path, text) {
                Ok(module) => modules.insert(path, module),
                Err(mistake) => mistakes.push(((*path).to_owned(), mistake)),
            }
        }
        // A module that could not be read would be missed by all that import it.
        if !mistakes.is_empty() {
            return Err(mistakes);
        }
        let order = modules.published().map_err(|mistake| vec![mistake])?;
        for path in order {
            let published = |path: &str| Some(self.files.get(path)?.published.strip_prefix("assets/")?.to_owned());
            let script = modules.joined(path, published).map_err(|mistake| vec![mistake])?;
            self.insert(path, compact(&script).into_bytes());
        }
        Ok(())
    }

    /// Published paths and bytes, in the order of the paths.
    pub(super) fn published(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.values().map(|asset| (asset.published.as_str(), asset.bytes.as_slice()))
    }

    /// From the path within `assets/` to the published path.
    pub(super) fn paths(&self) -> BTreeMap<String, String> {
        self.files.iter().map(|(path, asset)| (path.clone(), asset.published.clone())).collect()
    }

    fn insert(&mut self, path: &str, bytes: Vec<u8>) {
        let published = format!("assets/{}", published_name(path, &bytes));
        self.files.insert(path.to_owned(), Asset { published, bytes });
    }

    fn with_published_addresses(&self, path: &str, css: &str, errors: &mut Vec<ThemeError>) -> String {
        let mut out = String::with_capacity(css.len() + 256);
        let mut rest = css;
        while let Some(at) = rest.find("url(") {
            let (before, after) = rest.split_at(at + "url(".len());
            let end = after.find(')').unwrap_or(after.len());
            out.push_str(before);
            match self.published_address(path, after[..end].trim_matches(['"', '\'', ' '])) {
                Ok(address) => out.push_str(&address),
                Err(message) => {
                    let byte = css.len() - after.len();
                    errors.push(ThemeError::at(&format!("assets/{path}"), css, byte, message));
                }
            }
            rest = &after[end..];
        }
        out.push_str(rest);
        out
    }

    /// The address of a file that a stylesheet asks for, from the published stylesheet: both keep their folders.
    fn published_address(&self, stylesheet: &str, address: &str) -> Result<String, String> {
        let folder = stylesheet.rsplit_once('/').map_or("", |(folder, _)| folder);
        let target = path_from(folder, address);
        let file = target.as_ref().and_then(|target| self.files.get(target));
        let file = file.ok_or_else(|| format!("the theme has no file `{address}` beside this stylesheet"))?;
        let name = file.published.rsplit('/').next().unwrap_or_default();
        Ok(match address.rsplit_once('/') {
            Some((folders, _)) => format!("{folders}/{name}"),
            None => name.to_owned(),
        })
    }
}

/// `style.css` → `style.1f0c9a3b52.css`.
fn published_name(path: &str, bytes: &[u8]) -> String {
    match path.rsplit_once('.') {
        Some((_, "txt")) | None => path.to_owned(),
        Some((stem, extension)) => format!("{stem}.{}.{extension}", &blake3::hash(bytes).to_hex()[..10]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(files: &[(&str, &str)]) -> (Assets, Vec<ThemeError>) {
        let files = files.iter().map(|(path, text)| ((*path).to_owned(), Cow::Borrowed(text.as_bytes()))).collect();
        let mut errors = Vec::new();
        (Assets::load(&files, &mut errors), errors)
    }

    #[test]
    fn a_stylesheet_asks_for_the_published_names() {
        let (assets, errors) = load(&[
            ("assets/a.css", "x{src:url(f/b.woff2)} y{src:url(\"./c.svg\")}"),
            ("assets/f/b.woff2", "B"),
            ("assets/c.svg", "C"),
            ("assets/d/e.css", "z{src:url(../f/b.woff2)}"),
            ("templates/x.html", "no asset"),
        ]);
        assert_eq!(errors, []);
        let published: BTreeMap<&str, &str> =
            assets.published().map(|(path, bytes)| (path, std::str::from_utf8(bytes).unwrap())).collect();
        let paths = assets.paths();
        assert_eq!(published.len(), 4);
        let font = paths["f/b.woff2"].strip_prefix("assets/").unwrap();
        let drawing = paths["c.svg"].strip_prefix("assets/").unwrap();
        assert_eq!(published[paths["a.css"].as_str()], format!("x{{src:url({font})}}y{{src:url(./{drawing})}}"));
        assert_eq!(published[paths["d/e.css"].as_str()], format!("z{{src:url(../{font})}}"));
    }

    #[test]
    fn a_script_asks_for_the_published_names() {
        let (assets, errors) = load(&[
            ("assets/page.js", "import { a } from \"./parts/a.js\";\na();\n"),
            ("assets/parts/a.js", "export const a = () => new URL(\"../b.svg\", import.meta.url);\n"),
            ("assets/b.svg", "B"),
        ]);
        assert_eq!(errors, []);
        let paths = assets.paths();
        assert_eq!(
            paths.keys().collect::<Vec<_>>(),
            ["b.svg", "page.js"],
            "a module that another holds is not published"
        );
        let script = assets.published().find(|(path, _)| *path == paths["page.js"]).map(|(_, bytes)| bytes);
        let script = std::str::from_utf8(script.unwrap()).unwrap();
        let picture = paths["b.svg"].strip_prefix("assets/").unwrap();
        assert!(script.contains(&format!("new URL(\"./{picture}\",import.meta.url)")), "{script}");
    }

    #[test]
    fn a_script_that_asks_for_what_is_not_there_is_told_at_its_place() {
        let (_, errors) = load(&[("assets/a.js", "let x;\n  x = new URL(\"./b.svg\", import.meta.url);\n")]);
        let told: Vec<(&str, usize, usize)> = errors.iter().map(|e| (e.file.as_str(), e.line, e.column)).collect();
        assert_eq!(told, [("assets/a.js", 2, 16)]);
    }

    #[test]
    fn a_published_name_follows_the_content_and_a_licence_keeps_its_name() {
        let name = |css: &str| load(&[("assets/a.css", css)]).0.paths()["a.css"].clone();
        assert_eq!(name("a{}"), name("a{}"));
        assert_ne!(name("a{}"), name("b{}"));
        assert_eq!(load(&[("assets/OFL.txt", "x")]).0.paths()["OFL.txt"], "assets/OFL.txt");
    }

    #[test]
    fn a_stylesheet_may_ask_for_files_of_the_theme_alone() {
        for address in
            ["missing.svg", "https://example.org/a.svg", "//example.org/a.svg", "data:,x", "/a.svg", "../a.svg"]
        {
            let css = format!("a{{}}\nb {{ background: url({address}) }}");
            let (_, errors) = load(&[("assets/a.css", &css), ("assets/a.svg", "")]);
            assert_eq!(errors.len(), 1, "{address}");
            assert_eq!((errors[0].line, errors[0].column), (2, 21), "{address}");
        }
    }
}
