//! Stylesheets as they are published: without comments and without the spaces that only people read.

/// Shortens a stylesheet. Texts in quotation marks stay as they are; a stylesheet that is not well formed stays as wrong as it was.
pub(super) fn shortened(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(next) = rest.chars().next() {
        let length = match next {
            '"' | '\'' => quoted(rest),
            '/' if rest.starts_with("/*") => {
                rest = rest.split_once("*/").map_or("", |(_, after)| after);
                continue;
            }
            _ if next.is_ascii_whitespace() => {
                rest = rest.trim_ascii_start();
                if !out.is_empty() && !out.ends_with([' ', '{', '}', ';', ',', ':']) {
                    out.push(' ');
                }
                continue;
            }
            _ => next.len_utf8(),
        };
        // No selector and no value needs a space before these.
        if matches!(next, '{' | '}' | ';' | ',') && out.ends_with(' ') {
            out.pop();
        }
        out.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    out
}

/// The length of the text in quotation marks that `css` starts with.
fn quoted(css: &str) -> usize {
    let mut characters = css.char_indices();
    let Some((_, mark)) = characters.next() else { return 0 };
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' => drop(characters.next()),
            _ if character == mark => return at + character.len_utf8(),
            _ => {}
        }
    }
    css.len()
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn a_stylesheet_loses_what_only_people_read() {
        for (css, short) in [
            ("/* x */\na > b { color : red ; width: calc(1px + 2px) }\n", "a > b{color :red;width:calc(1px + 2px)}"),
            ("a  .b,\n  c :hover { margin: 0 -1px }\n", "a .b,c :hover{margin:0 -1px}"),
            ("a { content: \"–  /* \\\" ; \" }", "a{content:\"–  /* \\\" ; \"}"),
            (
                "@media screen and (max-width: 760px) {\n  a { b: c }\n}\n",
                "@media screen and (max-width:760px){a{b:c}}",
            ),
            (":root { --x: light-dark(#FFF, #000); }", ":root{--x:light-dark(#FFF,#000);}"),
            ("a { b: 'é", "a{b:'é"),
            ("a /* never closed", "a "),
        ] {
            assert_eq!(shortened(css), short);
        }
    }
}
