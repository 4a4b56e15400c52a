//! Figures from front matter to JSON, through the whole chain. The cases are data: `tests/figures/*.txt`.
//!
//! A case is `== name`, the front matter that matters to it (the rest is filled in), and after each `-- DATE` what the figures are on
//! that day, a `key = JSON` a line: `cap.amount = "10000000"`, `filiale: ratio = null` where there are several entities. `-- file PATH`
//! adds a file to the book. A case may hold no mistake.

// Each test binary uses its own part of what is shared.
#[allow(unused)]
mod common;

use proptest::prelude::*;
use rubrique::analysis::figures;
use rubrique::compile;
use rubrique::config::Config;
use rubrique::diag::Severity;
use rubrique::memo::Memo;
use rubrique::outputs;
use rubrique::report;
use serde_json::Value;

/// What every case says unless it says otherwise.
const DEFAULTS: &[(&str, &str)] = &[
    ("number", "null"),
    ("date", "2023-06-01"),
    ("procedure", "ordinary"),
    ("kind", "fine"),
    ("title", "Un cas"),
    ("naming", "never"),
    ("entities", "[{id: societe, label: Une société, kind: company, sector: essai}]"),
    ("sources", "[{id: deliberation, title: Délibération, url: \"https://example.org/\"}]"),
];

const SECTOR: &str = "---\ntitle: Secteur d'essai\n---\n";

struct Case {
    name: String,
    front: String,
    files: Vec<(String, String)>,
    expected: Vec<(String, Vec<String>)>,
}

fn cases(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut file = false;
    for line in text.lines().filter(|line| !line.starts_with("# ")) {
        if let Some(name) = line.strip_prefix("== ") {
            file = false;
            cases.push(Case { name: name.into(), front: String::new(), files: Vec::new(), expected: Vec::new() });
            continue;
        }
        let case = cases.last_mut().expect("a case starts with `== name`");
        if let Some(path) = line.strip_prefix("-- file ") {
            file = true;
            case.files.push((path.into(), String::new()));
        } else if let Some(day) = line.strip_prefix("-- ") {
            file = false;
            case.expected.push((day.into(), Vec::new()));
        } else if file {
            let (_, text) = case.files.last_mut().expect("a file was opened");
            text.push_str(line);
            text.push('\n');
        } else if let Some((_, lines)) = case.expected.last_mut() {
            lines.extend((!line.trim().is_empty()).then(|| line.to_owned()));
        } else {
            case.front.push_str(line);
            case.front.push('\n');
        }
    }
    cases
}

fn document(front: &str) -> String {
    let missing = DEFAULTS.iter().filter(|(key, _)| !front.lines().any(|line| line.starts_with(&format!("{key}:"))));
    let defaults: String = missing.map(|(key, value)| format!("{key}: {value}\n")).collect();
    format!("---\n{defaults}{}\n---\n", front.trim_end())
}

/// The figures of a book on a day, as `rubrique figures --format json` prints them.
fn computed(files: &[(String, String)], today: &str, memo: &mut Memo) -> Value {
    let today = common::day(today);
    let files = files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    let inputs = common::inputs(files, Config::default(), today);
    let analysed = compile::analyse(&inputs, memo);
    let errors: Vec<_> = analysed.diagnostics.into_iter().filter(|one| one.severity() == Severity::Error).collect();
    assert!(errors.is_empty(), "{}", report::short(&errors, &inputs.sources));
    let analysis = analysed.value;
    let rows = outputs::figures::rows(&analysis.corpus, &analysis.figures, &inputs.sources, |_| true);
    serde_json::from_str(&outputs::figures::json(&rows, today)).expect("JSON")
}

/// The value at `cap.amount` or `parts.0.imposed`.
fn at<'a>(row: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(row, |value, part| match part.parse::<usize>() {
        Ok(index) => value.get(index),
        Err(_) => value.get(part),
    })
}

fn check(case: &Case, acts: &[(String, String)], memo: &mut Memo) -> Vec<String> {
    let own = [("content/decisions/cas.md".to_owned(), document(&case.front))];
    let sector = [("content/sectors/essai.md".to_owned(), SECTOR.to_owned())];
    let files: Vec<_> = acts.iter().chain(&own).chain(&sector).chain(&case.files).cloned().collect();
    let mut wrong = Vec::new();
    for (day, lines) in &case.expected {
        let json = computed(&files, day, memo);
        let rows = json["figures"].as_array().expect("a list");
        for line in lines {
            let (path, expected) = line.split_once(" = ").unwrap_or_else(|| panic!("no ` = ` in {line}"));
            let (row, path) = match path.split_once(": ") {
                Some((entity, path)) => (rows.iter().find(|row| row["entity"] == entity), path),
                None => (rows.first(), path),
            };
            let found = row.and_then(|row| at(row, path));
            let holds = match expected {
                "absent" => found.is_none(),
                json => found == Some(&serde_json::from_str(json).unwrap_or_else(|_| panic!("no JSON: {line}"))),
            };
            if !holds {
                let found = found.map_or_else(|| "absent".to_owned(), Value::to_string);
                wrong.push(format!("{} on {day}: {line}, found {found}", case.name));
            }
        }
    }
    wrong
}

#[test]
fn every_case_comes_out_as_written() {
    let (acts, mut memo) = (common::acts(), Memo::default());
    let tables = common::files("tests/figures", ".txt");
    let cases: Vec<Case> = tables.iter().flat_map(|(_, text)| cases(text)).collect();
    assert!(cases.len() > 50, "the table is read: {} cases", cases.len());
    let wrong: Vec<String> = cases.iter().flat_map(|case| check(case, &acts, &mut memo)).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_shipped_book_tells_the_two_doctors_as_the_courts_left_them() {
    let files: Vec<_> = common::files("content", ".md").into_iter().chain(common::acts()).collect();
    let json = computed(&files, "2026-11-23", &mut Memo::default());
    let row = |id: &str| {
        let rows = json["figures"].as_array().expect("a list");
        rows.iter().find(|row| row["decision"] == id).unwrap_or_else(|| panic!("no row of {id}")).clone()
    };
    let (first, second) = (row("san-2020-014"), row("san-2020-015"));
    let expected = [
        (&first, "imposed", "3000"),
        (&first, "final", "2500"),
        (&first, "appeal", "reduced"),
        (&first, "base.annual", "97000"),
        (&first, "ratio", "0.0257731959"),
        (&first, "ratio_imposed", "0.0309278351"),
        (&first, "cap.amount", "10000000"),
        (&first, "cap.rule", "fixed"),
        (&first, "cap.provision", "rgpd.83.4"),
        (&first, "share_of_cap", "0.0002500000"),
        (&second, "imposed", "6000"),
        (&second, "final", "6000"),
        (&second, "base.annual", "96000"),
        (&second, "ratio", "0.0625000000"),
        (&second, "cap.amount", "10000000"),
        (&second, "cap.provision", "rgpd.83.4"),
        (&second, "share_of_cap", "0.0006000000"),
    ];
    for (row, path, value) in expected {
        assert_eq!(at(row, path), Some(&Value::from(value)), "{} {path}", row["decision"]);
    }
    assert_eq!(at(&first, "base.annualised"), Some(&Value::from(false)));
    assert_eq!(at(&second, "base.annualised"), Some(&Value::from(true)));
}

#[test]
fn rows_stand_in_the_order_of_decision_ids_and_every_working_names_its_lines() {
    let files: Vec<_> = common::files("content", ".md").into_iter().chain(common::acts()).collect();
    let json = computed(&files, "2026-11-23", &mut Memo::default());
    let rows = json["figures"].as_array().expect("a list");
    let ids: Vec<&str> = rows.iter().filter_map(|row| row["decision"].as_str()).collect();
    assert!(ids.is_sorted(), "{ids:?}");
    for row in rows {
        for input in row["working"].as_array().expect("a list").iter().flat_map(|line| line["inputs"].as_array()) {
            for place in input.iter().filter_map(Value::as_str) {
                let (path, line) = place.rsplit_once(':').expect("file:line");
                let (_, text) = files.iter().find(|(known, _)| known == path).expect("a file of the book");
                let line: usize = line.parse().expect("a line number");
                assert!((1..=text.lines().count()).contains(&line), "{place}");
            }
        }
    }
}

/// On the book's own decisions, among which both cases stand.
#[test]
fn a_working_counts_one_day_as_one_and_gives_no_share_of_an_unknown_cap() {
    let files: Vec<_> = common::files("content", ".md").into_iter().chain(common::acts()).collect();
    let json = computed(&files, "2026-11-23", &mut Memo::default());
    let (mut single, mut above) = (0, 0);
    for row in json["figures"].as_array().expect("a list") {
        let said = row["working"].to_string();
        if row["days"] == 1 {
            single += 1;
            assert!(said.contains(": 1 jour de revenu.") && said.contains(": 1 day of revenue."), "{said}");
        }
        let share = row["share_of_cap"].as_str().unwrap_or("0");
        let is_above = !share.starts_with("0") && share != "1.0000000000";
        if row["cap"]["rule"] == "at-least" && is_above {
            above += 1;
            assert!(said.contains("la part ne peut être calculée"), "{said}");
        }
    }
    assert!(single > 0 && above > 0, "{single} {above}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// The same quotient by long division on integers, which shares nothing with decimals.
    #[test]
    fn ratios_are_the_exact_quotient_rounded_half_to_even(fine in 0_u64..1_000_000_000_000, base in 1_u64..1_000_000_000_000) {
        let scaled = u128::from(fine) * 10_u128.pow(10);
        let (floor, rest) = (scaled / u128::from(base), scaled % u128::from(base));
        let up = rest * 2 > u128::from(base) || (rest * 2 == u128::from(base) && floor % 2 == 1);
        let tenths = floor + u128::from(up);
        let expected = format!("{}.{:010}", tenths / 10_u128.pow(10), tenths % 10_u128.pow(10));
        prop_assert_eq!(figures::Ratio::of(fine.into(), base.into()).ten_decimals().to_string(), expected);
    }
}
