//! Colours of code blocks, as classes of spans: the theme gives the colours, and nothing runs in the browser.

use std::sync::LazyLock;

use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;

/// Every class starts with this, so that the theme's own never meet them.
const STYLE: ClassStyle = ClassStyle::SpacedPrefixed { prefix: "hl-" };

/// Code longer than this is data; colours would cost more than they say.
const LONGEST: usize = 64 * 1024;

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// The code as escaped HTML with spans; none for a language that is not known, and for plain text.
pub fn code(language: &str, source: &str) -> Option<String> {
    if language.is_empty() || source.len() > LONGEST {
        return None;
    }
    let syntax = SYNTAXES.find_syntax_by_token(language)?;
    if syntax.name == SYNTAXES.find_syntax_plain_text().name {
        return None;
    }
    let mut generator = ClassedHTMLGenerator::new_with_class_style(syntax, &SYNTAXES, STYLE);
    for line in LinesWithEndings::from(source) {
        generator.parse_html_for_line_which_includes_newline(line).ok()?;
    }
    Some(generator.finalize())
}
