//! Search: the grammar of terms, as its vectors say.

use rubrique::model::value::Lang;
use rubrique::search::terms;

fn vectors(kind: &str) -> Vec<toml::Table> {
    let text = include_str!("../search/terms.toml");
    let table: toml::Table = text.parse().expect("tests/search/terms.toml is TOML");
    let rows = table[kind].as_array().expect("a list of vectors");
    rows.iter().map(|row| row.as_table().expect("a vector").clone()).collect()
}

fn text<'a>(vector: &'a toml::Table, key: &str) -> &'a str {
    vector[key].as_str().unwrap_or_else(|| panic!("`{key}` is a text"))
}

fn lang(vector: &toml::Table) -> Lang {
    if text(vector, "lang") == "fr" { Lang::Fr } else { Lang::En }
}

#[test]
fn texts_become_the_terms_of_the_vectors() {
    let mut wrong = Vec::new();
    for vector in vectors("text") {
        let mut terms = Vec::new();
        terms::each(text(&vector, "text"), lang(&vector), |term| terms.push(term.to_owned()));
        let wanted: Vec<&str> =
            vector["terms"].as_array().expect("terms").iter().filter_map(|term| term.as_str()).collect();
        if terms != wanted {
            wrong.push(format!("{:?}\n  gives {terms:?}\n  not   {wanted:?}", text(&vector, "text")));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn folding_takes_accents_away() {
    for vector in vectors("fold") {
        assert_eq!(terms::fold(text(&vector, "term")), text(&vector, "folded"));
    }
}
