//! Entrants, limits and rates, and what is used of each limit.

use corridor_bindings::EntrantLedger::{
    Capacity, Entrant, capacityCall, entrantCall, rateCall, rateReturn,
};

use super::{ALTERED, Contracts, History, Origin, Question, Questions, SharedCheck, Show};

pub(super) const CHECK: SharedCheck = SharedCheck {
    name: "capacity",
    remedy: ALTERED,
    applies: |_| true,
    questions,
    broken: |_| Vec::new(),
};

fn questions<'e>(contracts: &'e Contracts, history: &'e History) -> Questions<'e> {
    let entrants = history.entrants.records.iter().map(|(lei, record)| {
        let (jurisdiction, stage) = (record.value.jurisdiction, record.value.stage);
        let expected = Entrant { jurisdiction, stage, activities: record.value.activities };
        Question::view(
            format!("jurisdiction, stage and activities of entrant {}", code(lei.as_slice())),
            contracts.entrants,
            &entrantCall { lei: *lei },
            &expected,
            Show::Numbers,
            record.since,
        )
    });
    let rates = history.entrants.rates.iter().map(|((currency, limit), rate)| {
        let (value, day) = rate.value;
        let (of, to) = (code(currency.as_slice()), code(limit.as_slice()));
        Question::view(
            format!("rate of {of} to {to}, and its day"),
            contracts.entrants,
            &rateCall { currency: *currency, limitCurrency: *limit },
            &rateReturn { _0: value, _1: day },
            Show::Numbers,
            rate.since,
        )
    });
    Box::new(entrants.chain(rates).chain(pools(contracts, history)))
}

fn pools<'e>(
    contracts: &'e Contracts,
    history: &'e History,
) -> impl Iterator<Item = Question> + 'e {
    let entrants = &history.entrants;
    entrants.pools().map(move |pool| {
        let limit = entrants.limits.get(&pool);
        let (currency, units) = limit.map(|limit| limit.value).unwrap_or_default();
        let used = entrants.used(pool, &history.legs);
        let rates = entrants.rates.values().map(|rate| rate.since);
        let written = rates.chain(limit.map(|limit| limit.since)).chain([used.since]);
        let since = Origin::latest(written);
        let (lei, class) = pool;
        Question::view(
            format!(
                "limit and use of {} of entrant {}",
                code(class.as_slice()),
                code(lei.as_slice())
            ),
            contracts.entrants,
            &capacityCall { lei, assetClass: class },
            &Capacity { currency, limit: units, used: used.value },
            Show::Capacity,
            since,
        )
    })
}

/// A code of letters and digits, as it is written.
fn code(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_end_matches('\0').to_owned()
}
