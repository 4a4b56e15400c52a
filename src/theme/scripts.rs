//! Scripts: small ES modules that import each other by name. What a page asks for is published as one file with its imports in it: one request, and
//! no module waits for another to be found.
//!
//! The modules stay plain ES modules, which a browser or a type checker reads as they stand; only the few forms that are joined here are allowed:
//! `import { a, b as c } from "./x.js";` and `export` before a function, a class or a `const`, each at the start of its line. A file that is
//! asked for later, `import("./x.js")` or `new URL("./x.svg", import.meta.url)`, is published on its own; its address follows its name.

use std::collections::{BTreeMap, BTreeSet};

use super::address::path_from;

/// What is wrong with a module: the byte, and the message.
pub(super) type Mistake = (usize, String);

/// One module as it is written.
#[derive(Debug, Default)]
pub(super) struct Module {
    imports: Vec<Import>,
    exports: Vec<String>,
    /// The rest, cut where an address of another file stands.
    code: Vec<Piece>,
}

#[derive(Debug)]
struct Import {
    /// The path of the module within `assets/`.
    path: String,
    /// `a, b: c`, as an object is taken apart.
    names: String,
    byte: usize,
}

#[derive(Debug)]
enum Piece {
    Code(String),
    /// The path, within `assets/`, of a file that is asked for later.
    Address(String, usize),
}

/// Reads the module at a path within `assets/`.
///
/// # Errors
/// A form of `import` or `export` that cannot be joined, an address that is not relative or leaves `assets/`.
pub(super) fn read(path: &str, text: &str) -> Result<Module, Mistake> {
    let folder = folder(path);
    let mut module = Module::default();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let line = rest.split_inclusive('\n').next().unwrap_or(rest);
        at += if line.starts_with("import ") {
            module.import(folder, rest, at)?
        } else if let Some(declaration) = line.strip_prefix("export ") {
            module.exports.push(declared_name(declaration).ok_or_else(|| (at, EXPORT_FORMS.to_owned()))?.to_owned());
            module.code(folder, declaration, at + "export ".len())?;
            line.len()
        } else {
            module.code(folder, line, at)?;
            line.len()
        };
    }
    Ok(module)
}

const EXPORT_FORMS: &str =
    "a script exports functions, classes and constants by name, one each: `export function x() {…}`";
const IMPORT_FORMS: &str = "a script imports by name from a file beside it: `import { x } from \"./x.js\";`";

impl Module {
    /// Takes an import statement from the start of `rest`; its length.
    fn import(&mut self, folder: &str, rest: &str, byte: usize) -> Result<usize, Mistake> {
        let wrong = || (byte, IMPORT_FORMS.to_owned());
        let end = rest.find(';').ok_or_else(wrong)?;
        let statement = rest["import ".len()..end].trim();
        let (names, address) = match statement.strip_prefix('{') {
            Some(list) => list.split_once('}').ok_or_else(wrong)?,
            None => ("", statement),
        };
        let address = address.trim().strip_prefix("from").unwrap_or(address).trim();
        let address = unquoted(address).filter(|address| address.starts_with('.')).ok_or_else(wrong)?;
        let path = path_from(folder, address).ok_or_else(wrong)?;
        let names: Vec<String> = names.split(',').map(|name| name.trim().replace(" as ", ": ")).collect();
        let names = names.into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", ");
        self.imports.push(Import { path, names, byte });
        Ok(end + rest[end..].find('\n').map_or(1, |line_end| line_end + 1))
    }

    /// Takes a line of code that starts at a byte of the file.
    fn code(&mut self, folder: &str, line: &str, byte: usize) -> Result<(), Mistake> {
        let is_comment = ["//", "/*", "*"].iter().any(|sign| line.trim_start().starts_with(sign));
        let mut rest = line;
        while let Some((before, address, after)) = address_in(rest).filter(|_| !is_comment) {
            let byte = byte + line.len() - rest.len() + before.len();
            let path = path_from(folder, address).ok_or_else(|| (byte, outside(address)))?;
            self.push_code(before);
            self.code.push(Piece::Address(path, byte));
            rest = after;
        }
        self.push_code(rest);
        Ok(())
    }

    fn push_code(&mut self, text: &str) {
        match self.code.last_mut() {
            Some(Piece::Code(code)) => code.push_str(text),
            Some(Piece::Address(..)) | None => self.code.push(Piece::Code(text.to_owned())),
        }
    }

    /// The files that are asked for later, and where.
    fn addresses(&self) -> impl Iterator<Item = (&str, usize)> {
        self.code.iter().filter_map(|piece| match piece {
            Piece::Address(path, byte) => Some((path.as_str(), *byte)),
            Piece::Code(_) => None,
        })
    }

    /// The code of this module in the file that holds it: whole, or as the value of a constant.
    fn wrapped(&self, path: &str, code: &str, is_whole: bool) -> String {
        let (exports, end) = (self.exports.join(", "), if code.ends_with('\n') { "" } else { "\n" });
        match (is_whole, exports.is_empty()) {
            (true, true) => format!("{code}{end}"),
            (true, false) => format!("{code}{end}export {{ {exports} }};\n"),
            (false, _) => format!("const {} = (() => {{\n{code}{end}return {{ {exports} }};\n}})();\n", scope(path)),
        }
    }

    /// The modules that must be there before this one, and where it says so.
    fn needs(&self) -> impl Iterator<Item = (&str, usize)> {
        let later = self.addresses().filter(|(path, _)| path.ends_with(".js"));
        self.imports.iter().map(|import| (import.path.as_str(), import.byte)).chain(later)
    }
}

fn outside(address: &str) -> String {
    format!("`{address}` leads out of `assets/`")
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The name that `function name(`, `class Name {`, `const name =` or `async function name(` declares.
fn declared_name(declaration: &str) -> Option<&str> {
    let rest = declaration.strip_prefix("async ").unwrap_or(declaration);
    let name = ["function ", "class ", "const "].iter().find_map(|keyword| rest.strip_prefix(keyword))?;
    let end = name.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(name.len());
    Some(&name[..end]).filter(|name| !name.is_empty())
}

fn unquoted(text: &str) -> Option<&str> {
    ['"', '\''].iter().find_map(|quote| text.strip_prefix(*quote)?.strip_suffix(*quote))
}

/// The first relative address that a piece of code asks for: what stands before it, the address, what follows.
fn address_in(code: &str) -> Option<(&str, &str, &str)> {
    let starts =
        ["import(", "new URL("].iter().flat_map(|form| code.match_indices(form).map(|(at, _)| at + form.len()));
    let found = starts.filter_map(|at| {
        let quote = code[at..].chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let length = code[at + 1..].find(quote)?;
        let address = &code[at + 1..at + 1 + length];
        address.starts_with('.').then(|| (&code[..at + 1], address, &code[at + 1 + length..]))
    });
    found.min_by_key(|(before, ..)| before.len())
}

/// The modules of a theme, by their path within `assets/`.
#[derive(Debug, Default)]
pub(super) struct Modules(BTreeMap<String, Module>);

impl Modules {
    pub(super) fn insert(&mut self, path: &str, module: Module) {
        self.0.insert(path.to_owned(), module);
    }

    /// The modules that are published: those that no other module holds, or that one asks for later. Each stands after all that it needs.
    ///
    /// # Errors
    /// The path of a module, and what is wrong there: it needs one that is not there, or one that needs it.
    pub(super) fn published(&self) -> Result<Vec<&str>, (String, Mistake)> {
        let mut order = Vec::new();
        for path in self.0.keys() {
            self.visit(path, &mut Vec::new(), &mut order)?;
        }
        let held: BTreeSet<&str> =
            self.0.values().flat_map(|module| &module.imports).map(|import| &*import.path).collect();
        let asked: BTreeSet<&str> = self.0.values().flat_map(Module::addresses).map(|(path, _)| path).collect();
        Ok(order.into_iter().filter(|path| !held.contains(path) || asked.contains(path)).collect())
    }

    fn visit<'a>(
        &'a self,
        path: &'a str,
        open: &mut Vec<&'a str>,
        order: &mut Vec<&'a str>,
    ) -> Result<(), (String, Mistake)> {
        if order.contains(&path) {
            return Ok(());
        }
        open.push(path);
        for (needed, byte) in self.0[path].needs() {
            let wrong = |message: String| (path.to_owned(), (byte, message));
            if open.contains(&needed) {
                return Err(wrong(format!("`{needed}` needs this module itself, in a circle")));
            }
            if !self.0.contains_key(needed) {
                return Err(wrong(format!("the theme has no script `assets/{needed}`")));
            }
            self.visit(needed, open, order)?;
        }
        open.pop();
        order.push(path);
        Ok(())
    }

    /// A module with all that it imports, as one file. `published` gives the published path, within `assets/`, of a file that is asked for later.
    ///
    /// # Errors
    /// The path of a module that asks for a file that is not there.
    pub(super) fn joined(
        &self,
        path: &str,
        published: impl Fn(&str) -> Option<String>,
    ) -> Result<String, (String, Mistake)> {
        let mut order = Vec::new();
        self.hold(path, &mut order);
        let up = "../".repeat(path.matches('/').count());
        let mut out = String::new();
        for held in order {
            let module = &self.0[held];
            let mut code = String::new();
            for import in module.imports.iter().filter(|import| !import.names.is_empty()) {
                code.push_str(&format!("const {{ {} }} = {};\n", import.names, scope(&import.path)));
            }
            for piece in &module.code {
                match piece {
                    Piece::Code(text) => code.push_str(text),
                    Piece::Address(target, byte) => {
                        let missing = || (held.to_owned(), (*byte, format!("the theme has no file `assets/{target}`")));
                        code.push_str(&format!("./{up}{}", published(target).ok_or_else(missing)?));
                    }
                }
            }
            out.push_str(&module.wrapped(held, &code, held == path));
        }
        Ok(out)
    }

    /// A module after all those that it imports, each once.
    fn hold<'a>(&'a self, path: &'a str, order: &mut Vec<&'a str>) {
        if order.contains(&path) {
            return;
        }
        for import in &self.0[path].imports {
            self.hold(&import.path, order);
        }
        order.push(path);
    }
}

/// The name of a held module in the file that holds it: `$numbers_js`.
fn scope(path: &str) -> String {
    format!("${}", path.replace(|c: char| !c.is_ascii_alphanumeric(), "_"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn modules(files: &[(&str, &str)]) -> Modules {
        let mut modules = Modules::default();
        for (path, text) in files {
            modules.insert(path, read(path, text).expect("a module"));
        }
        modules
    }

    #[test]
    fn a_module_is_published_with_what_it_imports() {
        let modules = modules(&[
            ("page.js", "// One.\nimport { a, b as c } from \"./parts/a.js\";\nimport './log.js';\n\nc(a);\n"),
            (
                "parts/a.js",
                "import { d } from \"../log.js\";\nexport const a = 1;\nconst x = d;\nexport async function b(y) {\n  return x + y;\n}\n",
            ),
            ("log.js", "export class d {}\n"),
        ]);
        assert_eq!(modules.published(), Ok(vec!["page.js"]));
        assert_eq!(
            modules.joined("page.js", |_| None).expect("joined"),
            "const $log_js = (() => {\nexport class d {}\n".replace("export ", "")
                + "return { d };\n})();\n\
                   const $parts_a_js = (() => {\nconst { d } = $log_js;\nconst a = 1;\nconst x = d;\n\
                   async function b(y) {\n  return x + y;\n}\nreturn { a, b };\n})();\n\
                   const { a, b: c } = $parts_a_js;\n// One.\n\nc(a);\n"
        );
    }

    #[test]
    fn what_is_asked_for_later_is_published_alone_and_keeps_its_exports() {
        let modules = modules(&[
            (
                "page.js",
                "import { a } from \"./a.js\";\na(() => import(\"./later.js\"), new URL('./x.svg', import.meta.url));\n",
            ),
            ("a.js", "/** @typedef {import(\"./page.js\").X} X */\nexport const a = 1;\n"),
            ("later.js", "import { a } from \"./a.js\";\nexport function b() {}"),
        ]);
        assert_eq!(modules.published(), Ok(vec!["later.js", "page.js"]));
        let published = |path: &str| match path {
            "later.js" => Some("later.1.js".to_owned()),
            "x.svg" => Some("x.2.svg".to_owned()),
            _ => None,
        };
        let page = modules.joined("page.js", published).expect("joined");
        assert!(
            page.ends_with("a(() => import(\"./later.1.js\"), new URL('./x.2.svg', import.meta.url));\n"),
            "{page}"
        );
        let later = modules.joined("later.js", published).expect("joined");
        assert!(later.ends_with("function b() {}\nexport { b };\n"), "{later}");
    }

    #[test]
    fn forms_that_cannot_be_joined_are_refused_at_their_place() {
        for (line, message) in [
            ("import * as x from \"./x.js\";", IMPORT_FORMS),
            ("import x from \"./x.js\";", IMPORT_FORMS),
            ("import { x } from \"x\";", IMPORT_FORMS),
            ("import { x } from \"https://example.org/x.js\";", IMPORT_FORMS),
            ("import { x } from \"../x.js\";", IMPORT_FORMS),
            ("export default 1;", EXPORT_FORMS),
            ("export { x };", EXPORT_FORMS),
            ("export let x = 1;", EXPORT_FORMS),
        ] {
            assert_eq!(read("a.js", &format!("// é\n{line}\n")).expect_err(line), (6, message.to_owned()), "{line}");
        }
        assert_eq!(read("a.js", "x = import(\"../x.js\");").expect_err("outside").0, 12);
    }

    #[test]
    fn a_module_that_is_missing_or_needs_itself_is_told() {
        let circle =
            modules(&[("a.js", "import { b } from \"./b.js\";\n"), ("b.js", "\nimport { a } from \"./a.js\";\n")]);
        let (path, (byte, message)) = circle.published().expect_err("a circle");
        assert_eq!((path.as_str(), byte, message.contains("`a.js`")), ("b.js", 1, true));
        let missing = modules(&[("a.js", "import(\"./b.js\");\n")]);
        assert_eq!(missing.published().expect_err("missing").0, "a.js");
    }
}
