//! What the rules of legs count by: the offering clocks of one instrument, whose sale begins the period of a lot anew, and for how long
//! an issuer may object.

use corridor_bindings::standing::InstrumentState;
use corridor_bindings::{ISecurityToken, InstrumentLedger, Permits};

use super::{Audit, Verification};
use crate::calendar::UtcDay;
use crate::deployment::leg_rules::{objection_days, restarting_flags, uses_clock};
use crate::deployment::reads::read;
use crate::deployment::{BondRecord, DeploymentError, LegRecord, SystemContract};
use crate::profile::{BoundProfile, books};
use crate::vocabulary::Flag;

pub(super) async fn check(
    audit: Audit<'_>,
    id: &str,
    bond: &BondRecord,
    findings: &mut Verification,
) -> Result<(), DeploymentError> {
    // A profile of an earlier release may have words that this one doesn't know.
    let Ok(profile) = audit.manifest.bound_profile(bond.profile) else { return Ok(()) };
    clocks(audit, id, bond, &profile, findings).await?;
    for leg in &bond.legs {
        lots(audit, id, leg, &profile, findings).await?;
        objections(audit, id, leg, &profile, findings).await?;
    }
    Ok(())
}

/// One offering has one clock.
async fn clocks(
    audit: Audit<'_>,
    id: &str,
    bond: &BondRecord,
    profile: &BoundProfile,
    findings: &mut Verification,
) -> Result<(), DeploymentError> {
    let mut clocks = Vec::new();
    for leg in &bond.legs {
        if uses_clock(profile, &leg.leg)? {
            let (token, call) = (leg.token.address, ISecurityToken::stateCall {});
            let state = read(audit.connection, token, &call, audit.block).await?;
            clocks.push((&leg.leg, InstrumentState::from_word(state).clock_start_day()));
        }
    }
    if clocks.windows(2).all(|pair| pair.first().map(|one| one.1) == pair.last().map(|one| one.1)) {
        return Ok(());
    }
    let started = clocks.iter().map(|(leg, day)| match day {
        Some(day) => format!("leg {leg} on {}", UtcDay::from_number(*day)),
        None => format!("leg {leg} not at all"),
    });
    let started: Vec<String> = started.collect();
    findings.note(id, format!("its offering clocks differ: started {}", started.join(", ")));
    Ok(())
}

/// Where a rule binds affiliates, a buyer's period begins anew with what they sell.
async fn lots(
    audit: Audit<'_>,
    id: &str,
    leg: &LegRecord,
    profile: &BoundProfile,
    findings: &mut Verification,
) -> Result<(), DeploymentError> {
    let Some(ledger) = audit.manifest.address(SystemContract::InstrumentLedger) else {
        return Ok(());
    };
    let expected = restarting_flags(profile, &leg.leg)?;
    let call = InstrumentLedger::termsOfCall { instrument: leg.token.address };
    let terms = read(audit.connection, ledger, &call, audit.block).await?;
    let found = Flag::in_mask(terms.affiliateFlags.to());
    let is_settled = terms.ready & u16::from(books::LOTS) != 0;
    if is_settled && !expected.is_empty() && found != expected {
        let message = format!(
            "a sale by {} begins the period of a lot anew, and its profile binds {}; lot terms cannot be changed",
            words(&found),
            words(&expected)
        );
        findings.note(format!("{id}, leg {}", leg.leg), message);
    }
    Ok(())
}

/// A symbol keeps the days it was admitted with, whatever the profile says.
async fn objections(
    audit: Audit<'_>,
    id: &str,
    leg: &LegRecord,
    profile: &BoundProfile,
    findings: &mut Verification,
) -> Result<(), DeploymentError> {
    let permits = audit.manifest.address(SystemContract::Permits);
    let (Some(permits), Some(days)) = (permits, objection_days(profile, &leg.leg)?) else {
        return Ok(());
    };
    let call = Permits::symbolOfCall { instrument: leg.token.address };
    let symbol = read(audit.connection, permits, &call, audit.block).await?;
    if symbol.rank != 0 && symbol.objectionDays < days {
        let message = format!(
            "its issuer had {} days to object to it as a symbol, and its profile gives {days}; withdraw it and admit it again",
            symbol.objectionDays
        );
        findings.note(format!("{id}, leg {}", leg.leg), message);
    }
    Ok(())
}

fn words(flags: &[Flag]) -> String {
    let titles: Vec<&str> = flags.iter().map(|flag| flag.title()).collect();
    match titles.as_slice() {
        [] => "nobody".to_owned(),
        titles => titles.join(", "),
    }
}
