//! What rules read of people's records: facts, certificates, approvals in advance, venues, classes of cash and average volumes.

use alloy::primitives::U256;
use corridor_bindings::Permits::{
    Approval, approvalOfCall, averageVolumeCall, cashClassCall, certificateUntilCall,
    factUntilCall, isVenueCall,
};
use corridor_deploy::vocabulary::{Certificate, Fact};

use super::{Contracts, History, Question, Questions, SharedCheck, Show};

/// What to do about a record that was altered.
pub(super) const RECORD: &str = "ask a second endpoint, since missing logs look the same; if it stays, state or code was altered behind the contracts: halt the instrument, run `corridor verify`, keep both outputs, and put the record anew with `corridor permit`";

pub(super) const CHECK: SharedCheck = SharedCheck {
    name: "permits",
    remedy: RECORD,
    applies: |contracts| contracts.permits.is_some(),
    questions,
    broken: |_| Vec::new(),
};

fn questions<'e>(contracts: &'e Contracts, history: &'e History) -> Questions<'e> {
    let on_instruments = facts(contracts, history).chain(venues(contracts, history));
    let of_people = certificates(contracts, history).chain(approvals(contracts, history));
    let of_markets = cash_classes(contracts, history).chain(averages(contracts, history));
    Box::new(on_instruments.chain(of_people).chain(of_markets))
}

fn facts<'e>(
    contracts: &'e Contracts,
    history: &'e History,
) -> impl Iterator<Item = Question> + 'e {
    let contract = contracts.permits.unwrap_or_default();
    history.permits.facts.iter().map(move |((instrument, fact), last)| {
        Question::view(
            format!("last day of fact {} about {instrument}", fact_words(*fact)),
            contract,
            &factUntilCall { instrument: *instrument, fact: *fact },
            &last.value,
            Show::Day,
            last.since,
        )
    })
}

fn certificates<'e>(
    contracts: &'e Contracts,
    history: &'e History,
) -> impl Iterator<Item = Question> + 'e {
    let contract = contracts.permits.unwrap_or_default();
    history.permits.certificates.iter().map(move |((instrument, kind, investor), last)| {
        Question::view(
            format!(
                "last day of certificate {} of investor {investor} for {instrument}",
                certificate_words(*kind)
            ),
            contract,
            &certificateUntilCall { instrument: *instrument, kind: *kind, investor: *investor },
            &last.value,
            Show::Day,
            last.since,
        )
    })
}

fn approvals<'e>(
    contracts: &'e Contracts,
    history: &'e History,
) -> impl Iterator<Item = Question> + 'e {
    let contract = contracts.permits.unwrap_or_default();
    history.permits.approvals.iter().map(move |((instrument, from, to), approval)| {
        let recounted = approval.value;
        let expected = Approval {
            units: recounted.units.saturating_to(),
            lastMoment: recounted.last_moment,
            id: recounted.id,
        };
        Question::view(
            format!("approval of {instrument} from {from} to {to}: units, last second and number"),
            contract,
            &approvalOfCall { instrument: *instrument, from: *from, to: *to },
            &expected,
            Show::Numbers,
            approval.since,
        )
    })
}

fn venues<'e>(
    contracts: &'e Contracts,
    history: &'e History,
) -> impl Iterator<Item = Question> + 'e {
    let contract = contracts.permits.unwrap_or_default();
    history.permits.venues.iter().map(move |((instrument, account), named)| {
        Question::view(
            format!("whether {account} is a venue of {instrument}"),
            contract,
            &isVenueCall { instrument: *instrument, account: *account },
            &named.value,
            Show::Flag,
            named.since,
        )
    })
}

fn cash_classes<'e>(
    contracts: &'e Contracts,
    history: &'e History,
) -> impl Iterator<Item = Question> + 'e {
    let contract = contracts.permits.unwrap_or_default();
    history.permits.cash_classes.iter().map(move |(token, class)| {
        Question::view(
            format!("class of cash token {token}"),
            contract,
            &cashClassCall { token: *token },
            &class.value,
            Show::Numbers,
            class.since,
        )
    })
}

fn averages<'e>(
    contracts: &'e Contracts,
    history: &'e History,
) -> impl Iterator<Item = Question> + 'e {
    let contract = contracts.permits.unwrap_or_default();
    history.permits.averages.iter().map(move |((instrument, month), volume)| {
        Question::view(
            format!("average daily volume of {instrument} in {}", name_of(*month)),
            contract,
            &averageVolumeCall { instrument: *instrument, month: U256::from(*month) },
            &volume.value.saturating_to(),
            Show::Numbers,
            volume.since,
        )
    })
}

/// The name of a fact; its number when the vocabulary has none.
fn fact_words(number: u8) -> String {
    Fact::from_bit(number).map_or_else(|| number.to_string(), |fact| fact.name().to_owned())
}

/// The same of a certificate.
fn certificate_words(number: u8) -> String {
    let known = Certificate::from_bit(number);
    known.map_or_else(|| number.to_string(), |certificate| certificate.name().to_owned())
}

/// A month that is counted from January 1970, as it is written.
fn name_of(month: u16) -> String {
    format!("{}-{:02}", 1970 + month / 12, month % 12 + 1)
}
