//! Where in a front matter a cursor stands: in which map, and at which key's value. The text is being written, so that no parser may be asked: lines,
//! indentation and brackets tell enough.

use crate::model::schema::{Key, Map, Shape};

/// A place in a front matter.
#[derive(Debug)]
pub struct Context {
    /// The map that is written.
    pub map: &'static Map,
    /// The key whose value is written; none where a key is.
    pub key: Option<&'static Key>,
    /// Keys that the map has already.
    pub present: Vec<String>,
}

/// Reads the lines before an offset of a front matter. `None` where they lead to nothing that the schema knows.
pub fn read(root: &'static Map, before: &str, after: &str) -> Option<Context> {
    let (lines, line) = before.rsplit_once('\n').unwrap_or(("", before));
    let (mut indent, mut inside) = indented(line);
    // A row's own line: `- {id: x, sect|`.
    if let Some(rest) = inside.strip_prefix('-') {
        inside = rest.trim_start();
        indent += 2;
    }
    let mut path = enclosing(lines, indent);
    let (flow, rest) = open_flow(inside);
    path.extend(flow);
    let map = path.iter().try_fold(root, |map, name| map.key(name)?.shape.map())?;
    let key = rest.split_once(':').map(|(name, _)| name.trim());
    let key = match key {
        Some(name) => Some(map.key(name)?),
        None => None,
    };
    Some(Context { map, key, present: present(map, lines, line, after, indent) })
}

/// How deep a line begins, the mark of a row counted, and what stands there.
fn indented(line: &str) -> (usize, &str) {
    let inside = line.trim_start_matches(' ');
    (line.len() - inside.len(), inside)
}

/// The keys that hold a line of this depth, outermost first.
fn enclosing(lines: &str, indent: usize) -> Vec<&str> {
    let mut path = Vec::new();
    let mut depth = indent;
    for line in lines.lines().rev() {
        let (mut at, mut inside) = indented(line);
        if inside.is_empty() || inside.starts_with('#') {
            continue;
        }
        while let Some(rest) = inside.strip_prefix("- ") {
            at += inside.len() - rest.trim_start().len();
            inside = rest.trim_start();
        }
        if at < depth
            && let Some((name, rest)) = inside.split_once(':')
        {
            if rest.trim().is_empty() || rest.trim_start().starts_with('#') {
                path.push(name.trim());
            }
            depth = at;
        }
        if depth == 0 {
            break;
        }
    }
    path.reverse();
    path
}

/// The keys of flow maps that are open at the end of a line, and what stands in the innermost: `fines: [{imposed: 3, ba` gives `fines` and ` ba`.
fn open_flow(line: &str) -> (Vec<&str>, &str) {
    let mut open: Vec<(char, Option<&str>)> = Vec::new();
    let (mut start, mut quote) = (0, None);
    let mut key: Option<&str> = None;
    for (at, c) in line.char_indices() {
        match (quote, c) {
            (Some(mark), c) if c == mark => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '{' | '[') => {
                open.push((c, key.take()));
                // A list of plain values belongs to its key.
                if c == '{' {
                    start = at + 1;
                }
            }
            (None, '}' | ']') => {
                open.pop();
            }
            (None, ',') if open.last().is_some_and(|(mark, _)| *mark == '{') => {
                start = at + 1;
                key = None;
            }
            (None, ':') if line[at + 1..].starts_with([' ', '[', '{']) || at + 1 == line.len() => {
                key = Some(line[start..at].trim());
            }
            _ => {}
        }
    }
    match open.iter().rposition(|(mark, _)| *mark == '{') {
        // The key of a list of values that is still open is no map.
        Some(innermost) => (open[..=innermost].iter().filter_map(|(_, key)| *key).collect(), &line[start..]),
        None => (Vec::new(), line),
    }
}

/// The keys written around a place at the same depth; in a flow map, those of its line.
fn present(map: &Map, lines: &str, line: &str, after: &str, indent: usize) -> Vec<String> {
    let rest = after.lines().next().unwrap_or("");
    let is_flow = line.contains('{');
    let near: Vec<&str> = if is_flow {
        line.rsplit('{').next().unwrap_or(line).split(',').chain(rest.split(['}', ',']).take(8)).collect()
    } else {
        let above = lines.lines().rev().take_while(|other| belongs(other, indent));
        let below = after.lines().skip(1).take_while(|other| belongs(other, indent));
        above.chain(below).filter(|other| depth(other) == indent).collect()
    };
    let names = near
        .into_iter()
        .filter_map(|part| Some(part.split_once(':')?.0.trim().trim_start_matches("- ").trim().to_owned()));
    names.filter(|name| map.key(name).is_some()).collect()
}

/// The depth of a line, the mark of a row counted.
fn depth(line: &str) -> usize {
    let (at, inside) = indented(line);
    at + if inside.starts_with("- ") { 2 } else { 0 }
}

fn belongs(line: &str, indent: usize) -> bool {
    line.trim().is_empty() || depth(line) >= indent
}

/// Whether a shape is written as words of a list or a reference, which an editor can propose.
pub fn item_shape(shape: Shape) -> Shape {
    match shape {
        Shape::List(item) => *item,
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::schema::DECISION;

    /// `map[.key]` at the bar of a text.
    fn at(text: &str) -> String {
        let (before, after) = text.split_once('|').expect("a bar");
        match read(&DECISION, before, after) {
            Some(Context { map, key, present }) => {
                let key = key.map_or(String::new(), |key| format!(".{}", key.name));
                format!("{}{key} {present:?}", map.name)
            }
            None => "nothing".to_owned(),
        }
    }

    #[test]
    fn a_cursor_is_in_a_map_and_at_a_key_or_its_value() {
        for (text, expected) in [
            ("nu|", "decision []"),
            ("number: x\n|\ndate: y\n", "decision [\"number\", \"date\"]"),
            ("procedure: |", "decision.procedure []"),
            ("entities:\n  - id: x\n    |\n", "entities [\"id\"]"),
            ("entities:\n  - id: x\n    sector: s|\n", "entities.sector [\"id\"]"),
            ("fines:\n  - {entity: x, |}\n", "fines [\"entity\"]"),
            ("fines:\n  - {entity: x, basis: [rgpd.32, |]}\n", "fines.basis [\"entity\", \"basis\"]"),
            ("fines: [{entity: x, im|}]\n", "fines [\"entity\"]"),
            ("appeals:\n  - {court: cjue, fines: [{final: |}]}\n", "appeal-fines.final [\"final\"]"),
            ("origin: [press, |]\n", "decision.origin []"),
            ("inconnu:\n  - x: |\n", "nothing"),
        ] {
            assert_eq!(at(text), expected, "{text}");
        }
    }
}
