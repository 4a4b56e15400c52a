//! The page of a decision.

mod actions;
mod comparables;
mod explain;
mod timeline;

use crate::analysis::figures::{CapRule, EntityFigures, is_set_aside};
use crate::analysis::routes::Page;
use crate::model::Document;
use crate::model::decision::{Appeal, Breach, Decision, NamedUntil, Penalty, RevenueAmount};
use crate::model::value::AppealState;
use crate::model::value::{AppealOutcome, Date, Decimal, DecisionKind, DocId, Lang};
use crate::typography::{self, NBSP, date, money, number};
use crate::view::decision::{
    AppealView, BreachView, DecisionView, EntityFiguresView, FactorView, IdentityView, RevenueView, SanctionedBodyView,
    WorkingView,
};
use crate::view::parts::{BodyView, FigureView, LinkView};
use crate::vocabulary::{self, say};

use super::frame::{self, Head};
use super::rows::{self, plain_figure};
use super::{World, charts, cite, passages, text};
pub use comparables::{Traits, nearest};

/// The parts of a decision that its page is composed from.
struct Case<'w> {
    world: &'w World,
    document: &'w Document,
    decision: &'w Decision,
    lang: Lang,
}

pub fn view(world: &World, document: &Document, decision: &Decision, lang: Lang) -> DecisionView {
    let case = Case { world, document, decision, lang };
    let id = document.id();
    let figures = world.figures(id);
    let (previous, next) = case.neighbours();
    let chosen = actions::chosen(&case);
    let mut body = text::body(world, document, lang).map(|(body, _)| body);
    let facts_html = body.as_mut().and_then(BodyView::take_second);
    DecisionView {
        site: world.frame(lang),
        page: frame::page(world, case.head(), lang),
        kicker_html: rows::heading(&case.kicker()),
        heading_html: rows::title_html(world, id, lang),
        standfirst_html: text::html(world, id, "standfirst", lang),
        entities: figures.iter().map(|figures| case.entity(figures)).collect(),
        total: case.total(),
        body,
        facts_html,
        timeline: timeline::steps(&case),
        place: charts::place::of_decision(world, id, lang),
        identity: case.identity(),
        breaches: decision.breaches.iter().map(|breach| case.breach(breach)).collect(),
        factors: case.factors(),
        actions: actions::views(&case, &chosen),
        checklists: actions::lists(&case, &chosen),
        comparables: comparables::table(&case),
        working: figures.iter().map(|figures| case.working(figures)).collect(),
        cited_by: passages::views(world, world.analysis.graph.passages_to(id), lang),
        sources: rows::sources(world, document, lang),
        reviewed: document.meta.reviewed.map(|day| rows::day(lang, day)),
        citation: cite::citation(world, document, Some(&case.number()), lang),
        previous,
        next,
    }
}

/// The kicker of the page, and its figures: those of the sanctioned body, or the sum of the fines of several.
pub fn in_short(world: &World, document: &Document, decision: &Decision, lang: Lang) -> (String, Vec<FigureView>) {
    let case = Case { world, document, decision, lang };
    let figures = match (case.total(), world.figures(document.id())) {
        (Some(total), figures) => {
            let bodies = case.say("Organismes sanctionnés", "Bodies sanctioned");
            vec![total, plain_figure(bodies, figures.len().to_string(), None)]
        }
        (None, [one]) => vec![case.fine(one), case.ratio(one), case.share(one)],
        (None, figures) => figures.first().map(|one| case.fine(one)).into_iter().collect(),
    };
    (case.kicker(), figures)
}

impl Case<'_> {
    fn id(&self) -> &DocId {
        self.document.id()
    }

    fn say(&self, fr: &'static str, en: &'static str) -> &'static str {
        say(self.lang, fr, en)
    }

    fn words(&self, path: &str) -> Option<String> {
        text::plain(self.world, self.id(), path, self.lang)
    }

    fn words_html(&self, path: &str) -> Option<String> {
        text::html(self.world, self.id(), path, self.lang)
    }

    fn number(&self) -> String {
        rows::number_of(self.decision, self.lang)
    }

    fn day(&self) -> Date {
        self.decision.date.as_ref().map_or(self.world.inputs.today, |date| date.value)
    }

    fn law_day(&self) -> Date {
        self.decision.law_day().unwrap_or(self.world.inputs.today)
    }

    fn head(&self) -> Head<'_> {
        let title = text::title(self.world, self.id(), self.lang);
        let year = self.day().year().to_string();
        Head {
            page: Page::Document(self.id().clone()),
            title: frame::fitted(&title, &self.title_end()),
            description: rows::description(self.world, self.id(), self.lang),
            crumbs: vec![
                frame::nav_crumb(Page::Decisions, self.lang),
                (self.decision.year().map_or(Page::Decisions, Page::Year), year),
            ],
            here: self.number(),
            document: Some(self.document),
        }
    }

    /// «  : 2 500 € (SAN-2020-014) »: what the title of the page keeps whatever its length.
    fn title_end(&self) -> String {
        let fines = self.world.figures(self.id()).iter().filter_map(|figures| figures.standing);
        let fine = fines.reduce(|sum, fine| sum + fine).map(|fine| typography::money_in_prose(self.lang, fine));
        let fine = fine.map(|fine| format!("{}{fine}", self.say("\u{a0}: ", ": "))).unwrap_or_default();
        format!("{fine} ({})", self.number())
    }

    /// « Délibération SAN-2020-014 du 7 décembre 2020, réformée le 22 juillet 2022 ».
    fn kicker(&self) -> String {
        let day = date(self.lang, self.day());
        let head = match &self.decision.number {
            Some(number) => {
                format!("{} {} {} {day}", self.say("Délibération", "Decision"), number.value, self.say("du", "of"))
            }
            None => format!("{} {day}", self.say("Décision du", "Decision of")),
        };
        let rulings = crate::analysis::figures::decided(self.decision, self.world.inputs.today);
        let later = rulings.last().map(|(appeal, day)| (appeal.outcome, *day)).and_then(|(outcome, day)| {
            let verb = match outcome {
                AppealOutcome::Reduced => self.say("réformée", "varied"),
                AppealOutcome::Annulled => self.say("annulée", "annulled"),
                AppealOutcome::Rejected => self.say("recours rejeté", "appeal dismissed"),
                AppealOutcome::Withdrawn => self.say("désistement", "appeal withdrawn"),
                AppealOutcome::Pending => return None,
            };
            Some(format!(", {verb} {}", rows::on_day(self.lang, day)))
        });
        head + &later.unwrap_or_default()
    }

    // ── figures ──

    fn entity(&self, figures: &EntityFigures) -> EntityFiguresView {
        let several = self.decision.entities.len() > 1;
        EntityFiguresView {
            id: self.decision.entities[figures.entity].id.value.clone(),
            who: self.who(figures.entity).filter(|_| several),
            figures: vec![self.fine(figures), self.base(figures), self.ratio(figures), self.share(figures)],
        }
    }

    fn who(&self, entity: usize) -> Option<String> {
        text::who(self.world, self.id(), entity, self.lang)
    }

    fn fine(&self, figures: &EntityFigures) -> FigureView {
        let label = self.fine_label(figures.appeal);
        let Some(standing) = figures.standing else {
            let value = rows::fine_words(self.decision, self.lang).to_owned();
            let note = format!("{}.", vocabulary::decision_kind(self.decision.kind, self.lang));
            return FigureView {
                missing: true,
                main: true,
                notes_html: vec![note],
                ..plain_figure(self.say("Amende", "Fine"), value, None)
            };
        };
        let mut notes = Vec::new();
        if figures.imposed != figures.standing {
            let imposed = money(self.lang, figures.imposed.unwrap_or_default());
            notes.push(format!("{} {imposed}.", self.say("Prononcée par la CNIL :", "Imposed by the CNIL:")));
            notes.push(self.reduction(figures));
        } else if figures.appeal == AppealState::Pending {
            notes.push(
                self.say("Recours en cours : montant susceptible d’évoluer.", "Appeal pending: the amount may change.")
                    .to_owned(),
            );
        } else if figures.appeal == AppealState::Rejected {
            notes.push(self.say("Confirmée sur recours.", "Upheld on appeal.").to_owned());
        }
        FigureView {
            main: true,
            notes_html: self.typeset(notes),
            ..plain_figure(label, money(self.lang, standing), Some(standing.normalize().to_string()))
        }
    }

    /// « Réduite de 16,7 % sur recours. »
    fn reduction(&self, figures: &EntityFigures) -> String {
        let (imposed, standing) = (figures.imposed.unwrap_or_default(), figures.standing.unwrap_or_default());
        if figures.appeal != AppealState::Reduced || imposed <= standing {
            return format!("{}.", vocabulary::appeal(figures.appeal, self.lang));
        }
        let part = typography::percent(self.lang, (imposed - standing) / imposed);
        match self.lang {
            Lang::Fr => format!("Réduite de {part} sur recours."),
            Lang::En => format!("Reduced by {part} on appeal."),
        }
    }

    /// A fine is final only once a court has ruled; that no appeal is known does not make it so.
    fn fine_label(&self, appeal: AppealState) -> &'static str {
        match (self.decision.kind, appeal) {
            (DecisionKind::PenaltySettlement, _) => self.say("Astreinte liquidée", "Periodic penalty settled"),
            (_, AppealState::Pending) => self.say("Amende prononcée", "Fine imposed"),
            (_, AppealState::None) => self.say("Amende en vigueur", "Fine in force"),
            (_, AppealState::Rejected | AppealState::Reduced | AppealState::Annulled | AppealState::Withdrawn) => {
                self.say("Amende définitive", "Final fine")
            }
        }
    }

    fn typeset(&self, notes: Vec<String>) -> Vec<String> {
        notes.into_iter().map(|note| typography::typeset(self.lang, &note).into_owned()).collect()
    }

    fn base(&self, figures: &EntityFigures) -> FigureView {
        let label = self.say("Revenu de référence", "Revenue base");
        let base = figures.base.as_ref();
        let Some(value) = text::base(figures, self.lang) else {
            let value = rows::base_words(self.decision, figures, self.lang).to_owned();
            return FigureView { missing: true, ..plain_figure(label, value, None) };
        };
        let nature = base.and_then(|base| base.nature).map(|nature| vocabulary::nature(nature, self.lang));
        let perimeter =
            base.and_then(|base| base.perimeter).map(|perimeter| vocabulary::perimeter(perimeter, self.lang));
        let year = base.and_then(|base| base.year).map(|year| year.to_string());
        let words: Vec<String> = nature.into_iter().chain(perimeter).map(str::to_owned).chain(year).collect();
        let note = format!("{}.", capitalised(&words.join(", ")));
        FigureView {
            notes_html: vec![crate::html::escape(&note).into_owned()],
            tag: base.map(|base| rows::tag(base.status, base.annualised, self.lang)),
            ..plain_figure(label, value, base.and_then(|base| base.annual).map(|annual| annual.to_string()))
        }
    }

    fn ratio(&self, figures: &EntityFigures) -> FigureView {
        let label = self.say("Amende ÷ revenu", "Fine ÷ revenue");
        let how = format!("<a href=\"#calcul\">{}</a>", self.say("Comment c’est calculé", "How this is computed"));
        if let Some((low, high)) = &figures.ratio_range {
            let (low, high) =
                (typography::percent(self.lang, low.value()), typography::percent(self.lang, high.value()));
            let value = format!("{} {low} {} {high}", self.say("de", "from"), self.say("à", "to"));
            return FigureView { notes_html: vec![how], ..plain_figure(label, value, None) };
        }
        let Some(value) = text::ratio(figures, self.lang) else {
            let value = rows::ratio_words(self.decision, figures, self.lang).to_owned();
            return FigureView { missing: true, notes_html: vec![how], ..plain_figure(label, value, None) };
        };
        let days = figures.days.map(|days| self.days(days));
        FigureView {
            notes_html: days.into_iter().chain([how]).collect(),
            ..plain_figure(label, value, figures.ratio.map(|ratio| ratio.ten_decimals().to_string()))
        }
    }

    /// « Soit environ 9 jours de revenu. »
    fn days(&self, days: Decimal) -> String {
        if days < Decimal::ONE {
            return self.say("Soit moins d’un jour de revenu.", "Less than a day of revenue.").to_owned();
        }
        let count = number(self.lang, days);
        let plural = days > Decimal::ONE;
        match (self.lang, plural) {
            (Lang::Fr, true) => format!("Soit environ {count}{NBSP}jours de revenu."),
            (Lang::Fr, false) => format!("Soit environ {count}{NBSP}jour de revenu."),
            (Lang::En, true) => format!("About {count} days of revenue."),
            (Lang::En, false) => format!("About {count} day of revenue."),
        }
    }

    fn share(&self, figures: &EntityFigures) -> FigureView {
        let label = self.say("Part du plafond légal", "Share of the statutory cap");
        let notes = self.cap_notes(figures);
        let is_unknown = figures.cap.rule == CapRule::AtLeast
            && figures.share_of_cap.is_some_and(|share| share.value() > Decimal::ONE);
        match text::share(figures, self.lang).filter(|_| !is_unknown) {
            Some(value) => FigureView {
                notes_html: notes,
                ..plain_figure(label, value, figures.share_of_cap.map(|share| share.ten_decimals().to_string()))
            },
            None => {
                let value = if is_unknown {
                    self.say("Plafond inconnu", "Cap unknown")
                } else {
                    self.say("Sans objet", "Not applicable")
                };
                FigureView { missing: true, notes_html: notes, ..plain_figure(label, value.to_owned(), None) }
            }
        }
    }

    /// Which cap, under which provision, by which rule; beside it the simplified procedure's own ceiling.
    fn cap_notes(&self, figures: &EntityFigures) -> Vec<String> {
        let mut notes = Vec::new();
        if let (Some(cap), Some(provision)) = (text::cap(figures, self.lang), &figures.cap.provision) {
            let reference = rows::provision_ref(self.world, provision, self.law_day(), self.lang);
            let cited = crate::html::escape(&reference.text).into_owned();
            let cited = reference.href.map_or_else(
                || cited.clone(),
                |href| format!("<a href=\"{}\">{cited}</a>", crate::html::escape(&href)),
            );
            let why = match figures.cap.rule {
                CapRule::AtLeast => self.say(
                    " : le chiffre d’affaires de l’entreprise entière n’est pas connu.",
                    ": the turnover of the whole undertaking is not known.",
                ),
                CapRule::Percent => {
                    self.say(" : le pourcentage dépasse le montant fixe.", ": the percentage exceeds the fixed amount.")
                }
                CapRule::Fixed if figures.cap.percent_of.is_some() => {
                    self.say(" : le pourcentage du revenu est inférieur.", ": the percentage of the revenue is lower.")
                }
                CapRule::Fixed | CapRule::None => ".",
            };
            let note = format!("{} {cap} ({cited}){why}", self.say("Plafond :", "Cap:"));
            notes.push(typography::typeset(self.lang, &note).into_owned());
        }
        if let Some(ceiling) = figures.procedure_ceiling {
            let note = format!(
                "{} {}.",
                self.say("Procédure simplifiée : au plus", "Simplified procedure: at most"),
                money(self.lang, ceiling)
            );
            notes.push(typography::typeset(self.lang, &note).into_owned());
        }
        notes
    }

    fn total(&self) -> Option<FigureView> {
        let figures = self.world.figures(self.id());
        let standing: Vec<Decimal> = figures.iter().filter_map(|figures| figures.standing).collect();
        if standing.len() < 2 {
            return None;
        }
        let total: Decimal = standing.iter().sum();
        let note = self.say("Chaque ratio est calculé par organisme.", "Each ratio is computed by body.").to_owned();
        Some(FigureView {
            notes_html: vec![note],
            ..plain_figure(
                self.say("Total des amendes", "Sum of the fines"),
                money(self.lang, total),
                Some(total.normalize().to_string()),
            )
        })
    }

    // ── identity ──

    fn identity(&self) -> IdentityView {
        let decision = self.decision;
        let mut sectors: Vec<LinkView> = Vec::new();
        for entity in &decision.entities {
            let link = rows::sector_link(self.world, &entity.sector.value, self.lang);
            if sectors.iter().all(|known| known.href != link.href) {
                sectors.push(link);
            }
        }
        let provisions = rows::provisions_of(decision);
        IdentityView {
            bodies: (0..decision.entities.len()).map(|entity| self.body(entity)).collect(),
            sectors,
            provisions: provisions.iter().map(|provision| self.provision(provision)).collect(),
            procedure: self.procedure(),
            kind: vocabulary::decision_kind(decision.kind, self.lang).to_owned(),
            published: decision.published.as_ref().map(|day| rows::day(self.lang, day.value)),
            origin: listed(decision.origin.iter().map(|origin| vocabulary::origin(*origin, self.lang))),
            people: self.people(),
            data_kinds: listed(decision.data_kinds.iter().map(|kind| vocabulary::data_kind(*kind, self.lang))),
            duration: self.words("duration").map(|duration| capitalised(&duration)),
            penalty: decision.penalty.as_ref().map(|penalty| self.penalty(penalty)),
            appeals: decision.appeals.iter().map(|appeal| self.appeal(appeal)).collect(),
        }
    }

    fn provision(&self, provision: &crate::model::value::ProvisionId) -> crate::view::parts::ProvisionRefView {
        let set_aside = is_set_aside(self.decision, provision, self.world.inputs.today);
        crate::view::parts::ProvisionRefView {
            set_aside,
            ..rows::provision_ref(self.world, provision, self.law_day(), self.lang)
        }
    }

    fn body(&self, at: usize) -> SanctionedBodyView {
        let entity = &self.decision.entities[at];
        let named = self.world.clock.name(self.decision, entity).is_some();
        let label = self.words(&format!("entities.{}.label", entity.id.value));
        SanctionedBodyView {
            who: self.who(at).unwrap_or_default(),
            label: label.filter(|_| named),
            note: self.name_note(entity),
            role: entity.role.map(|role| vocabulary::role(role, self.lang).to_owned()),
            size: vocabulary::size(entity.size, self.lang).map(str::to_owned),
        }
    }

    /// Why a name is not shown, or since when the official text no longer gives it.
    fn name_note(&self, entity: &crate::model::decision::Entity) -> Option<String> {
        if let Some(last) = self.world.clock.expired(self.decision, entity) {
            let since = date(self.lang, last);
            return Some(match self.lang {
                Lang::Fr => format!("le texte officiel ne donne plus ce nom depuis le {since}"),
                Lang::En => format!("the official text has not given this name since {since}"),
            });
        }
        if self.world.clock.name(self.decision, entity).is_some() {
            return None;
        }
        Some(match (entity.name.is_some(), self.decision.named_until()) {
            (true, NamedUntil::Day(_)) => {
                self.say("le nom n’est plus publié", "the name is no longer published").to_owned()
            }
            _ => self.say("nom non publié", "name not published").to_owned(),
        })
    }

    fn procedure(&self) -> String {
        let procedure = vocabulary::procedure(self.decision.procedure, self.lang);
        let published = match self.decision.naming {
            crate::model::decision::Naming::NotPublic => self.say("décision non publiée", "decision not published"),
            _ => self.say("décision publiée", "published decision"),
        };
        format!("{procedure}, {published}")
    }

    fn people(&self) -> Option<String> {
        let people = self.decision.people.as_ref()?;
        let count = number(self.lang, Decimal::from(people.value));
        let unit = self.words("people.unit").unwrap_or_else(|| self.say("personnes", "people").to_owned());
        let about = if people.about { self.say("environ ", "about ") } else { "" };
        Some(capitalised(&format!("{about}{count} {unit}")))
    }

    /// « 500 € par jour de retard après 90 jours ».
    fn penalty(&self, penalty: &Penalty) -> String {
        let daily = format!("{} {}", money(self.lang, penalty.daily), self.say("par jour de retard", "a day of delay"));
        match penalty.after_days {
            Some(days) => format!("{daily} {} {days} {}", self.say("après", "after"), self.say("jours", "days")),
            None => daily,
        }
    }

    fn appeal(&self, appeal: &Appeal) -> AppealView {
        let court = vocabulary::court(appeal.court, self.lang);
        let number = appeal.number.as_ref().map(|number| format!(", {}{NBSP}{number}", self.say("n°", "no.")));
        let today = self.world.inputs.today;
        let ruled = appeal
            .date
            .as_ref()
            .map(|date| date.value)
            .filter(|day| *day <= today && appeal.outcome != AppealOutcome::Pending);
        let state = match (appeal.outcome, ruled) {
            (AppealOutcome::Pending, _) | (_, None) => AppealState::Pending,
            (AppealOutcome::Rejected, Some(_)) => AppealState::Rejected,
            (AppealOutcome::Reduced, Some(_)) => AppealState::Reduced,
            (AppealOutcome::Annulled, Some(_)) => AppealState::Annulled,
            (AppealOutcome::Withdrawn, Some(_)) => AppealState::Withdrawn,
        };
        let outcome = vocabulary::appeal(state, self.lang);
        let own_source = appeal.number.as_ref().and_then(|number| {
            self.document.meta.sources.iter().find(|source| source.url.value.contains(number.as_str()))
        });
        AppealView {
            text: format!("{court}{}", number.unwrap_or_default()),
            href: own_source
                .map(|source| source.url.value.clone())
                .filter(|url| !self.world.clock.hides(self.decision, url)),
            outcome: ruled
                .map_or_else(|| outcome.to_owned(), |day| format!("{outcome} {}", rows::on_day(self.lang, day))),
            ecli: appeal.ecli.as_ref().map(|ecli| ecli.value.clone()),
        }
    }

    // ── breaches, factors ──

    fn breach(&self, breach: &Breach) -> BreachView {
        let set_aside = is_set_aside(self.decision, &breach.provision.value, self.world.inputs.today);
        BreachView {
            id: format!("manquement-{}", breach.key.to_lowercase().replace(['.', ' '], "-")),
            provision: self.provision(&breach.provision.value),
            measure: breach.measure.map(|measure| vocabulary::measure(measure, self.lang).to_owned()),
            who: self.only(&breach.provision.value),
            missing_html: self.words_html(&format!("breaches.{}.missing", breach.key)),
            expected_html: self.words_html(&format!("breaches.{}.expected", breach.key)),
            status: self.breach_status(set_aside).to_owned(),
            set_aside,
        }
    }

    /// The bodies whose fine rests on a provision, where it is not that of all.
    fn only(&self, provision: &crate::model::value::ProvisionId) -> Option<String> {
        let rests = |entity: usize| {
            let own = self.decision.fines.iter().filter(|fine| fine.entity == entity);
            let mut basis = own.flat_map(|fine| &fine.basis).map(|basis| &basis.value);
            basis.any(|basis| basis.contains(provision) || provision.contains(basis))
        };
        let entities = 0..self.decision.entities.len();
        let on_it: Vec<usize> = entities.clone().filter(|entity| rests(*entity)).collect();
        let is_shared = on_it.is_empty() || on_it.len() == entities.len();
        let names = || on_it.iter().filter_map(|entity| self.who(*entity)).collect::<Vec<_>>().join(", ");
        (!is_shared).then(names)
    }

    fn breach_status(&self, set_aside: bool) -> &'static str {
        if set_aside {
            return self.say("Écarté sur recours", "Set aside on appeal");
        }
        let states: Vec<AppealState> = self.world.figures(self.id()).iter().map(|figures| figures.appeal).collect();
        if states.contains(&AppealState::Pending) {
            self.say("Recours en cours", "Appeal pending")
        } else if states.contains(&AppealState::Annulled) {
            self.say("Décision annulée", "Decision annulled")
        } else if states.iter().any(|state| matches!(state, AppealState::Rejected | AppealState::Reduced)) {
            self.say("Confirmé sur recours", "Upheld on appeal")
        } else {
            self.say("Retenu par la CNIL", "Found by the CNIL")
        }
    }

    fn factors(&self) -> Vec<FactorView> {
        let view = |(at, factor): (usize, &crate::model::decision::Factor)| FactorView {
            letter: factor.letter.map(|letter| letter.to_string()),
            name: factor.letter.and_then(|letter| vocabulary::factor(letter, self.lang)).map(str::to_owned),
            direction: vocabulary::direction(factor.direction, self.lang).to_owned(),
            aggravating: factor.direction == crate::model::value::Direction::Aggravating,
            text_html: self.words_html(&format!("factors.{}.text", at + 1)).unwrap_or_default(),
        };
        self.decision.factors.iter().enumerate().map(view).collect()
    }

    // ── working, neighbours ──

    fn working(&self, figures: &EntityFigures) -> WorkingView {
        let several = self.decision.entities.len() > 1;
        WorkingView {
            who: self.who(figures.entity).filter(|_| several),
            lines: figures
                .working
                .iter()
                .map(|line| typography::typeset(self.lang, line.get(self.lang)).into_owned())
                .collect(),
            inputs: self.revenue(figures),
            explanations_html: explain::explanations(self, figures),
        }
    }

    fn revenue(&self, figures: &EntityFigures) -> Vec<RevenueView> {
        let rows = self.decision.revenue.iter().enumerate().filter(|(_, row)| row.entity == figures.entity);
        let base_span = figures.base.as_ref().map(|base| base.span);
        let mut views: Vec<RevenueView> = rows
            .map(|(at, row)| {
                let base = crate::analysis::figures::base_of_row(row);
                let is_base = row.amount != RevenueAmount::None && base_span == Some(base.span);
                self.revenue_row(at, row, &base, is_base)
            })
            .collect();
        views.sort_by_key(|view| !view.base);
        views
    }

    fn revenue_row(
        &self,
        at: usize,
        row: &crate::model::decision::Revenue,
        base: &crate::analysis::figures::Base,
        is_base: bool,
    ) -> RevenueView {
        let lang = self.lang;
        let amount = match (base.annual, base.range) {
            (Some(annual), _) if base.about || base.annualised => typography::about(lang, &money(lang, annual)),
            (Some(annual), _) => money(lang, annual),
            (None, Some((low, high))) => format!("{}–{}", money(lang, low), money(lang, high)),
            (None, None) => capitalised(vocabulary::base_tag(row.status, lang)),
        };
        let year = row.year.map(|year| format!(" ({year})")).unwrap_or_default();
        let words = [
            row.nature.map(|nature| vocabulary::nature(nature, lang)),
            row.perimeter.map(|perimeter| vocabulary::perimeter(perimeter, lang)),
        ];
        let at_place = row.at.as_ref().map(|place| format!(", {place}")).unwrap_or_default();
        let source = row.source.as_ref().and_then(|source| {
            let title = self.words(&format!("sources.{}.title", source.value))?;
            Some(LinkView { href: format!("#source-{}", source.value), text: format!("{title}{at_place}") })
        });
        let quote = format!("revenue.{}.quote", at + 1);
        RevenueView {
            text: format!("{amount}{year}"),
            nature: words.into_iter().flatten().collect::<Vec<_>>().join(" "),
            status: rows::tag(row.status, base.annualised, lang),
            base: is_base,
            source,
            quote: self.words(&quote),
            quote_lang: text::foreign(self.world, self.id(), &quote, lang).map(|lang| lang.code().to_owned()),
        }
    }

    /// The decisions before and after in time.
    fn neighbours(&self) -> (Option<LinkView>, Option<LinkView>) {
        let all = &self.world.decisions;
        let Some(at) = self.world.rank(self.id()) else { return (None, None) };
        let link = |id: &DocId| {
            let decision = self.world.decision(id)?;
            Some(LinkView {
                href: self.world.document_href(id, self.lang)?,
                text: rows::number_of(decision, self.lang),
            })
        };
        (all.get(at + 1).and_then(link), at.checked_sub(1).and_then(|at| all.get(at)).and_then(link))
    }
}

/// Words joined by commas, the first one capitalised; none where there are none.
fn listed<'a>(words: impl Iterator<Item = &'a str>) -> Option<String> {
    let words: Vec<&str> = words.collect();
    (!words.is_empty()).then(|| capitalised(&words.join(", ")))
}

pub fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
