//! Whom an instrument was offered, as what they were then.

use std::collections::BTreeMap;

use corridor_bindings::InstrumentLedger::OfferRecorded;

use super::movement::held_categories;
use super::purchases::counts;
use super::{Dispute, Investors, Moment, Origin, Traced};

/// The first offer to an investor.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Offer {
    pub(crate) day: u16,
    pub(crate) jurisdiction: u16,
    pub(crate) categories: u16,
}

/// The book of offers.
#[derive(Debug, Default)]
pub(crate) struct Offers {
    pub(crate) first: BTreeMap<u64, Traced<Offer>>,
    pub(crate) since: Option<Origin>,
}

impl Offers {
    /// Records an offer as the investor's standing has it, and says when the event has it otherwise.
    pub(super) fn record(
        &mut self,
        investor: u64,
        investors: &Investors,
        event: &OfferRecorded,
        moment: Moment,
    ) -> Option<Dispute> {
        let wallet = investors.wallets.get(&investor).and_then(|wallets| wallets.value.first());
        let standing = wallet.map(|wallet| investors.standing(*wallet)).unwrap_or_default();
        let categories = held_categories(standing, moment.day());
        let offer = Offer { day: moment.day(), jurisdiction: standing.jurisdiction(), categories };
        let repeated = self.first.contains_key(&investor);
        self.first.entry(investor).or_insert(Traced::new(offer, moment.origin));
        self.since = Some(moment.origin);
        let said = (event.jurisdiction, event.categories);
        let found = (offer.jurisdiction, offer.categories);
        let wrong = repeated || said != found;
        wrong.then(|| Dispute {
            check: "offers",
            token: event.instrument,
            what: format!("jurisdiction and categories of offeree {investor}"),
            said: format!("{said:?}"),
            recounted: if repeated { "offered before".to_owned() } else { format!("{found:?}") },
            origin: moment.origin,
        })
    }

    /// How many were offered it; in all jurisdictions when none is named.
    pub(crate) fn count(&self, jurisdiction: Option<u16>, lane: usize) -> u64 {
        let offers = self.first.values().map(|offer| offer.value);
        let of_place =
            offers.filter(|offer| jurisdiction.is_none_or(|of| of == offer.jurisdiction));
        of_place.filter(|offer| counts(offer.categories, lane)).count() as u64
    }
}
