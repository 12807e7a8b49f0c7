//! SymbolLimit: the instrument may not be traded as a symbol.

use corridor_bindings::Permits;

use super::chain::Chain;
use crate::calendar::UtcDay;
use crate::deployment::DeploymentError;
use crate::profile::SymbolLimit;

pub(super) async fn details(
    rule: SymbolLimit,
    chain: &Chain<'_>,
) -> Result<Vec<String>, DeploymentError> {
    let record = chain.permits(Permits::symbolOfCall { instrument: chain.token }).await?;
    Ok(vec![words(rule, &record, chain.today())])
}

fn words(rule: SymbolLimit, record: &Permits::SymbolRecord, today: UtcDay) -> String {
    let Permits::SymbolRecord { rank, noticeDay, objectionDays, barred, .. } = record;
    let notice = UtcDay::from_number(*noticeDay);
    let last = UtcDay::from_number(noticeDay.saturating_add(*objectionDays));
    if *barred {
        return "its issuer objected in time, which bars the symbol".to_owned();
    }
    if *rank == 0 {
        return "it was not admitted as a symbol of a venue group".to_owned();
    }
    if today <= last {
        return format!(
            "its issuer was told on {notice} and may object through {last}; it may be traded from the day after"
        );
    }
    format!("limit {} symbols of the venue group; it is number {rank}", rule.highest)
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
        let rule = SymbolLimit { highest: 75 };
        let words = |rank, barred, today| words(rule, &record(rank, barred), day(today));
        assert!(words(0, true, "2026-10-31").contains("objected"));
        assert!(words(0, false, "2026-11-21").contains("not admitted"));
        assert!(words(3, false, "2026-10-31").contains("through 2026-10-31"));
        assert_eq!(
            words(76, false, "2026-11-01"),
            "limit 75 symbols of the venue group; it is number 76"
        );
    }
}
