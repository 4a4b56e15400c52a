//! The words of citations in both languages, folded (lower case, no accents). One table, so that a form is added in one place.

/// Whether a word announces one number, several, or may do either (abbreviations).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    One,
    Many,
    Either,
}

/// What a word means to the grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keyword {
    Plain,
    Article(Count),
    Recital(Count),
    Paragraph(Count),
    Point(Count),
    /// A subparagraph: it has no number of its own in an act of the Union.
    Alinea(Count),
    And,
    To,
    /// « premier », "second"; 0 for the last one.
    Ordinal(u32),
    /// What an act is called: « loi », "Directive".
    Act,
    /// A text that has articles or points and is no law: a contract, a deliberation.
    Private,
    Month,
    /// What a number counts when it is not an article.
    Unit,
    /// Ties a citation to what follows: « du », "of the".
    Tie,
    /// Ties without saying of what: « la », "the".
    Determiner,
    /// Points back or at the text itself: « même », « présent », "said".
    Pointer,
    /// Says nothing of which act it is: "amended", « précité ».
    Neutral,
    /// Says that the act is another country's or another kind: « suisse », « intérieur ».
    Alien,
}

/// « n° », "No." before a number.
pub const NUMBER_SIGNS: &[&str] = &["n", "no", "nos", "nr", "num", "numero", "number", "numbers"];

/// Words that may be written with a full stop.
pub const ABBREVIATIONS: &[&str] = &[
    "al", "art", "arts", "consid", "let", "lit", "litt", "par", "para", "paras", "parag", "pt", "pts", "sec", "subpara",
];

/// « et suivants », "et seq.": the first number alone is linked.
pub const FOLLOWING: &[&str] =
    &["following", "s", "seq", "sq", "sqq", "ss", "suivant", "suivante", "suivantes", "suivants"];

/// After a number: « 1er », « 2e », "3rd".
pub const ORDINAL_ENDINGS: &[&str] = &["e", "eme", "er", "ere", "nd", "nde", "rd", "re", "st", "th"];

/// « 34 bis »: part of the number.
pub const SUFFIXES: &[&str] = &["bis", "ter", "quater", "quinquies"];

/// Bare numbers and letters name a point only after one of these: « aux 5 et 6 de l'article 83 ».
pub const BEFORE_BARE: &[&str] = &["au", "aux", "des", "du", "le", "les"];

/// In brackets after the word: « règlement (UE) 2016/679 ».
pub const UNIONS: &[&str] = &["ce", "cee", "ec", "eec", "eu", "euratom", "ue"];

/// After a generic name these begin what makes it another act: « la loi sur la presse », "the Regulation on …". Not « relatif », which in
/// « l'article 33 du Règlement relatif à la notification » speaks of the article.
pub const COMPLEMENTS: &[&str] =
    &["d", "de", "des", "dit", "dite", "du", "instituant", "of", "on", "portant", "relative", "sur"];

/// Between the name of an act and its article: « RGPD, notamment ses articles ».
pub const BETWEEN: &[&str] = &["a", "au", "aux", "et", "its", "l", "notamment", "sa", "ses", "son", "the", "à"];

/// What a folded word means.
pub fn keyword(word: &str) -> Keyword {
    match KEYWORDS.binary_search_by(|(known, _)| known.cmp(&word)) {
        Ok(row) => KEYWORDS[row].1,
        Err(_) => Keyword::Plain,
    }
}

/// Sorted by word.
#[rustfmt::skip]
const KEYWORDS: &[(&str, Keyword)] = &[
    ("a", Keyword::To), ("abovementioned", Keyword::Neutral), ("accord", Keyword::Act), ("act", Keyword::Act),
    ("aforementioned", Keyword::Neutral), ("agents", Keyword::Unit), ("agreement", Keyword::Act),
    ("al", Keyword::Alinea(Count::Either)), ("alinea", Keyword::Alinea(Count::One)),
    ("alineas", Keyword::Alinea(Count::Many)), ("allemand", Keyword::Alien), ("allemande", Keyword::Alien),
    ("amended", Keyword::Neutral), ("americain", Keyword::Alien), ("americaine", Keyword::Alien),
    ("american", Keyword::Alien), ("an", Keyword::Unit), ("and", Keyword::And), ("annees", Keyword::Unit),
    ("ans", Keyword::Unit), ("aout", Keyword::Month), ("april", Keyword::Month), ("arrete", Keyword::Act),
    ("art", Keyword::Article(Count::Either)), ("article", Keyword::Article(Count::One)),
    ("articles", Keyword::Article(Count::Many)), ("arts", Keyword::Article(Count::Many)), ("august", Keyword::Month),
    ("australian", Keyword::Alien), ("austrian", Keyword::Alien), ("autrichien", Keyword::Alien),
    ("autrichienne", Keyword::Alien), ("avril", Keyword::Month), ("bail", Keyword::Private),
    ("belge", Keyword::Alien), ("belgian", Keyword::Alien), ("bill", Keyword::Act), ("brazilian", Keyword::Alien),
    ("bresilien", Keyword::Alien), ("bresilienne", Keyword::Alien), ("britannique", Keyword::Alien),
    ("british", Keyword::Alien), ("cahier", Keyword::Private), ("californian", Keyword::Alien),
    ("californien", Keyword::Alien), ("californienne", Keyword::Alien), ("canadian", Keyword::Alien),
    ("canadien", Keyword::Alien), ("canadienne", Keyword::Alien), ("ce", Keyword::Pointer), ("ces", Keyword::Pointer),
    ("cet", Keyword::Pointer), ("cette", Keyword::Pointer), ("charte", Keyword::Act), ("charter", Keyword::Act),
    ("chinese", Keyword::Alien), ("chinois", Keyword::Alien), ("chinoise", Keyword::Alien),
    ("cinquieme", Keyword::Ordinal(5)), ("circulaire", Keyword::Act), ("civil", Keyword::Alien),
    ("civile", Keyword::Alien), ("clause", Keyword::Private), ("clauses", Keyword::Private), ("code", Keyword::Act),
    ("complaints", Keyword::Unit), ("conclusions", Keyword::Private), ("consid", Keyword::Recital(Count::Either)),
    ("considerant", Keyword::Recital(Count::One)), ("considerants", Keyword::Recital(Count::Many)),
    ("consolidated", Keyword::Neutral), ("constitution", Keyword::Act), ("contract", Keyword::Private),
    ("contrat", Keyword::Private), ("contrats", Keyword::Private), ("controles", Keyword::Unit),
    ("convention", Keyword::Act), ("current", Keyword::Neutral), ("d", Keyword::Tie), ("danish", Keyword::Alien),
    ("danois", Keyword::Alien), ("danoise", Keyword::Alien), ("day", Keyword::Unit), ("days", Keyword::Unit),
    ("de", Keyword::Tie), ("december", Keyword::Month), ("decembre", Keyword::Month), ("decision", Keyword::Private),
    ("decisions", Keyword::Private), ("decree", Keyword::Act), ("decret", Keyword::Act),
    ("delegated", Keyword::Alien), ("delegue", Keyword::Alien), ("deliberation", Keyword::Private),
    ("deliberations", Keyword::Private), ("dernier", Keyword::Ordinal(0)), ("derniere", Keyword::Ordinal(0)),
    ("des", Keyword::Tie), ("deuxieme", Keyword::Ordinal(2)), ("directive", Keyword::Act),
    ("directives", Keyword::Act), ("dit", Keyword::Pointer), ("dite", Keyword::Pointer),
    ("dixieme", Keyword::Ordinal(10)), ("du", Keyword::Tie), ("dudit", Keyword::Pointer), ("dutch", Keyword::Alien),
    ("eighth", Keyword::Ordinal(8)), ("espagnol", Keyword::Alien), ("espagnole", Keyword::Alien),
    ("estonian", Keyword::Alien), ("et", Keyword::And), ("eu", Keyword::Neutral), ("euro", Keyword::Unit),
    ("european", Keyword::Neutral), ("euros", Keyword::Unit), ("february", Keyword::Month),
    ("federal", Keyword::Alien), ("federale", Keyword::Alien), ("fevrier", Keyword::Month),
    ("fifth", Keyword::Ordinal(5)), ("finlandais", Keyword::Alien), ("finlandaise", Keyword::Alien),
    ("finnish", Keyword::Alien), ("first", Keyword::Ordinal(1)), ("fois", Keyword::Unit),
    ("fourth", Keyword::Ordinal(4)), ("francais", Keyword::Neutral), ("francaise", Keyword::Neutral),
    ("french", Keyword::Neutral), ("german", Keyword::Alien), ("grec", Keyword::Alien), ("grecque", Keyword::Alien),
    ("greek", Keyword::Alien), ("guideline", Keyword::Private), ("guidelines", Keyword::Private),
    ("heure", Keyword::Unit), ("heures", Keyword::Unit), ("hongrois", Keyword::Alien), ("hongroise", Keyword::Alien),
    ("hours", Keyword::Unit), ("huitieme", Keyword::Ordinal(8)), ("hungarian", Keyword::Alien),
    ("implementing", Keyword::Alien), ("indian", Keyword::Alien), ("interieur", Keyword::Alien),
    ("internal", Keyword::Alien), ("irish", Keyword::Alien), ("irlandais", Keyword::Alien),
    ("irlandaise", Keyword::Alien), ("italian", Keyword::Alien), ("italien", Keyword::Alien),
    ("italienne", Keyword::Alien), ("january", Keyword::Month), ("janvier", Keyword::Month),
    ("japanese", Keyword::Alien), ("japonais", Keyword::Alien), ("japonaise", Keyword::Alien),
    ("jour", Keyword::Unit), ("jours", Keyword::Unit), ("juillet", Keyword::Month), ("juin", Keyword::Month),
    ("july", Keyword::Month), ("june", Keyword::Month), ("l", Keyword::Determiner), ("la", Keyword::Determiner),
    ("ladite", Keyword::Pointer), ("last", Keyword::Ordinal(0)), ("law", Keyword::Act), ("laws", Keyword::Act),
    ("le", Keyword::Determiner), ("ledit", Keyword::Pointer), ("les", Keyword::Determiner),
    ("let", Keyword::Point(Count::Either)), ("letter", Keyword::Point(Count::One)),
    ("letters", Keyword::Point(Count::Many)), ("lettre", Keyword::Point(Count::One)),
    ("lettres", Keyword::Point(Count::Many)), ("lignes", Keyword::Private), ("lit", Keyword::Point(Count::Either)),
    ("litt", Keyword::Point(Count::Either)), ("loi", Keyword::Act), ("lois", Keyword::Act),
    ("luxembourgeois", Keyword::Alien), ("luxembourgeoise", Keyword::Alien), ("mai", Keyword::Month),
    ("march", Keyword::Month), ("marocain", Keyword::Alien), ("marocaine", Keyword::Alien), ("mars", Keyword::Month),
    ("may", Keyword::Month), ("meme", Keyword::Pointer), ("memes", Keyword::Pointer), ("memoire", Keyword::Private),
    ("milliard", Keyword::Unit), ("milliards", Keyword::Unit), ("million", Keyword::Unit),
    ("millions", Keyword::Unit), ("minutes", Keyword::Unit), ("modifie", Keyword::Neutral),
    ("modifiee", Keyword::Neutral), ("modifiees", Keyword::Neutral), ("modifies", Keyword::Neutral),
    ("mois", Keyword::Unit), ("monegasque", Keyword::Alien), ("months", Keyword::Unit), ("national", Keyword::Alien),
    ("nationale", Keyword::Alien), ("neerlandais", Keyword::Alien), ("neerlandaise", Keyword::Alien),
    ("neuvieme", Keyword::Ordinal(9)), ("new", Keyword::Neutral), ("ninth", Keyword::Ordinal(9)),
    ("norvegien", Keyword::Alien), ("norvegienne", Keyword::Alien), ("norwegian", Keyword::Alien),
    ("november", Keyword::Month), ("novembre", Keyword::Month), ("october", Keyword::Month),
    ("octobre", Keyword::Month), ("of", Keyword::Tie), ("opinion", Keyword::Private), ("or", Keyword::And),
    ("order", Keyword::Act), ("ordinance", Keyword::Act), ("ordonnance", Keyword::Act), ("organique", Keyword::Alien),
    ("ou", Keyword::And), ("pact", Keyword::Act), ("pacte", Keyword::Act), ("par", Keyword::Paragraph(Count::Either)),
    ("para", Keyword::Paragraph(Count::Either)), ("parag", Keyword::Paragraph(Count::Either)),
    ("paragraph", Keyword::Paragraph(Count::One)), ("paragraphe", Keyword::Paragraph(Count::One)),
    ("paragraphes", Keyword::Paragraph(Count::Many)), ("paragraphs", Keyword::Paragraph(Count::Many)),
    ("paras", Keyword::Paragraph(Count::Many)), ("penal", Keyword::Alien), ("penale", Keyword::Alien),
    ("people", Keyword::Unit), ("personnes", Keyword::Unit), ("plaintes", Keyword::Unit),
    ("point", Keyword::Point(Count::One)), ("points", Keyword::Point(Count::Many)), ("policy", Keyword::Private),
    ("polish", Keyword::Alien), ("politique", Keyword::Private), ("polonais", Keyword::Alien),
    ("polonaise", Keyword::Alien), ("portugais", Keyword::Alien), ("portugaise", Keyword::Alien),
    ("portuguese", Keyword::Alien), ("precite", Keyword::Neutral), ("precitee", Keyword::Neutral),
    ("precitees", Keyword::Neutral), ("precites", Keyword::Neutral), ("premier", Keyword::Ordinal(1)),
    ("premiere", Keyword::Ordinal(1)), ("present", Keyword::Pointer), ("presente", Keyword::Pointer),
    ("protocol", Keyword::Act), ("protocole", Keyword::Act), ("pt", Keyword::Point(Count::Either)),
    ("pts", Keyword::Point(Count::Many)), ("quatrieme", Keyword::Ordinal(4)), ("quebecois", Keyword::Alien),
    ("quebecoise", Keyword::Alien), ("rapport", Keyword::Private), ("recital", Keyword::Recital(Count::One)),
    ("recitals", Keyword::Recital(Count::Many)), ("recommandation", Keyword::Private),
    ("recommandations", Keyword::Private), ("recommendation", Keyword::Private),
    ("recommendations", Keyword::Private), ("referentiel", Keyword::Private), ("reglement", Keyword::Act),
    ("reglements", Keyword::Act), ("regulation", Keyword::Act), ("regulations", Keyword::Act),
    ("report", Keyword::Private), ("revised", Keyword::Neutral), ("rules", Keyword::Act), ("said", Keyword::Pointer),
    ("salaries", Keyword::Unit), ("same", Keyword::Pointer), ("sec", Keyword::Paragraph(Count::Either)),
    ("second", Keyword::Ordinal(2)), ("seconde", Keyword::Ordinal(2)), ("section", Keyword::Paragraph(Count::One)),
    ("sections", Keyword::Paragraph(Count::Many)), ("semaines", Keyword::Unit), ("september", Keyword::Month),
    ("septembre", Keyword::Month), ("septieme", Keyword::Ordinal(7)), ("seventh", Keyword::Ordinal(7)),
    ("sixieme", Keyword::Ordinal(6)), ("sixth", Keyword::Ordinal(6)), ("spanish", Keyword::Alien),
    ("statute", Keyword::Act), ("statutes", Keyword::Act), ("statuts", Keyword::Private),
    ("subpara", Keyword::Alinea(Count::Either)), ("subparagraph", Keyword::Alinea(Count::One)),
    ("subparagraphs", Keyword::Alinea(Count::Many)), ("suedois", Keyword::Alien), ("suedoise", Keyword::Alien),
    ("suisse", Keyword::Alien), ("susmentionne", Keyword::Neutral), ("susmentionnee", Keyword::Neutral),
    ("susvise", Keyword::Neutral), ("susvisee", Keyword::Neutral), ("susvisees", Keyword::Neutral),
    ("susvises", Keyword::Neutral), ("swedish", Keyword::Alien), ("swiss", Keyword::Alien),
    ("tenth", Keyword::Ordinal(10)), ("that", Keyword::Pointer), ("the", Keyword::Determiner),
    ("these", Keyword::Pointer), ("third", Keyword::Ordinal(3)), ("this", Keyword::Pointer),
    ("those", Keyword::Pointer), ("through", Keyword::To), ("times", Keyword::Unit), ("to", Keyword::To),
    ("traite", Keyword::Act), ("treaties", Keyword::Act), ("treaty", Keyword::Act),
    ("troisieme", Keyword::Ordinal(3)), ("uk", Keyword::Alien), ("weeks", Keyword::Unit), ("years", Keyword::Unit),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_each_word_stands_once() {
        assert!(KEYWORDS.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    #[test]
    fn words_are_folded() {
        assert!(KEYWORDS.iter().all(|(word, _)| word.bytes().all(|b| b.is_ascii_lowercase())));
    }
}
