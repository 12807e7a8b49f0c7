//! The symbols of venue groups: their notices, their ranks without a gap, and those that are barred.

use corridor_bindings::Permits::{SymbolRecord, symbolOfCall, symbolsOfCall};

use super::permits::RECORD;
use super::{Contracts, History, Question, Questions, SharedCheck, Show};

pub(super) const CHECK: SharedCheck = SharedCheck {
    name: "symbols",
    remedy: RECORD,
    applies: |contracts| contracts.permits.is_some(),
    questions,
    broken: |_| Vec::new(),
};

fn questions<'e>(contracts: &'e Contracts, history: &'e History) -> Questions<'e> {
    let contract = contracts.permits.unwrap_or_default();
    let permits = &history.permits;
    let symbols = permits.symbols.iter().map(move |(instrument, symbol)| {
        let recounted = symbol.value;
        let expected = SymbolRecord {
            group: recounted.group,
            rank: permits.rank(*instrument),
            noticeDay: recounted.notice_day,
            objectionDays: recounted.objection_days,
            barred: recounted.barred,
        };
        Question::view(
            format!("symbol {instrument}"),
            contract,
            &symbolOfCall { instrument: *instrument },
            &expected,
            Show::Symbol,
            symbol.since,
        )
    });
    let groups = permits.groups.iter().map(move |(group, symbols)| {
        Question::view(
            format!("symbols of group {group}"),
            contract,
            &symbolsOfCall { group: *group },
            &symbols.value,
            Show::Addresses,
            symbols.since,
        )
    });
    Box::new(symbols.chain(groups))
}
