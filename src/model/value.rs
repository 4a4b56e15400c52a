//! The small checked types that every kind of document is made of: ids, dates, amounts, words, and the closed lists of values.

use std::cmp::Ordering;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

pub use jiff::civil::Date;
pub use rust_decimal::Decimal;

use crate::source::Span;

/// The two languages of the site: French at its root, English under `/en/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lang {
    Fr,
    En,
}

impl Lang {
    pub const ALL: [Lang; 2] = [Lang::Fr, Lang::En];

    pub fn code(self) -> &'static str {
        match self {
            Lang::Fr => "fr",
            Lang::En => "en",
        }
    }

    pub fn other(self) -> Lang {
        match self {
            Lang::Fr => Lang::En,
            Lang::En => Lang::Fr,
        }
    }
}

/// A short text of the law or of the interface in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bilingual {
    pub fr: String,
    pub en: String,
}

impl Bilingual {
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fr => &self.fr,
            Lang::En => &self.en,
        }
    }
}

/// Words written in a front matter: they may hold slots, citations and `[[…]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    pub text: String,
    pub span: Span,
    /// Where `text` starts in the file, if it stands there byte for byte (no escapes, no folded lines).
    pub verbatim: Option<u32>,
}

impl Words {
    /// The place of a part of the text; the place of the whole where the two cannot be matched.
    pub fn place(&self, range: Range<usize>) -> Span {
        match self.verbatim {
            Some(start) => {
                Span { file: self.span.file, start: start + range.start as u32, end: start + range.end as u32 }
            }
            None => self.span,
        }
    }
}

macro_rules! choices {
    ($(#[$meta:meta])* $name:ident { $($variant:ident = $word:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($variant),* }

        impl Choice for $name {
            const ALL: &'static [$name] = &[$($name::$variant),*];
            fn word(self) -> &'static str { match self { $($name::$variant => $word),* } }
        }
    };
}

/// A closed list of values, as they are written in front matter.
pub trait Choice: Copy + PartialEq + 'static {
    const ALL: &'static [Self];

    fn word(self) -> &'static str;

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|choice| choice.word() == word)
    }
}

choices! {
    /// The kind of a document: its top folder.
    Kind {
        Decision = "decisions", Provision = "provisions", Checklist = "checklists", Sector = "sectors", Term = "glossary", Page = "pages",
    }
}

choices! {
    /// Before the full restricted committee, or before its president alone (loi n° 78-17, art. 22-1).
    Procedure { Ordinary = "ordinary", Simplified = "simplified" }
}

choices! {
    /// What the decision does.
    DecisionKind {
        Fine = "fine", Reprimand = "reprimand", Injunction = "injunction", PenaltySettlement = "penalty-settlement",
        Closing = "closing", Dismissal = "dismissal",
    }
}

choices! {
    EntityKind {
        Company = "company", LiberalProfessional = "liberal-professional", Association = "association",
        PublicBody = "public-body", State = "state", Party = "party", Other = "other",
    }
}

choices! {
    /// Fewer than 10, 50, 250 people, or more.
    Size { Micro = "micro", Small = "small", Medium = "medium", Large = "large", Unknown = "unknown" }
}

choices! {
    Role { Controller = "controller", JointController = "joint-controller", Processor = "processor" }
}

choices! {
    Period { Year = "year", Month = "month" }
}

choices! {
    /// What kind of money the base is. Natures never mix in one median.
    Nature {
        Turnover = "turnover", ProfessionalIncome = "professional-income", Budget = "budget",
        OperatingIncome = "operating-income", NetBankingIncome = "net-banking-income", Premiums = "premiums",
    }
}

choices! {
    Perimeter { Person = "person", Entity = "entity", Group = "group" }
}

choices! {
    /// How a base is known. Withheld (blanked in the decision), inapplicable (the State) and unknown (no row) are three things.
    BaseStatus {
        Stated = "stated", Filed = "filed", Estimated = "estimated", Withheld = "withheld", Inapplicable = "inapplicable",
    }
}

choices! {
    Court { ConseilEtat = "conseil-etat", Cjue = "cjue", Other = "other" }
}

choices! {
    AppealOutcome { Pending = "pending", Rejected = "rejected", Reduced = "reduced", Annulled = "annulled", Withdrawn = "withdrawn" }
}

choices! {
    /// How the appeal of an entity stands on a day. `None`: no appeal is known; that none was lodged is another thing.
    AppealState {
        None = "none", Pending = "pending", Rejected = "rejected", Reduced = "reduced", Annulled = "annulled", Withdrawn = "withdrawn",
    }
}

choices! {
    Direction { Aggravating = "aggravating", Mitigating = "mitigating" }
}

choices! {
    /// Whom the number of people speaks of.
    PeopleScope { Breach = "breach", Processing = "processing" }
}

choices! {
    /// How the authority came to know.
    Origin {
        Complaint = "complaint", BreachNotified = "breach-notified", Press = "press", OnlineCheck = "online-check",
        OnSite = "on-site", Documents = "documents", Hearing = "hearing", Report = "report",
        OtherAuthority = "other-authority", FollowUp = "follow-up",
    }
}

choices! {
    DataKind {
        Identity = "identity", Contact = "contact", Health = "health", Genetic = "genetic", Biometric = "biometric", Nir = "nir",
        Financial = "financial", Location = "location", Credentials = "credentials", Trackers = "trackers",
        Communications = "communications", Employment = "employment", Browsing = "browsing", Criminal = "criminal",
        Political = "political", IntimateLife = "intimate-life", Minors = "minors", Images = "images", Family = "family",
        Consumption = "consumption", IdentityDocuments = "identity-documents",
    }
}

choices! {
    /// The measure that a breach was about: what joins decisions to checklists and to each other.
    Measure {
        Chiffrement = "chiffrement", Authentification = "authentification", MotsDePasse = "mots-de-passe",
        Habilitations = "habilitations", ControleDAcces = "controle-d-acces", FiltrageReseau = "filtrage-reseau",
        Journalisation = "journalisation", Supervision = "supervision", TestsDeSecurite = "tests-de-securite",
        Cloisonnement = "cloisonnement", ProcedureDeMigration = "procedure-de-migration",
        DureeDeConservation = "duree-de-conservation", Minimisation = "minimisation", Finalite = "finalite",
        BaseLegale = "base-legale", Consentement = "consentement", RefusDesTraceurs = "refus-des-traceurs",
        Information = "information", DroitDAcces = "droit-d-acces", Rectification = "rectification",
        Effacement = "effacement", Opposition = "opposition", ExerciceDesDroits = "exercice-des-droits",
        ContratDeSousTraitance = "contrat-de-sous-traitance", InstructionsDuResponsable = "instructions-du-responsable",
        Registre = "registre", Notification = "notification", InformationDesPersonnes = "information-des-personnes",
        AnalyseDImpact = "analyse-d-impact", Delegue = "delegue", Cooperation = "cooperation",
        ResponsabiliteConjointe = "responsabilite-conjointe", FormalitesPrealables = "formalites-prealables",
        ProtectionParDefaut = "protection-par-defaut", DonneesSensibles = "donnees-sensibles", Prospection = "prospection",
    }
}

/// A document's kind and id. The slug is the file name: lower-case ASCII letters, digits, hyphens.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DocId {
    pub kind: Kind,
    pub slug: Arc<str>,
}

impl DocId {
    pub fn new(kind: Kind, slug: impl Into<Arc<str>>) -> DocId {
        DocId { kind, slug: slug.into() }
    }
}

/// Whether a word is a well-formed slug.
pub fn is_slug(word: &str) -> bool {
    !word.is_empty()
        && !word.starts_with('-')
        && !word.ends_with('-')
        && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// A provision of an act, dotted from the act inwards: `rgpd.32.1.a`, `rgpd.recital.150`, `lil.20.IV.7`, `cpce.L34-5`.
///
/// A hyphen is part of a number, never a level. An act alone (`lil`) stands for everything in it, in the rows of caps only.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ProvisionId(Arc<str>);

impl ProvisionId {
    pub fn parse(text: &str) -> Option<ProvisionId> {
        let well_formed =
            |level: &str| !level.is_empty() && level.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == ' ');
        let mut levels = text.split('.');
        let act = levels.next()?;
        (is_slug(act) && levels.all(well_formed)).then(|| ProvisionId(text.into()))
    }

    /// An id from its act and its levels.
    pub fn new<'a>(act: &str, levels: impl IntoIterator<Item = &'a str>) -> ProvisionId {
        let mut text = act.to_owned();
        for level in levels {
            text.push('.');
            text.push_str(level);
        }
        ProvisionId(text.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn act(&self) -> &str {
        self.0.split('.').next().unwrap_or_default()
    }

    /// The levels inside the act: `["32", "1", "a"]`, or `["recital", "150"]`.
    pub fn levels(&self) -> impl Iterator<Item = &str> {
        self.0.split('.').skip(1)
    }

    pub fn is_recital(&self) -> bool {
        self.levels().next() == Some("recital")
    }

    /// The article (or recital) that holds this provision; an act alone is its own.
    pub fn article(&self) -> ProvisionId {
        let depth = if self.is_recital() { 2 } else { 1 };
        ProvisionId::new(self.act(), self.levels().take(depth))
    }

    /// The levels below the article: `["1", "a"]`.
    pub fn subdivision(&self) -> impl Iterator<Item = &str> {
        self.levels().skip(if self.is_recital() { 2 } else { 1 })
    }

    /// Whether `other` is this provision or stands under it.
    pub fn contains(&self, other: &ProvisionId) -> bool {
        other.0.strip_prefix(&*self.0).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }

    /// The slug of the provision's page: `rgpd-32`, `lil-22-1`, `cpce-l34-5`.
    pub fn page_slug(&self) -> String {
        self.article().0.to_lowercase().replace(['.', ' '], "-")
    }

    /// The anchor of the provision on its page: `p1-a`; none for the article itself.
    pub fn anchor(&self) -> Option<String> {
        let levels: Vec<String> = self.subdivision().map(str::to_lowercase).collect();
        (!levels.is_empty()).then(|| format!("p{}", levels.join("-")))
    }
}

impl fmt::Display for ProvisionId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Debug for ProvisionId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl PartialOrd for ProvisionId {
    fn partial_cmp(&self, other: &ProvisionId) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// As a reader would order them: by act, then level by level, numbers by value (5 before 32). Allocates nothing: ids are compared a great deal.
impl Ord for ProvisionId {
    fn cmp(&self, other: &ProvisionId) -> Ordering {
        if self.0 == other.0 {
            return Ordering::Equal;
        }
        ranked_levels(self).cmp(ranked_levels(other))
    }
}

fn ranked_levels(id: &ProvisionId) -> impl Iterator<Item = (u64, &str)> {
    id.0.split('.').map(|level| (leading_number(level), level))
}

fn leading_number(level: &str) -> u64 {
    let digits = level.trim_start_matches(|c: char| !c.is_ascii_digit());
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    digits[..end].parse().unwrap_or(0)
}

/// A stretch of days, both ends included; an open end has no day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Days {
    pub from: Option<Date>,
    pub to: Option<Date>,
}

impl Days {
    pub fn contains(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn provision_ids_know_their_levels() {
        let id = ProvisionId::parse("rgpd.32.1.a").expect("well formed");
        assert_eq!(id.act(), "rgpd");
        assert_eq!(id.article().as_str(), "rgpd.32");
        assert_eq!((id.page_slug(), id.anchor()), ("rgpd-32".into(), Some("p1-a".into())));
        assert_eq!(ProvisionId::parse("cpce.L34-5").expect("well formed").page_slug(), "cpce-l34-5");
        assert_eq!(ProvisionId::parse("rgpd.recital.150").expect("well formed").page_slug(), "rgpd-recital-150");
        assert!(ProvisionId::parse("rgpd..1").is_none());
        assert!(ProvisionId::parse("RGPD.1").is_none());
    }

    #[test]
    fn containment_goes_by_whole_levels() {
        let id = |text| ProvisionId::parse(text).expect("well formed");
        assert!(id("rgpd.5").contains(&id("rgpd.5.1.f")));
        assert!(id("lil").contains(&id("lil.82")));
        assert!(!id("rgpd.5").contains(&id("rgpd.58")));
        assert!(!id("rgpd.5.1").contains(&id("rgpd.5")));
    }

    #[test]
    fn provisions_sort_by_number() {
        let mut ids = ["rgpd.32.1", "rgpd.5", "rgpd.32", "lil.82", "rgpd.32.1.a", "lil.22-1"]
            .map(|t| ProvisionId::parse(t).expect("ok"));
        ids.sort();
        assert_eq!(
            ids.map(|id| id.to_string()),
            ["lil.22-1", "lil.82", "rgpd.5", "rgpd.32", "rgpd.32.1", "rgpd.32.1.a"]
        );
    }
}
