//! `rubrique numbers`.

use super::{OURS, folder, run};

#[test]
fn our_numbers_have_a_key_or_a_reason() {
    let rows = run(folder().path(), &["numbers", OURS, "--format", "json"]).ended(0).json();
    let rows = rows["numbers"].as_array().expect("a list of numbers").clone();
    assert!(rows.len() > 500, "{}", rows.len());
    for row in &rows {
        assert!(row["key"].is_string() != row["reason"].is_string(), "{row}");
    }
    let of = |written: &str| rows.iter().find(|row| row["written"] == written).expect("a number of our decisions");
    assert_eq!(of("22 juillet 2022")["key"], "appeals");
    assert_eq!(of("8 octobre 2019")["reason"], "told by the text alone");
}

#[test]
fn only_what_the_text_alone_says() {
    let all = run(folder().path(), &["numbers", OURS]).ended(0).stdout;
    let alone = run(folder().path(), &["numbers", OURS, "--alone"]).ended(0).stdout;
    assert!(alone.lines().count() < all.lines().count());
    assert!(alone.lines().all(|line| line.ends_with("told by the text alone")));
}
