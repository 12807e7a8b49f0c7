//! Records: what the entrant ledger and the asset registry hold, and the regimes in force.

use std::collections::{BTreeMap, BTreeSet};

use alloy::primitives::{Address, B256, FixedBytes, U256, keccak256};
use alloy::sol_types::SolEvent;
use corridor_bindings::{
    AssetRegistry, EntrantLedger, ISecurityToken, Regime, RegimeFactory, Routes,
};

use super::{Audit, Verification, books, terms};
use crate::deployment::contracts::regime_code;
use crate::deployment::goal::{Instrument, fixed};
use crate::deployment::not_in_force::not_in_force;
use crate::deployment::reads::{logs, read};
use crate::deployment::state::fixed_lei;
use crate::deployment::{
    BondRecord, DeploymentError, LegRecord, ProfileRecord, SystemContract, scheduled_regimes,
};
use crate::explain::timestamp;
use crate::profile::Route;
use crate::source::{Document, Source};

pub(super) async fn check(
    audit: Audit<'_>,
    findings: &mut Verification,
) -> Result<(), DeploymentError> {
    let checked = entrants(audit, findings).await;
    findings.answered("entrants", checked)?;
    let checked = regime_code_hash(audit, findings).await;
    findings.answered("regime-factory", checked)?;
    let checked = scheduled(audit, findings).await;
    findings.answered("access-manager", checked)?;
    let checked = profiles(audit, findings).await;
    findings.answered("profiles", checked)?;
    let checked = unknown(audit, findings).await;
    findings.answered("asset-registry", checked)?;
    for (id, bond) in &audit.manifest.bonds {
        let checked = instrument(audit, id, bond, findings).await;
        findings.answered(id, checked)?;
        for leg in &bond.legs {
            let checked = token(audit, id, bond, leg, findings).await;
            findings.answered(format!("{id}, leg {}", leg.leg), checked)?;
            let checked = terms::check(audit, id, (bond, leg), findings).await;
            findings.answered(format!("{id}, leg {}", leg.leg), checked)?;
        }
    }
    Ok(())
}

async fn instrument(
    audit: Audit<'_>,
    id: &str,
    bond: &BondRecord,
    findings: &mut Verification,
) -> Result<(), DeploymentError> {
    listing(audit, id, bond, findings).await?;
    routes(audit, id, bond, findings).await?;
    books::check(audit, id, bond, findings).await
}

/// Instruments that the asset registry lists and the manifest does not have.
async fn unknown(audit: Audit<'_>, findings: &mut Verification) -> Result<(), DeploymentError> {
    let assets = audit.manifest.address(SystemContract::AssetRegistry).unwrap_or_default();
    let known: BTreeSet<B256> =
        audit.manifest.bonds.keys().map(|id| Instrument::asset_id(id)).collect();
    let mut listed = BTreeMap::new();
    let topics = vec![AssetRegistry::AssetListed::SIGNATURE_HASH];
    logs(audit.connection, assets, topics, audit.manifest.first_block(), |log| {
        if let Ok(event) = AssetRegistry::AssetListed::decode_log(&log.inner) {
            listed.insert(event.asset, event.issuer);
        }
    })
    .await?;
    findings.checked("asset-registry: every instrument in it is in the manifest");
    for (asset, issuer) in listed.into_iter().filter(|(asset, _)| !known.contains(asset)) {
        let issuer = String::from_utf8_lossy(issuer.as_slice()).into_owned();
        let issuer = if issuer.starts_with('\0') { "no LEI".to_owned() } else { issuer };
        let message = format!(
            "it lists the instrument {asset} ({issuer}), which is not in the manifest; where it was issued from another working folder, take the manifest of that one"
        );
        findings.wrong("asset-registry", message);
    }
    Ok(())
}

/// Replacements of regimes that are decided and not done: nothing is wrong, but somebody should know.
async fn scheduled(audit: Audit<'_>, findings: &mut Verification) -> Result<(), DeploymentError> {
    let bonds = audit.manifest.bonds.iter();
    let legs: Vec<(String, Address)> = bonds
        .flat_map(|(id, bond)| {
            bond.legs.iter().map(move |leg| (format!("{id}, leg {}", leg.leg), leg.token.address))
        })
        .collect();
    let tokens: Vec<Address> = legs.iter().map(|(_, token)| *token).collect();
    for one in scheduled_regimes(audit.connection, audit.manifest, &tokens, audit.block).await? {
        let subject = legs.iter().find(|(_, token)| *token == one.token);
        let subject = subject.map_or_else(String::new, |(subject, _)| subject.clone());
        findings.note(subject, format!("its regime is to be replaced from {}", one.words()));
    }
    Ok(())
}

/// Whether the profiles are those that were deployed, and what those of the bonds say and is not in force yet: nothing is wrong with that.
async fn profiles(audit: Audit<'_>, findings: &mut Verification) -> Result<(), DeploymentError> {
    let used: BTreeSet<B256> = audit.manifest.bonds.values().map(|bond| bond.profile).collect();
    for (hash, record) in &audit.manifest.profiles {
        let subject = format!("profile {} {}", record.id, record.version);
        findings.checked(format!("{subject}: its text and its inputs in the manifest"));
        let altered = match audit.manifest.bound_profile(*hash) {
            Ok(profile) if used.contains(hash) => {
                let Audit { connection, manifest, block } = audit;
                for sentence in not_in_force(connection, manifest, &profile, block).await? {
                    findings.note(&subject, sentence);
                }
                (&profile.profile().id, &profile.profile().version) != (&record.id, &record.version)
            }
            Ok(_) => false,
            Err(DeploymentError::NoProfile { .. }) => true,
            // A profile of an earlier release may have words that this one doesn't know; terms and tables are held against the chain.
            Err(error) => {
                findings.note(&subject, format!("verdicts of it cannot be explained: {error}"));
                !says_what_was_deployed(record)
            }
        };
        if altered {
            let message = "what the manifest says of it is not what was deployed, so no verdict of it can be explained; restore the manifest from a copy";
            findings.wrong(subject, message);
        }
    }
    Ok(())
}

/// Whether the text of a profile says what its canonical form does, of which the chain has the hash.
fn says_what_was_deployed(record: &ProfileRecord) -> bool {
    let source = Source::from_text(record.id.clone(), record.text.clone());
    let canonical = serde_json::from_str::<serde_json::Value>(&record.canonical);
    let (Ok(document), Ok(mut canonical)) = (Document::parse(source), canonical) else {
        return false;
    };
    // What the inputs came to is not in the text.
    canonical.as_object_mut().map(|members| members.remove("bound"));
    document.to_json() == canonical
}

async fn entrants(audit: Audit<'_>, findings: &mut Verification) -> Result<(), DeploymentError> {
    let ledger = audit.manifest.address(SystemContract::EntrantLedger).unwrap_or_default();
    for (lei, record) in &audit.manifest.entrants {
        let subject = format!("entrant {lei}");
        let call = EntrantLedger::entrantCall { lei: fixed_lei(*lei) };
        let found = read(audit.connection, ledger, &call, audit.block).await?;
        findings.same(&subject, "jurisdiction", &record.jurisdiction, &found.jurisdiction);
        findings.same(&subject, "stage", &record.stage, &found.stage);
        findings.same(&subject, "activities", &record.activities, &found.activities);
        for (class, limit) in &record.limits {
            let call =
                EntrantLedger::capacityCall { lei: fixed_lei(*lei), assetClass: fixed(class) };
            let found = read(audit.connection, ledger, &call, audit.block).await?;
            let currency = FixedBytes(limit.currency().bytes());
            findings.same(
                &subject,
                &format!("currency of the limit of {class}"),
                &currency,
                &found.currency,
            );
            let expected = U256::from(limit.units());
            findings.same(
                &subject,
                &format!("limit of {class}, smallest units"),
                &expected,
                &found.limit,
            );
            if found.used > found.limit {
                findings.note(
                    &subject,
                    format!("more of {class} is outstanding than its limit; issue is closed"),
                );
            }
        }
    }
    Ok(())
}

/// The code that the factory puts the next table behind.
async fn regime_code_hash(
    audit: Audit<'_>,
    findings: &mut Verification,
) -> Result<(), DeploymentError> {
    let factory = audit.manifest.address(SystemContract::RegimeFactory).unwrap_or_default();
    let call = RegimeFactory::codeHashCall {};
    let found = read(audit.connection, factory, &call, audit.block).await?;
    findings.same(
        "regime-factory",
        "the hash of its code",
        &keccak256(regime_code(audit.manifest)),
        &found,
    );
    Ok(())
}

async fn listing(
    audit: Audit<'_>,
    id: &str,
    bond: &BondRecord,
    findings: &mut Verification,
) -> Result<(), DeploymentError> {
    let assets = audit.manifest.address(SystemContract::AssetRegistry).unwrap_or_default();
    let asset = Instrument::asset_id(id);
    let found =
        read(audit.connection, assets, &AssetRegistry::assetByIdCall { asset }, audit.block)
            .await?;
    if found.status == 0 {
        findings.wrong(id, "it is not listed in the asset registry; issue it again to go on");
        return Ok(());
    }
    findings.same(id, "the hash of its terms", &bond.terms_hash, &found.termsHash);
    findings.same(id, "its issuer", &bond.issuer.map(fixed_lei).unwrap_or_default(), &found.issuer);
    let legs =
        read(audit.connection, assets, &AssetRegistry::legsOfCall { asset }, audit.block).await?;
    findings.same(id, "the number of its legs", &bond.legs.len(), &legs.len());
    for leg in &bond.legs {
        let listed =
            legs.iter().find(|listed| listed.token == leg.token.address).map(|listed| listed.isin);
        let expected = FixedBytes::<12>(leg.isin.bytes());
        findings.same(
            id,
            &format!("the ISIN of leg {}", leg.leg),
            &expected,
            &listed.unwrap_or_default(),
        );
    }
    Ok(())
}

/// The routes that were ever opened, and those of the profile. One that is closed is the registrar's decision.
async fn routes(
    audit: Audit<'_>,
    id: &str,
    bond: &BondRecord,
    findings: &mut Verification,
) -> Result<(), DeploymentError> {
    let Some(registry) = audit.manifest.address(SystemContract::Routes) else { return Ok(()) };
    let bound = audit.manifest.bound_profile(bond.profile)?;
    let call = Routes::routesOfCall { asset: Instrument::asset_id(id) };
    let mut found = read(audit.connection, registry, &call, audit.block).await?;
    let token = |leg: &str| {
        let record = bond.legs.iter().find(|record| record.leg == leg);
        record.map(|record| record.token.address).unwrap_or_default()
    };
    for route in &bound.profile().routes {
        let subject = format!("{id}, route {}", route.id);
        let (source, destination) = (token(&route.from), token(&route.to));
        let is_meant =
            |one: &Routes::LegRoute| (one.source, one.destination) == (source, destination);
        let Some(place) = found.iter().position(is_meant) else {
            findings.wrong(&subject, "it was never opened; issue the bond again to go on");
            continue;
        };
        let seen = found.remove(place);
        let opened = (seen.window.start.to::<u64>(), seen.window.end.to::<u64>());
        window(&subject, route, opened, findings);
        if !seen.open {
            findings.note(&subject, "the registrar has closed it".to_owned());
        }
    }
    for stray in found.iter().filter(|route| route.open) {
        let (source, destination) = (stray.source, stray.destination);
        findings.wrong(
            id,
            format!("a route from {source} to {destination} is open, and its profile has none"),
        );
    }
    Ok(())
}

/// The window that a route was opened for. A part of the profile's is the registrar's decision, as closing it is; along a wider one
/// units move that the profile keeps where they are.
fn window(subject: &str, route: &Route, opened: (u64, u64), findings: &mut Verification) {
    findings.checked(format!("{subject}: when it opens"));
    findings.checked(format!("{subject}: when it closes"));
    let by_profile = route.window();
    if opened == by_profile {
        return;
    }
    let message = format!(
        "the registrar has opened it {}, and by the profile it is open {}",
        window_words(opened),
        window_words(by_profile)
    );
    match route.has_within(opened) {
        true => findings.note(subject, message),
        false => findings.wrong(
            subject,
            format!("{message}; close it with `corridor route close`, or open it for no longer than that"),
        ),
    }
}

fn window_words(window: (u64, u64)) -> String {
    match window {
        (0, 0) => "always".to_owned(),
        (start, 0) => format!("from {}", timestamp(start)),
        (0, end) => format!("before {}", timestamp(end)),
        (start, end) => format!("from {}, before {}", timestamp(start), timestamp(end)),
    }
}

async fn token(
    audit: Audit<'_>,
    id: &str,
    bond: &BondRecord,
    leg: &LegRecord,
    findings: &mut Verification,
) -> Result<(), DeploymentError> {
    let subject = format!("{id}, leg {}", leg.leg);
    let regime =
        read(audit.connection, leg.token.address, &ISecurityToken::regimeCall {}, audit.block)
            .await?;
    findings.same(&subject, "the regime in force", &leg.regime, &regime);
    if audit.manifest.regime_at(regime).is_none() {
        findings.wrong(&subject, format!("the regime {regime} is not in the manifest"));
        return Ok(());
    }
    let hash = read(audit.connection, regime, &Regime::profileHashCall {}, audit.block).await?;
    findings.same(&subject, "the profile in force", &bond.profile, &hash);
    let name = read(audit.connection, regime, &Regime::legCall {}, audit.block).await?;
    findings.same(&subject, "the leg of its regime", &fixed::<32>(&leg.leg), &name);
    let ledger = audit.manifest.address(SystemContract::EntrantLedger).unwrap_or_default();
    let reads_from = read(audit.connection, regime, &Regime::ledgerCall {}, audit.block).await?;
    findings.same(&subject, "the ledger of its regime", &ledger, &reads_from);
    let call = EntrantLedger::enrolmentOfCall { instrument: leg.token.address };
    let enrolment = read(audit.connection, ledger, &call, audit.block).await?;
    if let Some(wanted) = entrant_of(audit, bond.profile, &leg.leg) {
        findings.same(
            &subject,
            "the entrant it is counted under",
            &wanted,
            &String::from_utf8_lossy(enrolment.entrant.as_slice()).into_owned(),
        );
    }
    Ok(())
}

/// The LEI in the `[entrant]` section of a recorded profile, its input filled in.
fn entrant_of(audit: Audit<'_>, profile: B256, leg: &str) -> Option<String> {
    let record = audit.manifest.profiles.get(&profile)?;
    let document: serde_json::Value = serde_json::from_str(&record.canonical).ok()?;
    let entrant = document.get("entrant")?;
    if entrant
        .get("legs")
        .and_then(|legs| legs.as_array())
        .is_some_and(|legs| !legs.contains(&leg.into()))
    {
        return None;
    }
    let lei = entrant.get("lei")?;
    let given = lei
        .get("input")
        .and_then(serde_json::Value::as_str)
        .and_then(|input| record.inputs.get(input));
    given.cloned().or_else(|| lei.as_str().map(str::to_owned))
}
