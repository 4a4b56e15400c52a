//! The table of diagnostic codes: name, severity, one-line summary, and the explanation that `rubrique explain` prints.
//!
//! A new check adds one row here and one fixture in `tests/diagnostics/`.

/// How bad it is. Errors stop a build; warnings stop it under `--deny warnings`; notes never do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    Error,
    Warning,
    Note,
}

impl Severity {
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

macro_rules! codes {
    ($($variant:ident $id:literal $severity:ident $summary:literal $explanation:literal;)*) => {
        /// A kind of mistake. Its name is stable: scripts and `allow:` refer to it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($variant),* }

        /// Every code, in the order of the table.
        pub const ALL: &[Code] = &[$(Code::$variant),*];

        impl Code {
            pub fn id(self) -> &'static str { match self { $(Code::$variant => $id),* } }
            pub fn severity(self) -> Severity { match self { $(Code::$variant => Severity::$severity),* } }
            pub fn summary(self) -> &'static str { match self { $(Code::$variant => $summary),* } }
            pub fn explanation(self) -> &'static str { match self { $(Code::$variant => $explanation),* } }
        }
    };
}

codes! {
    NotUtf8 "not-utf8" Error "a file is not UTF-8 text"
        "Content is UTF-8. Save the file again with that encoding; the place given is the first byte that cannot be read.";
    FileTooLarge "file-too-large" Error "a content file is larger than 4 MiB"
        "A case study, an act or a checklist is a few kilobytes. Split the text, or move data files to `static/`.";
    UnknownFolder "unknown-folder" Error "a content file lies in no folder of a known kind"
        "The kind of a document is its top folder: decisions, provisions, checklists, sectors, glossary, pages or acts. Move the file into one of them.";
    BadFileName "bad-file-name" Error "a file name gives no usable id"
        "The id of a document is its file name: lower-case ASCII letters, digits and hyphens. Names that Windows reserves (con, nul, aux, com1…) are refused, since nobody could check the book out there.";
    PathCollision "path-collision" Error "two file names differ only by case or Unicode form"
        "On macOS and Windows both names are the same file, so one of them would be lost. Rename one.";
    OutsideRoot "outside-root" Error "a link leads out of the book's folder"
        "A symbolic link in the content points outside the root. Copy the file into the book: a book must build the same everywhere.";
    FrontMatterMissing "front-matter-missing" Error "a document has no front matter"
        "A document starts with a line `---`, its fields in YAML, and another line `---`. `rubrique new` writes one to start from.";
    FrontMatterUnclosed "front-matter-unclosed" Error "the front matter never ends"
        "The YAML between the first `---` and the text must be closed by a line that holds `---` and nothing else.";
    YamlSyntax "yaml-syntax" Error "the YAML cannot be read"
        "The YAML is not well formed at the place given. The usual causes: a tab, a missing space after `:`, an unclosed quote, a text with `: ` inside that needs quotes. Anchors, aliases and tags are refused.";
    DuplicateKey "duplicate-key" Error "a key is given twice"
        "The second value would silently hide the first. Keep one.";
    UnknownKey "unknown-key" Error "a key that this kind of document does not have"
        "Only known keys are read, so a misspelt one would be lost. The help line names the nearest known key.";
    MissingKey "missing-key" Error "a required key is missing"
        "The kind of document needs this key. `rubrique new` writes every required key.";
    WrongType "wrong-type" Error "a value has the wrong type"
        "The key expects another shape: a text, a number without quotes, a list, a map, yes/no as true/false.";
    BadValue "bad-value" Error "a value is none of those allowed"
        "The key takes one of a closed list of values. The help line names the nearest one.";
    BadDate "bad-date" Error "a date is impossible or not written YYYY-MM-DD"
        "Dates are written 2020-12-07. The day must exist in the calendar.";
    BadAmount "bad-amount" Error "an amount is not a plain non-negative decimal"
        "Amounts are plain decimals of at most 15 digits before the point and 2 after it, in units of the currency: 3000, 97000.50, 1_500_000. No sign, no unit, no thousands separator other than `_`, no quotes.";
    BadId "bad-id" Error "an id is badly formed"
        "Ids are lower-case ASCII letters, digits and hyphens. Provisions are dotted from the act inwards: rgpd.32.1.a, lil.20.IV.7, cpce.L34-5.";
    DuplicateId "duplicate-id" Error "an id is used twice"
        "An id names one thing. In a checklist ids are never reused, since readers' answers are kept by them.";
    UnknownAct "unknown-act" Error "no act has this id"
        "The first part of a provision's id is the name of a file in content/acts/.";
    UnknownProvision "unknown-provision" Error "the act has no such provision on that day"
        "The structure in content/acts/ says which articles, paragraphs and points exist, and when. Check the number against the official text, or complete the act's file.";
    UnknownDocument "unknown-document" Error "nothing has this id"
        "A reference names a document (or a checklist item, or an entity) that the book does not hold. The help line names the nearest one.";
    ProvisionImpossible "provision-impossible" Error "a citation names a provision that does not exist"
        "The act is known and has no such article, paragraph or point on the day at which the page is read. Correct the number; if it cites another act, name that act next to it.";
    CitationUnresolved "citation-unresolved" Warning "a citation names no act"
        "No act can be told: none is named in the paragraph and the page has no default act. Name the act (« l'article 6 du RGPD ») or give the page `act: rgpd`.";
    BrokenLink "broken-link" Error "a link leads nowhere"
        "The file, id or anchor linked to does not exist in the book.";
    BadAddress "bad-address" Error "an address of a kind that is not allowed"
        "Links lead to http, https or mailto addresses, or to files of the book by relative path. Others (javascript:, data:, …) are refused.";
    RawHtml "raw-html" Error "raw HTML in the text"
        "Text is text: HTML in Markdown is refused, so that no page can carry a script or break the layout. Use Markdown, or a theme template.";
    BadSlot "bad-slot" Error "a `{{…}}` that is no figure"
        "Slots print computed figures: {{ratio}}, {{fine}}, {{imposed}}, {{base}}, {{cap}}, {{share}} and {{name}}, of the page's own decision, of one of its entities ({{ratio of editeur}}) or of another decision ({{ratio of san-2020-015}}).";
    EmptySlot "empty-slot" Error "a slot asks for a figure that does not exist"
        "The decision has no such figure (no fine, no base, a range, a withheld revenue): the sentence would have a hole. Write the sentence without it.";
    AmbiguousSlot "ambiguous-slot" Error "a slot does not say which entity it means"
        "The decision sanctions several entities: say which one, {{ratio of editeur}}.";
    NameTyped "name-typed" Error "a name under the naming clock is typed in a text"
        "The decision says until when the body may be named. A typed name would stay after that day: write {{name}}, which prints the name or the label as the clock says.";
    NameTypedPublic "name-typed-public" Note "a name under the naming clock is typed in a text of a book that keeps names"
        "The book says `naming = \"public\"`, so the name may stay. Written as {{name}} the text would also hold under `naming = \"official\"`.";
    NameInAddress "name-in-address" Note "a source's address holds a name under the naming clock"
        "The address will be printed as text without it once the clock has run out. Nothing to do today.";
    NaturalPersonNamed "natural-person-named" Error "a natural person is named"
        "A natural person is never named, whatever the decision says. Remove `name`; the label stands in its place.";
    TwoBases "two-bases" Error "two revenue rows of one entity are marked `base`"
        "The ratio divides by one amount. Mark the one that the decision itself retained, or else the body's last closed year before the decision.";
    NoBaseMarked "no-base-marked" Error "several revenue rows with an amount and none marked `base`"
        "With several amounts the book must say which one the ratio divides by: `base: true` on one of them.";
    EntityMissing "entity-missing" Error "a row must say which entity it is about"
        "The decision has several entities: give the row `entity:` with the id of one of them.";
    NumberMismatch "number-mismatch" Error "a number and a date or file name disagree"
        "The year in SAN-YYYY-NNN is the year of the decision, the file name is the number in lower case, and the date inside an ECLI is the date of the ruling.";
    AmountMismatch "amount-mismatch" Error "amounts of one decision disagree"
        "A final fine above the one imposed, or a final fine for an entity that was not fined, cannot stand.";
    DateOrder "date-order" Error "dates come in an impossible order"
        "A decision is published on or after its date, and ruled upon on appeal after it.";
    KindMismatch "kind-mismatch" Error "the kind of decision and its fines disagree"
        "A decision of kind `fine` or `penalty-settlement` has at least one row in `fines`; a reprimand, a dismissal, a closing or an injunction has none.";
    StateFined "state-fined" Error "a fine against the State"
        "Processing by the State cannot be fined (loi n° 78-17, art. 20). A public body that can be fined is `kind: public-body`.";
    ForeignCurrency "foreign-currency" Error "an amount in another currency has no rate"
        "Figures are in euros: give `rate` (euros for one unit) and `rate-source`, or leave the row out.";
    FineAboveCap "fine-above-cap" Warning "a fine is above its legal maximum"
        "The fine, as it stands today, is more than the maximum of the gravest provision of its `basis` (content/acts), or more than the ceiling of the simplified procedure. Check the amount, the basis, and the turnover marked `undertaking: true`.";
    BeforeInForce "before-in-force" Warning "a decision rests on an act that did not apply yet"
        "The act says since when it applies (`applies-from`), and the law of the decision is that of an earlier day. Correct `date` or `law-of`, or name the provision that applied then.";
    BreachUnmentioned "breach-unmentioned" Warning "a provision found breached is never mentioned in the text"
        "The front matter lists a breach of an article that the text of the decision never cites. A reader would not learn what was wrong: cite the article where the breach is told, or remove the row.";
    ProseDisagrees "prose-disagrees" Warning "the text of a decision says something else than its front matter"
        "An amount of the fine, its share of the revenue, a date or an article in the text is not the one that the front matter gives. Correct the one that is wrong. `rubrique numbers` lists every number of the texts with the key that says the same.";
    NameSpelledTwice "name-spelled-twice" Warning "one organisation is spelled in two ways"
        "Two decisions name what looks like one body in two ways: case, accents, signs or the legal form differ. Write one `name` everywhere, so that readers find all its decisions, and put the other spelling under `aliases`.";
    NoOfficialSource "no-official-source" Warning "none of a decision's sources is official"
        "A reader must be able to check a decision where an official body publishes it: Légifrance, the CNIL, a court, the EDPB. `official-domains` under [output.rubrique] lists whom the book trusts; subdomains count.";
    ReviewDue "review-due" Note "a document is due for another review"
        "`reviewed` is the day it was last checked against its sources; after `review-months` (12 unless book.toml says so) it is due again. Read it against its sources, then write today's date.";
    PersonalData "personal-data" Warning "a text shows what looks like a person's e-mail address, telephone or social-security number"
        "A case study needs no such data of a natural person (article 5(1)(c) GDPR). Take it out. Addresses of offices and landline numbers are let through; where the rule is wrong, `allow` says why.";
    RouteCollision "route-collision" Error "two documents claim one address"
        "Each page has one address. Rename one of the two, or remove the alias that takes the other's place.";
    BadAlias "bad-alias" Error "an alias is no address of this site"
        "Aliases are old addresses of the page, from the root: `/old/address/`, lower case, ASCII.";
    TwinWithoutOriginal "twin-without-original" Error "an English text stands beside nothing"
        "x.en.md is the English text of x.md. The original is missing, or its name differs.";
    TwinKey "twin-key" Error "an English twin holds something else than words"
        "The twin gives the words alone; facts stay in the original, so that they cannot disagree.";
    TwinUnknownPart "twin-unknown-part" Error "an English twin translates a part that does not exist"
        "The nested words of a twin are keyed by the ids of the original: entities, breaches, items, paragraphs.";
    SynonymAlone "synonym-alone" Error "a row of synonyms holds fewer than two words"
        "A row of content/search.yml lists the words that mean the same for a search: [fuite, violation de données, data breach]. One word alone says nothing.";
    SynonymTwice "synonym-twice" Error "a word stands twice among the synonyms"
        "A search for the word could mean either row of content/search.yml. Put all that means the same in one row.";
    EmptyTitle "empty-title" Error "a title is empty"
        "The title is the page's heading and its name everywhere else.";
    HeadingLevel "heading-level" Warning "a heading skips a level, or starts at the level of the title"
        "The page's title is its only first-level heading. Headings of the text start at `##` and go down one step at a time, so that readers who navigate by headings do not get lost.";
    DuplicateHeadingId "duplicate-heading-id" Error "two headings of a page have the same id"
        "Links could not tell them apart. Change one of the `{#id}` attributes.";
    UnusedAllow "unused-allow" Warning "an `allow` silences nothing"
        "The diagnostic it names does not occur in this file any more. Remove the line.";
    ConfigInvalid "config-invalid" Error "book.toml cannot be used"
        "book.toml holds the keys of mdBook and our own under [output.rubrique]. The place and the nearest known key are given.";
    ThemeInvalid "theme-invalid" Error "the theme cannot be used"
        "A template of the theme does not load or does not render. The place is in the template.";
    PublisherMissing "publisher-missing" Note "the publisher's identity is not filled in"
        "French law asks a public site to say who publishes and hosts it. Fill [output.rubrique.publisher] in book.toml; until then the legal notice says plainly that it is missing.";
}

impl Code {
    pub fn parse(id: &str) -> Option<Code> {
        ALL.iter().copied().find(|code| code.id() == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_lower_case() {
        let ids: std::collections::BTreeSet<_> = ALL.iter().map(|code| code.id()).collect();
        assert_eq!(ids.len(), ALL.len());
        assert!(ids.iter().all(|id| id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')));
    }
}
