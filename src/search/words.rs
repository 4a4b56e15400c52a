//! The words that stand in every text, hence tell none apart, and the stems that tie the forms of a word together.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::model::value::Lang;

/// What stands before an apostrophe (« qu’ », « jusqu’ ») is among them; single letters are never looked for, here they keep compounds apart.
const FRENCH: &str = "a à ai aie ainsi as au aux avaient avait avec avez avoir avons ayant c car ce ceci cela celle celles celui ces cet cette \
    ceux ci comme d dans de des donc dont du elle elles en entre es est et étaient étais était étant été être eu eux fait font furent fut \
    il ils j je jusqu l la laquelle là le lequel les lesquelles lesquels leur leurs lorsqu lorsque lui m ma mais me même mêmes mes moi mon n ne ni \
    nos notre nous on ont or ou où par pas pendant peu plus plusieurs pour presqu puisqu puisque qu quand que quel quelle quelles quels quelqu qui \
    quoi quoiqu quoique s sa sans se selon sera seront ses si soi soient soit son sont sur ta te tel telle telles tels tes toi ton tous \
    tout toute toutes très tu un une vers voici voilà vos votre vous y t article articles art";

const ENGLISH: &str = "a about after all also an and any are as at be because been being but by can could did do does doing during each for from \
    had has have having he her here hers him his how i if in into is it its itself me more most my no nor not of off on once only or other our \
    out over own s same she so some such t than that the their them then there these they this those through to too under until up very was we \
    were what when where which while who whom whose why will with would you your article articles art";

fn table(words: &'static str) -> HashSet<&'static str> {
    words.split_ascii_whitespace().collect()
}

/// The common words of a language, in a fixed order.
pub fn common(lang: Lang) -> impl Iterator<Item = &'static str> {
    match lang {
        Lang::Fr => FRENCH,
        Lang::En => ENGLISH,
    }
    .split_ascii_whitespace()
}

/// Whether a word, in lower case with its accents, tells no text apart.
pub fn is_common(word: &str, lang: Lang) -> bool {
    static TABLES: LazyLock<[HashSet<&str>; 2]> = LazyLock::new(|| [table(FRENCH), table(ENGLISH)]);
    TABLES[lang as usize].contains(word)
}
