//! The formatter of the scripts, against the table that the program's own answers.

use serde_json::{Value, json};

use super::in_a_browser;

const PRINT: &str = "
const { decimal } = await import('/modules/decimals.js');
const numbers = await import('/modules/numbers.js');
const functions = { number: numbers.number, money: numbers.money, money_compact: numbers.moneyCompact, percent: numbers.percent };
done(rows.map(([name, value]) => ['fr', 'en'].map((lang) =>
  name === 'date' ? numbers.date(lang, value) : functions[name](lang, decimal(value)))));
";

#[test]
fn scripts_print_numbers_as_the_program_does() {
    let table = include_str!("../data/numbers.txt");
    let rows: Vec<Vec<&str>> =
        table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split(" | ").collect()).collect();
    assert!(rows.len() > 40, "the table is read");
    in_a_browser(|browser, server| {
        browser.open(&server.address("/"));
        let printed = browser.run_later(&format!("(async (rows) => {{{PRINT}}})(arguments[0])"), json!(rows));
        for (row, printed) in rows.iter().zip(printed.as_array().expect("a row each")) {
            let visible = |text: &Value| text.as_str().map(|text| text.replace('\u{a0}', "_").replace('\u{202f}', "~"));
            let printed = (visible(&printed[0]), visible(&printed[1]));
            assert_eq!(printed, (Some(row[2].to_owned()), Some(row[3].to_owned())), "{row:?}");
        }
    });
}
