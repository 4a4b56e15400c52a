//! Scripts as they are published: without comments, indentation and the spaces that only people need. Names and lines stay, so that an error on a
//! reader's console still points at a line that can be read.

/// The script without what a browser does not read. Texts, templates and regular expressions are copied as they stand; where a line ends, one still ends.
/// After a `)` a `/` divides: a regular expression there is written as a constant.
pub(super) fn compact(script: &str) -> String {
    let mut out = Compact { rest: script, out: String::with_capacity(script.len()), templates: Vec::new() };
    while let Some(c) = out.rest.chars().next() {
        out.step(c);
    }
    out.out
}

struct Compact<'a> {
    rest: &'a str,
    out: String,
    /// The braces that are open in each `${…}` that is open.
    templates: Vec<usize>,
}

/// Beside these a space says nothing.
const SIGNS: &str = "{}()[];,=?:<>&|";

/// After these words a `/` starts a regular expression.
const BEFORE_VALUE: [&str; 10] = ["return", "typeof", "case", "in", "of", "void", "delete", "else", "await", "yield"];

impl Compact<'_> {
    fn step(&mut self, c: char) {
        match c {
            '/' if self.rest.starts_with("//") => self.skip(|rest| rest.find('\n')),
            '/' if self.rest.starts_with("/*") => self.block(),
            '/' if self.starts_value() => self.copy(regular_expression),
            '"' | '\'' => self.copy(quoted),
            '`' => self.template(),
            '{' | '}' => self.brace(c),
            c if c.is_whitespace() => self.space(),
            c => self.take(c.len_utf8()),
        }
    }

    fn take(&mut self, bytes: usize) {
        let next = self.rest.chars().next().unwrap_or_default();
        if SIGNS.contains(next) && self.out.ends_with(' ') {
            self.out.pop();
        }
        self.out.push_str(&self.rest[..bytes]);
        self.rest = &self.rest[bytes..];
    }

    fn copy(&mut self, length: impl Fn(&str) -> usize) {
        self.take(length(self.rest));
    }

    fn skip(&mut self, end: impl Fn(&str) -> Option<usize>) {
        self.rest = &self.rest[end(self.rest).unwrap_or(self.rest.len())..];
    }

    /// `/* … */` stands for a space, or for the end of the lines that it is on.
    fn block(&mut self) {
        let end = self.rest[2..].find("*/").map_or(self.rest.len(), |at| at + 4);
        let has_line = self.rest[..end].contains('\n');
        self.rest = &self.rest[end..];
        self.gap(has_line);
    }

    fn space(&mut self) {
        let end = self.rest.find(|c: char| !c.is_whitespace()).unwrap_or(self.rest.len());
        let has_line = self.rest[..end].contains('\n');
        self.rest = &self.rest[end..];
        self.gap(has_line);
    }

    fn gap(&mut self, has_line: bool) {
        let last = self.out.chars().next_back().unwrap_or('\n');
        if has_line {
            if last == ' ' {
                self.out.pop();
            }
            if !self.out.is_empty() && !self.out.ends_with('\n') {
                self.out.push('\n');
            }
        } else if !last.is_whitespace() && !SIGNS.contains(last) {
            self.out.push(' ');
        }
    }

    /// Copies a template up to its end, or up to the code in it.
    fn template(&mut self) {
        let mut at = 1;
        while let Some(c) = self.rest[at..].chars().next() {
            at += match c {
                '\\' => 1 + self.rest[at + 1..].chars().next().map_or(0, char::len_utf8),
                '`' => return self.take(at + 1),
                '$' if self.rest[at..].starts_with("${") => {
                    self.templates.push(0);
                    return self.take(at + 2);
                }
                c => c.len_utf8(),
            };
        }
        self.take(at);
    }

    fn brace(&mut self, brace: char) {
        match self.templates.last_mut() {
            Some(0) if brace == '}' => {
                self.templates.pop();
                // The `}` stands where a template's first sign does.
                self.template();
            }
            Some(open) => {
                *open = if brace == '{' { *open + 1 } else { *open - 1 };
                self.take(1);
            }
            None => self.take(1),
        }
    }

    /// Whether a value may start here; after one, `/` divides.
    fn starts_value(&self) -> bool {
        let before = self.out.trim_end();
        let word_start = before
            .rfind(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$'))
            .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
        let word = &before[word_start..];
        if word.is_empty() { !before.ends_with([')', ']', '}', '"', '\'', '`']) } else { BEFORE_VALUE.contains(&word) }
    }
}

/// The length of a text between quotation marks, these included.
fn quoted(text: &str) -> usize {
    let quote = text.chars().next();
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => _ = chars.next(),
            c if Some(c) == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The length of `/…/`; the letters after it are a word like any other.
fn regular_expression(text: &str) -> usize {
    let mut is_class = false;
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => _ = chars.next(),
            '[' => is_class = true,
            ']' => is_class = false,
            '/' if !is_class => return at + 1,
            '\n' => return at,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::compact;

    #[test]
    fn comments_indentation_and_idle_spaces_go() {
        for (script, published) in [
            ("// What it is for.\n\nconst a = 1;\n", "const a=1;\n"),
            (
                "/**\n * @param {string} x\n */\nfunction f(x) {\n  return x + 1; // one more\n}\n",
                "function f(x){\nreturn x + 1;\n}\n",
            ),
            ("const a = /** @type {HTMLElement} */ (b);", "const a=(b);"),
            ("a\n\n\n  b\n", "a\nb\n"),
            ("a /* x */ b; x /* y\n z */ y", "a b;x\ny"),
            ("x = y + +z - -w; if (a) return [b];", "x=y + +z - -w;if (a)return[b];".replace("if (", "if(").as_str()),
        ] {
            assert_eq!(compact(script), published, "{script}");
        }
    }

    #[test]
    fn texts_templates_and_regular_expressions_stay_as_they_are() {
        for script in [
            "a='  // no comment  ';",
            r#"a="\"  /* no comment */ ' é";"#,
            "a=`  // ${b({c:`${d}  `})}  /* é */  \\` ${e}  `;",
            r"a=/[/`']  \/ '/gu.test(b);",
            r"return/ /;",
            "a=b / c / d;'  ';",
            "a=(b)/ c;'  ';",
            "a=`${b}\n    c`;",
        ] {
            assert_eq!(compact(script), script);
        }
    }

    #[test]
    fn what_never_ends_is_copied() {
        for script in ["a='b", "a=`b", "a=`${", "/* b", "a=/b"] {
            compact(script);
        }
    }
}
