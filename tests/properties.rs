//! What holds of any text: readers do not panic, places are places, and what was compiled before changes nothing.

#[allow(unused)]
mod common;

use std::sync::LazyLock;

use proptest::prelude::*;
use rubrique::analysis::Analysis;
use rubrique::analysis::texts::Target;
use rubrique::compile;
use rubrique::config::{Config, NamingPolicy};
use rubrique::corpus::Corpus;
use rubrique::diag::{Diagnostic, Outcome, Sink};
use rubrique::inputs::Inputs;
use rubrique::memo::Memo;
use rubrique::model::value::DocId;
use rubrique::source::SourceFile;
use rubrique::syntax::yaml::{self, Node, Value};
use rubrique::{fix, outputs, parse, report};

type Files = Vec<(String, String)>;

static BOOK: LazyLock<Files> =
    LazyLock::new(|| common::files("content", ".md").into_iter().chain(common::acts()).collect());

/// A few files of each kind, and every act: enough for an analysis, little enough for many.
static SMALL: LazyLock<Files> = LazyLock::new(|| {
    let is_kept = |path: &str| !path.contains("/decisions/") || path.contains("/decisions/2020/");
    BOOK.iter().filter(|(path, _)| is_kept(path)).cloned().collect()
});

fn inputs(files: &[(String, String)]) -> Inputs {
    let config = Config { naming: NamingPolicy::Public, ..Config::default() };
    common::inputs(files.iter().map(|(path, text)| (path.as_str(), text.as_str())), config, common::day("2026-11-23"))
}

/// Everything that can be seen of an analysis, as text.
fn seen(inputs: &Inputs, analysed: Outcome<Analysis>) -> String {
    let Outcome { value: analysis, diagnostics } = analysed;
    let diagnostics = report::json(&report::sorted(diagnostics, &inputs.sources), &inputs.sources);
    let rows = outputs::figures::rows(&analysis.corpus, &analysis.figures, &inputs.sources, |_| true);
    let figures = outputs::figures::json(&rows, inputs.today);
    format!("{diagnostics}{figures}{:?}{:?}", analysis.texts, analysis.graph)
}

/// A way to spoil a text: a place in it, by thousandths, and what happens there.
#[derive(Clone, Debug)]
struct Edit {
    at: usize,
    change: Change,
}

#[derive(Clone, Debug)]
enum Change {
    Insert(String),
    /// So many characters go.
    Remove(usize),
    DoubleLine,
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let tricks = [
        "\t",
        "\r",
        "\n",
        "\u{feff}",
        "\u{0}",
        "---\n",
        "...\n",
        "\"",
        "'",
        "{",
        "}",
        "[",
        "]",
        ": ",
        "- ",
        "&a ",
        "*a",
        "!!x ",
        "<<: ",
        "{{",
        "}}",
        "{{ratio}}",
        "[[",
        "]]",
        "[[nope]]",
        "`",
        "```\n",
        "<b>",
        "](javascript:x)",
        "#",
        "é",
        "e\u{301}",
        "\u{fffc}",
        "𝔸",
        "|",
        "\\",
        "article 32 ",
        "-1",
        "1e9",
        "99999999999999999999",
    ];
    let change = prop_oneof![
        4 => prop::sample::select(tricks.to_vec()).prop_map(|text| Change::Insert(text.to_owned())),
        1 => "\\PC{0,4}".prop_map(Change::Insert),
        2 => (1_usize..40).prop_map(Change::Remove),
        1 => Just(Change::DoubleLine),
    ];
    prop::collection::vec((0_usize..1000, change).prop_map(|(at, change)| Edit { at, change }), 1..6)
}

fn edited(text: &str, edits: &[Edit]) -> String {
    edits.iter().fold(text.to_owned(), |text, edit| {
        let count = text.chars().count();
        let (before, after): (String, String) = {
            let at = count * edit.at / 1000;
            (text.chars().take(at).collect(), text.chars().skip(at).collect())
        };
        match &edit.change {
            Change::Insert(new) => before + new + &after,
            Change::Remove(gone) => before + &after.chars().skip(*gone).collect::<String>(),
            Change::DoubleLine => {
                let line = after.lines().next().unwrap_or_default();
                format!("{before}{line}\n{after}")
            }
        }
    })
}

/// A place is a part of its file, on character boundaries.
fn places_hold(diagnostics: &[Diagnostic], find: impl Fn(rubrique::source::FileId) -> Option<String>) {
    for one in diagnostics {
        for span in std::iter::once(one.span).chain(one.related.iter().map(|related| related.span)) {
            let text = find(span.file).unwrap_or_else(|| panic!("no file for {one:?}"));
            assert!(text.get(span.range()).is_some(), "{one:?} is no part of {} bytes", text.len());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn the_yaml_reader_takes_any_text(text in prop_oneof!["\\PC{0,200}", "[ \\-:\\[\\]{}&*!|>'\"#,a0\n\t\r.~?%@`<]{0,120}"]) {
        let (file, sink) = (SourceFile::new("content/pages/x.md", text.as_str()), Sink::default());
        yaml::parse(&file, 0..text.len(), &sink);
        places_hold(&sink.into_vec(), |_| Some(text.clone()));
    }

    #[test]
    fn any_file_in_any_folder_is_read(
        text in "(---\n)?\\PC{0,80}(\n---\n)?\\PC{0,200}",
        path in prop::sample::select(vec!["decisions/san-2020-014.md", "pages/x.en.md", "acts/x.yml", "provisions/rgpd-32.md", "checklists/x.md"]),
    ) {
        let file = SourceFile::new(format!("content/{path}"), text.as_str());
        places_hold(&parse::file(&file, "content").diagnostics, |_| Some(text.clone()));
    }

    #[test]
    fn a_spoilt_file_is_read(which in any::<prop::sample::Index>(), edits in edits()) {
        let (path, text) = &BOOK[which.index(BOOK.len())];
        let text = edited(text, &edits);
        let file = SourceFile::new(path.as_str(), text.as_str());
        places_hold(&parse::file(&file, "content").diagnostics, |_| Some(text.clone()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// One memo lives through all edits of a run: what it remembers shows nowhere.
    #[test]
    fn warm_equals_cold(rounds in prop::collection::vec((any::<prop::sample::Index>(), edits()), 1..4)) {
        let (mut files, mut memo) = (SMALL.clone(), Memo::default());
        compile::analyse(&inputs(&files), &mut memo);
        for (which, edits) in rounds {
            let at = which.index(files.len());
            files[at].1 = edited(&files[at].1, &edits);
            let inputs = inputs(&files);
            let (warm, cold) = (compile::analyse(&inputs, &mut memo), compile::analyse(&inputs, &mut Memo::default()));
            places_hold(&cold.diagnostics, |id| inputs.sources.get(id).map(|file| file.text.to_string()));
            let (warm, cold) = (seen(&inputs, warm), seen(&inputs, cold));
            prop_assert!(warm == cold, "{}", files[at].1);
        }
    }
}

/// The book after everything that takes no judgement, and how many turns that took.
fn mended(mut files: Files, memo: &mut Memo) -> (Files, usize) {
    for turn in 0.. {
        let inputs = inputs(&files);
        let analysed = compile::analyse(&inputs, memo);
        let mut edits = fix::edits(&inputs, &analysed.value, &analysed.diagnostics, |_| true);
        if edits.is_empty() {
            return (files, turn);
        }
        assert!(turn < 8, "{edits:?} come to no end");
        for (path, text) in &mut files {
            let edits = edits.remove(path).unwrap_or_default();
            *text = fix::applied(text, &edits);
        }
    }
    unreachable!("the turns are counted")
}

fn figures(files: &[(String, String)]) -> String {
    let inputs = inputs(files);
    let analysis = compile::analyse(&inputs, &mut Memo::default()).value;
    let mut rows = outputs::figures::rows(&analysis.corpus, &analysis.figures, &inputs.sources, |_| true);
    rows.iter_mut().flat_map(|row| &mut row.working).for_each(|line| line.inputs.clear());
    // Keys may move, and then the lines that the working names.
    outputs::figures::json(&rows, inputs.today)
}

/// What is mended, so put that it changes no meaning: inside words and between sentences.
fn slips() -> impl Strategy<Value = Vec<(usize, &'static str)>> {
    let slips =
        [" Attention: ", " Quoi? ", " «mot» ", " 50% ", " e\u{301}te\u{301} ", " 10M€; ", " `a: b` ", " 14:30 "];
    prop::collection::vec((0_usize..1000, prop::sample::select(slips.to_vec())), 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    /// Whatever was spoilt: mended twice is mended once.
    #[test]
    fn mending_comes_to_an_end(which in any::<prop::sample::Index>(), edits in edits(), slips in slips()) {
        let (mut files, mut memo) = (SMALL.clone(), Memo::default());
        let at = which.index(files.len());
        let slips: Vec<Edit> = slips.into_iter().map(|(at, text)| Edit { at, change: Change::Insert(text.to_owned()) }).collect();
        files[at].1 = edited(&edited(&files[at].1, &edits), &slips);
        let (once, _) = mended(files, &mut memo);
        let (twice, turns) = mended(once.clone(), &mut memo);
        prop_assert!(turns == 0 && once == twice);
    }

    /// Slips in the text of a decision are mended, and its figures stay.
    #[test]
    fn mending_changes_no_figure(which in any::<prop::sample::Index>(), slips in slips()) {
        let mut files = SMALL.clone();
        let decisions: Vec<usize> = (0..files.len()).filter(|at| files[*at].0.contains("/decisions/") && !files[*at].0.ends_with(".en.md")).collect();
        let text = &mut files[decisions[which.index(decisions.len())]].1;
        let body = text.match_indices("---\n").nth(1).expect("a front matter").0 + "---\n".len();
        for (at, slip) in slips {
            let at = body + (text.len() - body) * at / 1000;
            let at = (at..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
            text.insert_str(at, slip);
        }
        let before = figures(&files);
        let (after, _) = mended(files, &mut Memo::default());
        prop_assert!(figures(&after) == before);
    }
}

#[test]
fn neither_the_order_of_files_nor_the_number_of_threads_shows() {
    let mut files = BOOK.clone();
    let forwards = inputs(&files);
    let expected = seen(&forwards, compile::analyse(&forwards, &mut Memo::default()));
    files.reverse();
    for threads in [1, 5] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool of threads");
        let inputs = inputs(&files);
        let found = pool.install(|| seen(&inputs, compile::analyse(&inputs, &mut Memo::default())));
        assert!(found == expected, "{threads} threads");
    }
}

#[test]
fn backward_links_are_the_transpose_of_links() {
    let inputs = inputs(&BOOK);
    let Analysis { corpus, graph, .. } = compile::analyse(&inputs, &mut Memo::default()).value;
    let mut forwards = Vec::new();
    for (at, edge) in graph.edges().enumerate() {
        assert!(corpus.documents.contains_key(&edge.from), "{edge:?} starts somewhere");
        if let (Some(to), true) = (document(&corpus, &edge.to), edge.passage.is_some()) {
            assert!(corpus.documents.contains_key(&to), "{edge:?} ends somewhere");
            forwards.push((to, at));
        }
    }
    let position = |edge: &rubrique::analysis::graph::Edge| graph.edges().position(|other| std::ptr::eq(edge, other));
    let mut backwards = Vec::new();
    for id in corpus.documents.keys() {
        let passages = graph.passages_to(id).filter_map(|(edge, _)| position(edge));
        backwards.extend(passages.map(|at| (id.clone(), at)));
    }
    forwards.sort();
    backwards.sort();
    assert!(forwards.len() > 100, "the book has links");
    assert_eq!(forwards, backwards);
}

/// The document whose page a target stands on.
fn document(corpus: &Corpus, target: &Target) -> Option<DocId> {
    match target {
        Target::Document(id) | Target::Anchor(id, _) => Some(id.clone()),
        Target::Provision(provision) => corpus.provision_document(provision).map(|document| document.id().clone()),
        Target::Item(address) => corpus.item(address).map(|(document, _)| document.id().clone()),
        Target::File(_) => None,
    }
}

// ── the oracle: another YAML reader ──

#[test]
fn the_reader_sees_what_another_one_sees() {
    for (path, text) in BOOK.iter() {
        let range = yaml_range(path, text);
        let (file, sink) = (SourceFile::new(path.as_str(), text.as_str()), Sink::default());
        let ours = yaml::parse(&file, range.clone(), &sink).unwrap_or_else(|| panic!("{path}: cannot be read"));
        let theirs: serde_yaml::Value =
            serde_yaml::from_str(&text[range]).unwrap_or_else(|error| panic!("{path}: {error}"));
        agree(&ours, &theirs, path);
    }
}

fn yaml_range(path: &str, text: &str) -> std::ops::Range<usize> {
    if path.ends_with(".yml") {
        return 0..text.len();
    }
    let end = text[4..].find("\n---").unwrap_or_else(|| panic!("{path}: no front matter"));
    4..4 + end + 1
}

fn agree(ours: &Node, theirs: &serde_yaml::Value, path: &str) {
    use serde_yaml::Value as Other;
    match (&ours.value, theirs) {
        (Value::Null, Other::Null) => {}
        (Value::Scalar { text, .. }, Other::String(other)) => assert_eq!(text, other, "{path}"),
        (Value::Scalar { text, plain: true }, Other::Bool(other)) => assert_eq!(*text, other.to_string(), "{path}"),
        (Value::Scalar { text, plain: true }, Other::Number(other)) => {
            assert_eq!(text.parse::<f64>().ok(), other.as_f64(), "{path}: {text}");
        }
        (Value::Seq(items), Other::Sequence(others)) => {
            assert_eq!(items.len(), others.len(), "{path}");
            items.iter().zip(others).for_each(|(item, other)| agree(item, other, path));
        }
        (Value::Map(entries), Other::Mapping(others)) => {
            assert_eq!(entries.len(), others.len(), "{path}");
            for (key, value) in entries {
                let other = others.get(key.value.as_str()).unwrap_or_else(|| panic!("{path}: no key {}", key.value));
                agree(value, other, path);
            }
        }
        (ours, theirs) => panic!("{path}: {ours:?} is not {theirs:?}"),
    }
}
