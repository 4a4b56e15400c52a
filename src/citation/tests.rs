//! The forms of citation, each in plain prose and in the typography of the web, and what holds for any text.

use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::diag::Sink;
use crate::model::act;
use crate::source::SourceFile;
use crate::syntax::yaml;

const FORMS: &str = include_str!("../../tests/data/citations.txt");
const MORE: &str = include_str!("../../tests/data/citations-more.txt");

fn linker() -> &'static Linker {
    static LINKER: std::sync::OnceLock<Linker> = std::sync::OnceLock::new();
    LINKER.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/acts");
        let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        let acts: Vec<Arc<Act>> = paths.iter().map(|path| Arc::new(read_act(path))).collect();
        let decisions =
            [("SAN-2020-014", "san-2020-014"), ("SANPS-2023-004", "sanps-2023-004"), ("MED-2019-025", "med-2019-025")]
                .map(|(number, id)| (number, Arc::from(id)));
        Linker::new(&acts, decisions.iter().map(|(number, id)| (*number, id)), None)
    })
}

fn read_act(path: &Path) -> Act {
    let id = path.file_stem().unwrap().to_str().unwrap();
    let file = SourceFile::new(format!("acts/{id}.yml"), std::fs::read_to_string(path).unwrap());
    let sink = Sink::default();
    let node = yaml::parse(&file, 0..file.text.len(), &sink).unwrap();
    act::lower(&file, id, &node, &sink).unwrap()
}

struct Form<'a> {
    number: &'a str,
    act: Option<&'a str>,
    day: Date,
    this: Option<ProvisionId>,
    text: &'a str,
    expected: &'a str,
}

impl Form<'_> {
    fn context(&self) -> Context<'_> {
        Context { day: self.day, default_act: self.act, this_article: self.this.as_ref() }
    }
}

fn forms(table: &str) -> impl Iterator<Item = Form<'_>> {
    table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(|line| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [number, options, text, expected] = cells[..] else { panic!("four cells: {line:?} {cells:?}") };
        let option = |key: &str| options.split(' ').find_map(|word| word.strip_prefix(key)?.strip_prefix('='));
        Form {
            number,
            act: option("act"),
            day: option("day").unwrap_or("2026-11-23").parse().unwrap(),
            this: option("this").map(|id| ProvisionId::parse(id).unwrap()),
            text,
            expected,
        }
    })
}

fn print(reference: &Reference) -> String {
    match reference.status {
        Status::Linked => {
            let targets: Vec<String> =
                reference.parts.iter().flat_map(|part| part.targets.iter()).map(target).collect();
            targets.join("+")
        }
        Status::Foreign => "foreign".into(),
        Status::Unresolved => "unresolved".into(),
        Status::Impossible => "impossible".into(),
    }
}

fn target(target: &Target) -> String {
    match target {
        Target::Provision(id) => id.to_string(),
        Target::Decision(id) => id.clone(),
    }
}

/// `rgpd.12~14` is `rgpd.12+rgpd.13+rgpd.14`.
fn expand(expected: &str) -> String {
    let one = |word: &str| match word.split_once('~') {
        Some((from, to)) => {
            let (above, first) = from.rsplit_once('.').unwrap();
            let numbers = first.parse::<u32>().unwrap()..=to.parse().unwrap();
            numbers.map(|number| format!("{above}.{number}")).collect::<Vec<_>>().join("+")
        }
        None => word.to_owned(),
    };
    let reference = |word: &str| word.split('+').map(one).collect::<Vec<_>>().join("+");
    expected.split(' ').map(reference).collect::<Vec<_>>().join(" ").replace('-', "\u{2011}")
}

fn seen(text: &str, context: &Context<'_>) -> String {
    let references = linker().references(text, context);
    let printed: Vec<String> = references.iter().map(print).collect();
    if printed.is_empty() { "-".into() } else { printed.join(" ") }.replace('-', "\u{2011}")
}

type Variant = (&'static str, fn(&str) -> String);

/// How the same words are typed elsewhere.
const VARIANTS: &[Variant] = &[
    ("as written", str::to_owned),
    ("no-break spaces", |text| text.replace(' ', "\u{a0}")),
    ("narrow spaces", |text| text.replace(' ', "\u{202f}")),
    ("thin spaces", |text| text.replace(' ', "\u{2009}")),
    ("line breaks", |text| text.replace(' ', "\n")),
    ("two spaces", |text| text.replace(' ', "  ")),
    ("curly apostrophes", |text| text.replace('\'', "’")),
    ("straight apostrophes", |text| text.replace('’', "'")),
    ("non-breaking hyphens", |text| text.replace(['-', '–'], "\u{2011}")),
    ("en dashes", |text| text.replace('-', "–")),
    ("minus signs", |text| text.replace('-', "−")),
    ("hyphens", |text| text.replace('–', "-")),
    ("no for n°", |text| text.replace("n°", "no")),
    ("nº for n°", |text| text.replace("n°", "nº")),
    ("n° glued", |text| text.replace("n° ", "n°").replace("no ", "n°")),
    ("decomposed accents", |text| unicode_normalization::UnicodeNormalization::nfd(text).collect()),
    ("composed accents", |text| unicode_normalization::UnicodeNormalization::nfc(text).collect()),
    ("straight quotes", |text| text.replace("« ", "\"").replace(" »", "\"")),
    ("in a sentence", |text| format!("Elle a retenu ceci : {text}. La suite.")),
    ("in brackets", |text| format!("Un manquement ({text}) a été constaté.")),
    ("after a paragraph of prose", |text| format!("La formation restreinte a entendu les parties.\n{text}")),
];

#[test]
fn every_form_is_read_in_every_typography() {
    let mut failures = Vec::new();
    for form in forms(FORMS).chain(forms(MORE)) {
        for (name, vary) in VARIANTS {
            let text = vary(form.text);
            let (seen, expected) = (seen(&text, &form.context()), expand(form.expected));
            if seen != expected {
                failures.push(format!("#{} {name}: {text:?}\n     seen {seen}\n expected {expected}", form.number));
            }
        }
    }
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn a_range_reads_as_the_citation() {
    for (text, expected) in [
        ("violation des articles 32 et 33 du RGPD, car", vec![("articles 32 et 33 du RGPD", vec!["32", "33"])]),
        (
            "aux alinéas a) et g) de l’article 83, paragraphe 2, du Règlement.",
            vec![(
                "alinéas a) et g) de l’article 83, paragraphe 2, du Règlement",
                vec!["alinéas a)", "g) de l’article 83, paragraphe 2"],
            )],
        ),
        (
            "aux 5 et 6 de l'article 83 du RGPD",
            vec![("5 et 6 de l'article 83 du RGPD", vec!["5", "6 de l'article 83"])],
        ),
        ("(Articles 12-14 GDPR)", vec![("Articles 12-14 GDPR", vec!["12-14"])]),
        (
            "l’article 82 [de la loi « Informatique et Libertés »] dit",
            vec![("article 82 [de la loi « Informatique et Libertés »]", vec!["82"])],
        ),
        ("articles 32 et 101 du RGPD", vec![("articles 32", vec!["32"]), ("101 du RGPD", vec!["101"])]),
        ("loi n° 78-17, articles 20 et suivants.", vec![("articles 20 et suivants", vec!["20"])]),
        (
            "l’arti\u{ad}cle 49, paragraphe 1, deuxie\u{300}me aline\u{301}a, du RGPD",
            vec![(
                "arti\u{ad}cle 49, paragraphe 1, deuxie\u{300}me aline\u{301}a, du RGPD",
                vec!["49, paragraphe 1, deuxie\u{300}me aline\u{301}a"],
            )],
        ),
    ] {
        let references = linker().references(text, &plain());
        let seen: Vec<_> = references
            .iter()
            .map(|reference| {
                let parts: Vec<&str> = reference.parts.iter().map(|part| &text[part.range.clone()]).collect();
                (&text[reference.range.clone()], parts)
            })
            .collect();
        assert_eq!(seen, expected, "{text}");
    }
}

#[test]
fn a_problem_names_the_provision_and_the_nearest_that_exists() {
    for (text, provision, cause, nearest) in [
        ("article 32(5) du RGPD", "rgpd.32.5", Cause::Impossible, Some("rgpd.32")),
        ("article 101 du RGPD", "rgpd.101", Cause::Impossible, Some("rgpd.99")),
        ("considérant 200 du RGPD", "rgpd.recital.200", Cause::Impossible, Some("rgpd.recital.173")),
        ("article 32-II de la loi n° 78-17", "lil.32.II", Cause::OtherDays, None),
    ] {
        let references = linker().references(text, &plain());
        let problem = &references[0].problems[0];
        assert_eq!((problem.provision.as_str(), problem.cause), (provision, cause));
        if nearest.is_some() {
            assert_eq!(problem.nearest.as_ref().map(ProvisionId::as_str), nearest);
        }
    }
}

fn plain() -> Context<'static> {
    Context { day: "2026-11-23".parse().unwrap(), default_act: None, this_article: None }
}

/// Text that tempts a reader to look ahead or back. What is read twice as long takes twice as long, not four times.
#[test]
fn hostile_text_takes_linear_time() {
    const SIZE: usize = 1 << 17;
    for piece in [
        "article ",
        "article 1 ",
        "articles 1 à 99 ",
        "articles 1 à 99 du RGPD ",
        "a) ",
        "a), ",
        "1, ",
        "(",
        "((1)(a)",
        "(a)",
        "1",
        "1-",
        "1.",
        "1° du ",
        "a) et b) du 1 et 2 de ",
        "du 1, 2 et 3 du ",
        "article 1, ",
        "article 1 et ",
        "article 1-1-1",
        "X",
        "I, ",
        "§ ",
        "de l'article ",
        "du RGPD ",
        "loi n° ",
        "règlement (UE) ",
        "article 5 (",
        "premier et ",
        "premier alinéa ",
        "n° ",
        "SAN-2020-014 ",
        "é",
        "e\u{301}",
        "of the Swiss ",
        "point a) de l'",
        "paragraphe 1 ",
        "paragraphe 1 du présent article ",
        "\u{fffc}",
        "L. 34-5, ",
        "articles 5 du RGPD et ",
        "article 101 du RGPD, ",
        "article 5 et l'",
    ] {
        for start in ["Le RGPD, articles 5", "du RGPD, aux ", "la loi n° 78-17, article 5"] {
            let text = format!("{start}{}", piece.repeat(SIZE / piece.len()));
            let this = ProvisionId::parse("rgpd.33").unwrap();
            let context = Context { default_act: Some("rgpd"), this_article: Some(&this), ..plain() };
            let begun = std::time::Instant::now();
            let references = linker().references(&text, &context);
            let taken = begun.elapsed();
            if std::env::var_os("TIMES").is_some() {
                println!("{:>6} ms {start:?} {piece:?} {}", taken.as_millis(), references.len());
            }
            assert!(
                taken.as_millis() < 4000,
                "{taken:?} for {start:?} and {piece:?} ({} references)",
                references.len()
            );
        }
    }
}

fn pieces_of_text() -> impl Strategy<Value = String> {
    let words = [
        "article",
        "articles",
        "art.",
        "Article",
        "32",
        "33",
        "5-1-e)",
        "22-1",
        "20-III",
        "L. 34-5",
        "et",
        "ou",
        "à",
        ",",
        "-",
        "–",
        "(1)",
        "(a)",
        "a)",
        "§",
        "4",
        "paragraphe",
        "paragraphes",
        "point",
        "points",
        "alinéa",
        "deuxième",
        "du RGPD",
        "du Règlement",
        "de la loi n° 78-17",
        "of the GDPR",
        "RGPD",
        "de l'",
        "l’article",
        "de",
        "III",
        "7°",
        "du",
        "présent",
        "même",
        "considérant",
        "SAN-2020-014",
        "et suivants",
        "du code civil",
        "de la loi du 29 juillet 1881",
        "(",
        ")",
        "[",
        "\u{fffc}",
        "\u{a0}",
        "e\u{301}",
        ".",
        "of the Swiss Act",
        "bis",
        "99999",
        "aux",
        "le",
    ];
    let word = prop_oneof![9 => prop::sample::select(words.to_vec()).prop_map(str::to_owned), 1 => any::<String>()];
    prop::collection::vec((word, prop::sample::select(vec![" ", "", "\n"])), 0..40)
        .prop_map(|words| words.into_iter().map(|(word, space)| word + space).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn ranges_are_sound_in_any_text(text in prop_oneof![any::<String>(), pieces_of_text()], named in any::<bool>()) {
        let this = ProvisionId::parse("rgpd.33").unwrap();
        let context = Context { default_act: named.then_some("rgpd"), this_article: named.then_some(&this), ..plain() };
        let mut end = 0;
        for reference in linker().references(&text, &context) {
            prop_assert!(end <= reference.range.start && reference.range.start < reference.range.end);
            end = reference.range.end;
            prop_assert!(text.get(reference.range.clone()).is_some());
            let mut inside = reference.range.start;
            for part in &reference.parts {
                prop_assert!(inside <= part.range.start && part.range.start < part.range.end, "{part:?}");
                inside = part.range.end;
                prop_assert!(text.get(part.range.clone()).is_some());
                prop_assert_eq!(!part.targets.is_empty(), reference.status == Status::Linked);
            }
            prop_assert!(inside <= end);
        }
    }

    /// A paragraph that names its acts reads the same after another, whatever that one says.
    #[test]
    fn a_full_citation_reads_the_same_after_any_paragraph(before in pieces_of_text(), form in 0..4usize) {
        let form = ["articles 32 et 33 du RGPD", "article 82 de la loi n° 78-17", "Articles 5, paragraph 1, e), 6, and 32 of the GDPR", "SAN-2020-014"][form];
        let alone = linker().references(form, &plain());
        let text = format!("{before}. Voilà.\n\n{form}");
        let shift = text.len() - form.len();
        let both = linker().references(&text, &plain());
        let last = both.last().cloned().unwrap();
        prop_assert_eq!(last.range, alone[0].range.start + shift..alone[0].range.end + shift);
        prop_assert_eq!(print(both.last().unwrap()), print(&alone[0]));
    }
}
