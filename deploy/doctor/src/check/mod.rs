//! The checks, one file each: which stored values are compared, and what to do when one differs.

mod approvals;
mod balances;
mod books;
mod breaches;
mod capacity;
mod frozen;
mod holders;
mod issue_volume;
mod legs;
mod lots;
mod offerings;
mod offers;
mod outstanding;
mod permits;
mod purchases;
mod record_dates;
mod regimes;
mod routes;
mod standings;
mod state;
mod supply;
mod symbols;
mod volumes;
mod wallets;

use std::collections::BTreeSet;

use alloy::primitives::{Address, B256, U256};
use corridor_deploy::deployment::{LegRecord, Manifest};
use corridor_deploy::identifiers::Currency;
use corridor_deploy::instrument::InstrumentKind;

use super::compare::{Comparison, Question};
use super::replay::{Dispute, History, Leg, Origin};
use super::scan::Contracts;
use super::show::Show;
use super::{Check, DoctorError, Drift, Progress, Since, Verdict};

/// What to do about a value that no operation writes without its event.
const ALTERED: &str = "ask a second endpoint, since missing logs look the same; if it stays, state or code was altered behind the contracts: pause the bond, run `corridor verify`, keep both outputs";

/// What to do about a book that can be opened anew.
const REOPEN: &str = "ask a second endpoint, since missing logs look the same; if it stays, halt the bond: put a regime in force that does not need this book and then the present one again, which opens the book anew, and enter what is outstanding";

/// What to do about a book that is never begun anew.
const KEEP: &str = "ask a second endpoint, since missing logs look the same; if it stays, halt the bond: rules decide by the stored value, and nothing rewrites this book, so add the difference to a stricter limit by a new version of the profile";

/// Stored values of one check.
type Questions<'e> = Box<dyn Iterator<Item = Question> + 'e>;

/// A check of one token.
struct LegCheck {
    name: &'static str,
    remedy: &'static str,
    /// Whether there is anything to compare.
    applies: for<'e> fn(&LegView<'e>) -> bool,
    questions: for<'e> fn(LegView<'e>) -> Questions<'e>,
}

/// A check of contracts that every instrument shares.
struct SharedCheck {
    name: &'static str,
    remedy: &'static str,
    /// Whether what it is about is deployed.
    applies: fn(&Contracts) -> bool,
    questions: for<'e> fn(&'e Contracts, &'e History) -> Questions<'e>,
    /// What the recount itself shows to be wrong.
    broken: fn(&History) -> Vec<Dispute>,
}

const LEG_CHECKS: [LegCheck; 17] = [
    balances::CHECK,
    supply::CHECK,
    issue_volume::CHECK,
    frozen::CHECK,
    record_dates::CHECK,
    state::CHECK,
    regimes::CHECK,
    outstanding::CHECK,
    books::CHECK,
    holders::CHECK,
    purchases::CHECK,
    volumes::CHECK,
    lots::CHECK,
    offers::CHECK,
    offerings::CHECK,
    approvals::CHECK,
    breaches::CHECK,
];

const SHARED_CHECKS: [SharedCheck; 6] = [
    standings::CHECK,
    wallets::CHECK,
    capacity::CHECK,
    routes::CHECK,
    permits::CHECK,
    symbols::CHECK,
];

/// A token and everything that was recounted.
#[derive(Clone, Copy)]
struct LegView<'e> {
    token: Address,
    leg: &'e Leg,
    history: &'e History,
    contracts: &'e Contracts,
    record: Option<&'e LegRecord>,
    kind: InstrumentKind,
    currency: Option<Currency>,
}

impl LegView<'_> {
    /// Amounts in the currency of the token.
    const fn amount(&self) -> Show {
        Show::Amount(self.currency)
    }

    /// The instrument ledger.
    fn ledger(&self) -> Address {
        self.contracts.books.unwrap_or_default()
    }
}

/// Compares what was recounted with the chain.
pub(super) struct Examiner<'e> {
    pub(super) comparison: Comparison<'e>,
    pub(super) manifest: &'e Manifest,
    pub(super) contracts: &'e Contracts,
    pub(super) history: &'e History,
}

impl Examiner<'_> {
    pub(super) async fn examine(
        &self,
        bonds: &BTreeSet<String>,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Vec<Check>, DoctorError> {
        let mut checks = Vec::new();
        for check in SHARED_CHECKS.iter().filter(|check| (check.applies)(self.contracts)) {
            progress(Progress::Comparing { check: check.name });
            checks.push(self.shared(check).await?);
        }
        for token in &self.contracts.tokens {
            let place = self.manifest.leg_of(*token);
            let is_meant = match place {
                Some((id, ..)) => bonds.contains(id),
                None => bonds.len() == self.manifest.bonds.len(),
            };
            if is_meant {
                checks.extend(self.leg(*token, progress).await?);
            }
        }
        for id in bonds {
            checks.extend(self.sum_of_legs(id).await?);
        }
        Ok(checks)
    }

    async fn shared(&self, check: &SharedCheck) -> Result<Check, DoctorError> {
        let mut made = begun(check.name, "shared".to_owned());
        let questions = (check.questions)(self.contracts, self.history);
        self.comparison.run(&mut made, questions, check.remedy).await?;
        let broken = (check.broken)(self.history);
        made.drifts.extend(broken.iter().map(|dispute| disputed(dispute, check.remedy)));
        Ok(settled(made))
    }

    async fn leg(
        &self,
        token: Address,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Vec<Check>, DoctorError> {
        let none = Leg::default();
        let place = self.manifest.leg_of(token);
        let view = LegView {
            token,
            leg: self.history.legs.get(&token).unwrap_or(&none),
            history: self.history,
            contracts: self.contracts,
            record: place.map(|(.., record)| record),
            kind: place.map(|(_, bond, _)| bond.kind).unwrap_or_default(),
            currency: place.map(|(_, bond, _)| bond.currency),
        };
        let subject =
            place.map_or_else(|| token.to_string(), |(id, _, leg)| format!("{id} {}", leg.leg));
        let (mut checks, mut held) = (Vec::new(), U256::ZERO);
        for check in &LEG_CHECKS {
            progress(Progress::Comparing { check: check.name });
            let mut made = begun(check.name, subject.clone());
            let disputes = self.history.disputes.iter();
            let mine = disputes
                .filter(|dispute| dispute.check == check.name && dispute.token == token)
                .map(|dispute| disputed(dispute, check.remedy));
            made.drifts.extend(mine);
            if (check.applies)(&view) {
                let questions = (check.questions)(view);
                let sum = self.comparison.run(&mut made, questions, check.remedy).await?;
                held = if check.name == balances::CHECK.name { sum } else { held };
            } else if made.drifts.is_empty() {
                made.verdict = Verdict::NotKept;
            }
            checks.push(settled(made));
        }
        let mut sums = begun("sum-of-holders", subject);
        let sum = std::iter::once(supply::against_holders(view, held));
        self.comparison.run(&mut sums, sum, ALTERED).await?;
        checks.push(settled(sums));
        Ok(checks)
    }

    async fn sum_of_legs(&self, id: &str) -> Result<Option<Check>, DoctorError> {
        let Some(question) = legs::question(id, self.contracts, self.history) else {
            return Ok(None);
        };
        let mut made = begun("sum-of-legs", id.to_owned());
        self.comparison.run(&mut made, std::iter::once(question), ALTERED).await?;
        Ok(Some(settled(made)))
    }
}

const fn begun(name: &'static str, subject: String) -> Check {
    Check { name, subject, compared: 0, verdict: Verdict::Sound, drifts: Vec::new() }
}

fn settled(mut check: Check) -> Check {
    if !check.drifts.is_empty() {
        check.verdict = Verdict::Drift;
    }
    check
}

/// An event that contradicts the events before it.
fn disputed(dispute: &Dispute, remedy: &'static str) -> Drift {
    Drift {
        what: format!("{}, by its event", dispute.what),
        stored: dispute.said.clone(),
        recomputed: dispute.recounted.clone(),
        last_event: Some(dispute.origin),
        since: Since::LastEvent,
        remedy,
    }
}

/// A holder in words: the number of an investor, or a wallet that nobody registered.
fn holder_words(holder: U256) -> String {
    let investor: U256 = holder >> 160;
    if investor.is_zero() {
        Address::from_word(B256::from(holder)).to_string()
    } else {
        format!("investor {investor}")
    }
}
