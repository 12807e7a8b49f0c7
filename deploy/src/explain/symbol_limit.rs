//! SymbolLimit: the instrument may not be traded as a symbol.

use corridor_bindings::Permits;

use super::chain::Chain;
use super::missing::{Found, Missing};
use crate::calendar::UtcDay;
use crate::deployment::DeploymentError;
use crate::profile::SymbolLimit;

pub(super) async fn details(
    rule: SymbolLimit,
    chain: &Chain<'_>,
) -> Result<Found, DeploymentError> {
    let record = chain.permits(Permits::symbolOfCall { instrument: chain.token }).await?;
    Ok(words(rule, &record, chain.today()))
}

fn words(rule: SymbolLimit, record: &Permits::SymbolRecord, today: UtcDay) -> Found {
    let Permits::SymbolRecord { rank, noticeDay, objectionDays, barred, .. } = record;
    let notice = UtcDay::from_number(*noticeDay);
    let last = UtcDay::from_number(noticeDay.saturating_add(*objectionDays));
    if *barred {
        let barred = "its issuer objected in time, which bars the symbol";
        return Missing::Unbarred.said(barred.to_owned());
    }
    if *rank == 0 {
        let unknown = "it was not admitted as a symbol of a venue group";
        return Missing::Symbol.said(unknown.to_owned());
    }
    if today <= last {
        let early = format!(
            "its issuer was told on {notice} and may object through {last}; it may be traded from the day after"
        );
        return Missing::ObjectionTime(last).said(early);
    }
    let beyond = format!("limit {} symbols of the venue group; it is number {rank}", rule.highest);
    vec![beyond].into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_symbol_is_barred_early_or_beyond_the_limit() {
        let day = |text: &str| text.parse::<UtcDay>().unwrap();
        let record = |rank, barred| Permits::SymbolRecord {
            group: Default::default(),
            rank,
            noticeDay: day("2026-10-01").number(),
            objectionDays: 30,
            barred,
        };
        let rule = SymbolLimit { highest: 75, objection_days: Some(30) };
        let words = |rank, barred, today| words(rule, &record(rank, barred), day(today));
        let said = |rank, barred, today, text: &str| {
            let found = words(rank, barred, today);
            assert!(found.details.iter().all(|detail| detail.contains(text)), "{found:?}");
            found.missing
        };
        // What is the issuer's matter is not mended by room in the group.
        assert_eq!(said(0, true, "2026-10-31", "objected"), [Missing::Unbarred]);
        assert_eq!(said(0, false, "2026-11-21", "not admitted"), [Missing::Symbol]);
        let last = [Missing::ObjectionTime(day("2026-10-31"))];
        assert_eq!(said(3, false, "2026-10-31", "through 2026-10-31"), last);
        let beyond = "limit 75 symbols of the venue group; it is number 76";
        assert_eq!(said(76, false, "2026-11-01", beyond), []);
    }
}
