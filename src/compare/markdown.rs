//! A comparison as one comment of a pull request: the verdict first, the details folded.
//!
//! Words that a contributor wrote are escaped: a title mentions nobody and opens no tag.

use std::fmt::Write as _;

use super::{Change, Comparison, Verdict};
use crate::model::value::{Decimal, Lang};
use crate::typography;

/// Rows of one table; more are counted, not shown: GitHub refuses comments past 65,536 characters.
const SHOWN: usize = 60;

pub fn markdown(comparison: &Comparison, revision: &str, lang: Lang) -> String {
    let words = Words { lang };
    let mut out = format!("**{}** {}\n", words.verdict(comparison.verdict), words.reasons(comparison));
    let _ = writeln!(
        out,
        "\n{} `{}` · {}\n",
        words.say("par rapport à", "compared with"),
        revision.replace('`', ""),
        words.files(comparison.files.len())
    );
    words.problems(comparison, &mut out);
    words.pages(comparison, &mut out);
    words.figures(comparison, &mut out);
    words.naming(comparison, &mut out);
    words.links(comparison, &mut out);
    out
}

struct Words {
    lang: Lang,
}

impl Words {
    fn say<'a>(&self, fr: &'a str, en: &'a str) -> &'a str {
        match self.lang {
            Lang::Fr => fr,
            Lang::En => en,
        }
    }

    fn verdict(&self, verdict: Verdict) -> &'static str {
        match (verdict, self.lang) {
            (Verdict::Mend, Lang::Fr) => "À corriger.",
            (Verdict::Mend, Lang::En) => "To be mended.",
            (Verdict::Review, Lang::Fr) => "À relire.",
            (Verdict::Review, Lang::En) => "To be reviewed.",
            (Verdict::Nothing, Lang::Fr) => "Rien à signaler.",
            (Verdict::Nothing, Lang::En) => "Nothing to report.",
        }
    }

    /// « 1 adresse perdue sans redirection, 2 erreurs nouvelles. »
    fn reasons(&self, comparison: &Comparison) -> String {
        let Comparison { figures, medians, pages, naming, problems, .. } = comparison;
        let counted = [
            (
                pages.lost.len(),
                ["adresse perdue sans redirection", "adresses perdues sans redirection"],
                ["address lost without a redirect", "addresses lost without a redirect"],
            ),
            (problems.errors, ["erreur nouvelle", "erreurs nouvelles"], ["new error", "new errors"]),
            (problems.warnings, ["avertissement nouveau", "avertissements nouveaux"], ["new warning", "new warnings"]),
            (
                figures.len(),
                ["organisme dont les chiffres changent", "organismes dont les chiffres changent"],
                ["body whose figures change", "bodies whose figures change"],
            ),
            (medians.len(), ["médiane qui bouge", "médianes qui bougent"], ["median that moves", "medians that move"]),
            (pages.added.len(), ["page ajoutée", "pages ajoutées"], ["page added", "pages added"]),
            (pages.moved.len(), ["page déplacée", "pages déplacées"], ["page moved", "pages moved"]),
            (
                naming.len(),
                ["nom ou délai de nommage qui change", "noms ou délais de nommage qui changent"],
                ["name or naming period that changes", "names or naming periods that change"],
            ),
        ];
        let said: Vec<String> = counted
            .iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, fr, en)| {
                let [one, other] = if self.lang == Lang::Fr { fr } else { en };
                format!("{count} {}", typography::plural(self.lang, *count, one, other))
            })
            .collect();
        match said.is_empty() {
            true => {
                self.say("Ni chiffre, ni adresse, ni nom ne change.", "No figure, address or name changes.").to_owned()
            }
            false => format!("{}.", said.join(", ")),
        }
    }

    fn files(&self, count: usize) -> String {
        let (one, other) =
            (self.say("fichier modifié", "file changed"), self.say("fichiers modifiés", "files changed"));
        format!("{count} {}", typography::plural(self.lang, count, one, other))
    }

    fn problems(&self, comparison: &Comparison, out: &mut String) {
        let problems = &comparison.problems;
        let rows = problems.new.iter().map(|one| {
            format!("| {} | `{}:{}` | {} |", one.severity, one.file.replace('`', ""), one.line, escaped(&one.message))
        });
        self.table(
            out,
            self.say("Ce que dit `check`", "What `check` says"),
            &["", self.say("Fichier", "File"), "Message"],
            rows.collect(),
        );
        if problems.mended > 0 {
            let said = match self.lang {
                Lang::Fr => format!("{} corrigé(s).", problems.mended),
                Lang::En => format!("{} mended.", problems.mended),
            };
            let _ = writeln!(out, "{said}\n");
        }
    }

    fn pages(&self, comparison: &Comparison, out: &mut String) {
        let pages = &comparison.pages;
        let lost = pages.lost.iter().map(|path| format!("| {} | `{path}` | |", self.say("perdue", "lost")));
        let moved =
            pages.moved.iter().map(|[from, to]| format!("| {} | `{from}` | `{to}` |", self.say("déplacée", "moved")));
        let added = pages.added.iter().map(|path| format!("| {} | | `{path}` |", self.say("ajoutée", "added")));
        let rows = lost.chain(moved).chain(added).collect();
        self.table(out, "Pages", &["", self.say("Avant", "Before"), self.say("Après", "After")], rows);
    }

    fn figures(&self, comparison: &Comparison, out: &mut String) {
        let of_entities = comparison.figures.iter().flat_map(|figures| {
            let whose = format!("{} · {}", figures.decision, figures.entity);
            figures.changes.iter().map(move |change| (whose.clone(), change))
        });
        let medians = comparison.medians.iter().map(|change| (self.say("médiane", "median").to_owned(), change));
        let row = |(whose, change): (String, &Change)| {
            format!(
                "| {} | {} | {} | {} |",
                escaped(&whose),
                self.figure(&change.what),
                self.value(change, &change.old),
                self.value(change, &change.new)
            )
        };
        let rows: Vec<String> = of_entities.chain(medians).map(row).collect();
        let heads = ["", self.say("Chiffre", "Figure"), self.say("Avant", "Before"), self.say("Après", "After")];
        self.table(out, self.say("Chiffres", "Figures"), &heads, rows);
    }

    fn figure(&self, what: &str) -> String {
        let known = match what {
            "imposed" => ("amende prononcée", "fine imposed"),
            "final" => ("amende maintenue", "fine that stands"),
            "appeal" => ("recours", "appeal"),
            "base" => ("revenu", "revenue"),
            "ratio" => ("part du revenu", "share of revenue"),
            "cap" => ("plafond", "cap"),
            "cap-rule" => ("règle du plafond", "rule of the cap"),
            "share-of-cap" => ("part du plafond", "share of the cap"),
            "days" => ("jours de revenu", "days of revenue"),
            "rank-by-fine" => ("rang par montant", "rank by amount"),
            "rank-by-ratio" => ("rang par part du revenu", "rank by share of revenue"),
            "fine" => ("amendes", "fines"),
            other => return other.replace("ratio/", self.say("part du revenu : ", "share of revenue: ")),
        };
        self.say(known.0, known.1).to_owned()
    }

    fn value(&self, change: &Change, value: &Option<String>) -> String {
        let Some(value) = value else { return "–".to_owned() };
        let number: Option<Decimal> = value.parse().ok();
        match (change.what.as_str(), number) {
            ("imposed" | "final" | "base" | "cap" | "fine", Some(euros)) => typography::money(self.lang, euros),
            (what, Some(ratio)) if what.starts_with("ratio") || what == "share-of-cap" => {
                typography::percent(self.lang, ratio)
            }
            _ => escaped(value),
        }
    }

    fn naming(&self, comparison: &Comparison, out: &mut String) {
        let shown = |name: &Option<String>, until: &Option<String>| {
            format!("{} ({})", escaped(name.as_deref().unwrap_or("–")), until.as_deref().unwrap_or("–"))
        };
        let rows = comparison.naming.iter().map(|change| {
            format!(
                "| {} · {} | {} | {} |",
                change.decision,
                change.entity,
                shown(&change.old, &change.until_old),
                shown(&change.new, &change.until_new)
            )
        });
        self.table(
            out,
            self.say("Nommage", "Naming"),
            &["", self.say("Avant", "Before"), self.say("Après", "After")],
            rows.collect(),
        );
    }

    fn links(&self, comparison: &Comparison, out: &mut String) {
        let links = &comparison.links;
        let row = |sign: &str, [from, to]: &[String; 2]| format!("| {sign} | `{from}` | `{to}` |");
        let lost = links.lost.iter().map(|link| row("−", link));
        let rows: Vec<String> = lost.chain(links.gained.iter().map(|link| row("+", link))).collect();
        let title = format!("{} (+{}, −{})", self.say("Liens", "Links"), links.gained.len(), links.lost.len());
        self.table(out, &title, &["", self.say("De", "From"), self.say("Vers", "To")], rows);
    }

    fn table(&self, out: &mut String, title: &str, heads: &[&str], rows: Vec<String>) {
        if rows.is_empty() {
            return;
        }
        let rules = heads.iter().map(|_| " --- ").collect::<Vec<_>>().join("|");
        // Writing to a string cannot fail.
        let _ = writeln!(out, "<details><summary>{title}</summary>\n\n| {} |\n|{rules}|", heads.join(" | "));
        for row in rows.iter().take(SHOWN) {
            let _ = writeln!(out, "{row}");
        }
        if let Some(more) = rows.len().checked_sub(SHOWN).filter(|more| *more > 0) {
            let _ = writeln!(out, "\n{} {more}", self.say("et encore", "and more:"));
        }
        out.push_str("\n</details>\n\n");
    }
}

/// Text as text: no mark-up, no mention, no line's end.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            '@' => out.push_str("&#64;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '!' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_contributor_wrote_stays_text() {
        assert_eq!(escaped("@moi <b>|x|</b> `a`"), "&#64;moi &lt;b&gt;\\|x\\|&lt;/b&gt; \\`a\\`");
    }
}
