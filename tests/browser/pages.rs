//! Every type of page, in both languages, at three widths, in light and dark.

use super::in_a_browser;

/// One page of each type, in both languages.
pub const PAGES: &[&str] = &[
    "/",
    "/decisions/",
    "/decisions/2020/",
    "/decisions/san-2020-014/",
    "/decisions/san-2020-012/",
    "/decisions/san-2021-003/",
    "/articles/",
    "/articles/rgpd-32/",
    "/articles/rgpd-16/",
    "/secteurs/",
    "/secteurs/sante-exercice-liberal/",
    "/listes/",
    "/listes/cabinet-medical/",
    "/glossaire/",
    "/glossaire/violation-de-donnees/",
    "/statistiques/",
    "/calculateur/",
    "/en/calculator/",
    "/couverture/",
    "/en/coverage/",
    "/corrections/",
    "/methode/",
    "/donnees/",
    "/dictionnaire/",
    "/mentions-legales/",
    "/recherche/",
    "/en/search/",
    "/nowhere/",
    "/en/",
    "/en/decisions/",
    "/en/decisions/san-2020-014/",
    "/en/articles/gdpr-32/",
    "/en/checklists/medical-practice/",
    "/en/glossary/",
    "/en/statistics/",
    "/en/dictionary/",
    "/en/decisions/2022/",
];

pub const WIDTHS: &[u32] = &[1280, 390, 320];

#[test]
fn every_type_of_page_holds_in_a_real_browser() {
    in_a_browser(|browser, server| {
        let mut problems = Vec::new();
        for dark in [false, true] {
            browser.prefer_dark(dark);
            for width in WIDTHS {
                browser.resize(*width, 900);
                for page in PAGES {
                    browser.open(&server.address(page));
                    problems.extend(
                        browser
                            .look()
                            .into_iter()
                            .map(|problem| format!("{page} at {width} px, dark {dark}: {problem}")),
                    );
                }
            }
        }
        assert!(problems.is_empty(), "{}", problems.join("\n"));
    });
}
