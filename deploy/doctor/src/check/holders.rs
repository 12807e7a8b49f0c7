//! The book of holders: whom each wallet is counted as, in which class, and how many there are of each.

use alloy::primitives::U256;
use corridor_bindings::InstrumentLedger::{self, admissionOfReturn};
use corridor_bindings::standing::Standing;

use super::super::replay::books::HOLDERS;
use super::{LegCheck, LegView, Question, Questions, REOPEN, Show, holder_words};

pub(super) const CHECK: LegCheck = LegCheck {
    name: "holders",
    remedy: REOPEN,
    applies: |view| view.leg.books.ever & HOLDERS != 0,
    questions,
};

/// The classes, by the numbers of the contracts.
const ALL: u8 = 0;
const JURISDICTION: u8 = 1;
const WITH_CATEGORY: u8 = 2;
const WITHOUT_CATEGORY: u8 = 3;

fn questions(view: LegView<'_>) -> Questions<'_> {
    let book = &view.leg.books.holders;
    let total = count(view, ALL, 0, "holders".to_owned(), book.present().count());
    let places = book.jurisdictions.iter().map(move |place| {
        let there = book.present().filter(|holder| holder.jurisdiction == *place).count();
        count(view, JURISDICTION, *place, format!("holders of jurisdiction {place}"), there)
    });
    let categories = (0..u16::from(Standing::CATEGORIES)).flat_map(move |category| {
        let holds =
            book.present().filter(|holder| holder.categories & (1 << category) != 0).count();
        let rest = book.present().count() - holds;
        [
            (WITH_CATEGORY, format!("holders with category {category}"), holds),
            (WITHOUT_CATEGORY, format!("holders without category {category}"), rest),
        ]
        .map(|(class, what, holders)| count(view, class, category, what, holders))
    });
    let counts = std::iter::once(total).chain(places).chain(categories);
    Box::new(counts.chain(admissions(view)).chain(wallets(view)))
}

fn count(view: LegView<'_>, class: u8, key: u16, what: String, holders: usize) -> Question {
    let call = InstrumentLedger::holderCountCall { instrument: view.token, class, key };
    let since = view.leg.books.holders.since;
    Question::view(what, view.ledger(), &call, &U256::from(holders), Show::Numbers, since)
}

fn admissions(view: LegView<'_>) -> impl Iterator<Item = Question> {
    view.leg.books.holders.admissions.iter().map(move |(holder, admission)| {
        let found = &admission.value;
        let expected = admissionOfReturn {
            wallets: u32::try_from(found.wallets.len()).unwrap_or(u32::MAX),
            jurisdiction: found.jurisdiction,
            categories: found.categories,
        };
        Question::view(
            format!("wallets, jurisdiction and categories of holder {}", holder_words(*holder)),
            view.ledger(),
            &InstrumentLedger::admissionOfCall { instrument: view.token, holder: *holder },
            &expected,
            Show::Numbers,
            admission.since,
        )
    })
}

fn wallets(view: LegView<'_>) -> impl Iterator<Item = Question> {
    view.leg.books.holders.counted_as.iter().map(move |(wallet, counted)| {
        let call = InstrumentLedger::countedAsCall { instrument: view.token, wallet: *wallet };
        let (what, expected) = (format!("whom {wallet} is counted as"), counted.value);
        let expected = expected.unwrap_or_default();
        Question::view(what, view.ledger(), &call, &expected, Show::Words, counted.since)
    })
}
