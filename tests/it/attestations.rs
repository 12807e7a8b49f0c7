//! Signed attestations on a real chain: signed by the verifier, submitted by the investor, once.

use alloy::primitives::{B256, Signature};
use alloy::providers::Provider as _;
use corridor_bindings::standing::VerifierScope;
use corridor_bindings::{AttestationDesk, AttestationStatus};
use corridor_deploy::accounts::Role;
use corridor_deploy::calendar::UtcDay;
use corridor_deploy::deployment::SystemContract;
use corridor_deploy::vocabulary::Category;
use corridor_operations::{
    ATTESTATION_SCHEMA, CategoryDay, Desk, LinkWallet, Mint, Mode, OperationError,
    RevokeAttestation, SetVerifierScope, SignedAttestation, SignedElsewhere, Statement,
    SubmitAttestation, UnlinkWallet, Who, attestation_domain,
};
use corridor_tests::bench::{Bench, amount, roles, uk_goal, wallet};

use crate::parity::ethers_attestation_digest;

const HOUR: u64 = 3_600;

fn category(name: &str) -> Category {
    name.parse().expect("a category")
}

fn day(text: &str) -> UtcDay {
    text.parse().expect("a day")
}

/// A deployment with an open desk and the demo's investors.
async fn opened() -> anyhow::Result<(Bench, Desk)> {
    let goal = uk_goal().with_extra(SystemContract::AttestationDesk);
    let (bench, mut desk) = Bench::onboarded(&goal).await?;
    let verifier = desk.attestation_desk()?;
    let scope = VerifierScope::unlimited();
    desk.set_verifier_scope(&SetVerifierScope { verifier, scope }, Mode::Execute).await?;
    Ok((bench, desk))
}

fn submit(signed: &SignedAttestation) -> SubmitAttestation {
    let submitter = Who::Wallet(wallet("INV-0002"));
    SubmitAttestation { signed: signed.clone(), submitter }
}

/// The name of the contract error that refused an operation.
fn refused<T: std::fmt::Debug>(result: Result<T, OperationError>) -> String {
    match result {
        Err(OperationError::Reverted { revert, .. }) => revert.to_string(),
        other => panic!("not refused: {other:?}"),
    }
}

/// Why an attestation counts somewhere else.
fn elsewhere<T: std::fmt::Debug>(result: Result<T, OperationError>) -> SignedElsewhere {
    match result {
        Err(OperationError::SignedElsewhere(cause)) => *cause,
        other => panic!("not refused: {other:?}"),
    }
}

#[tokio::test]
async fn an_investor_submits_what_a_verifier_signed() -> anyhow::Result<()> {
    let (bench, desk) = opened().await?;
    let (investor, qib) = (wallet("INV-0001"), category("us-qib"));
    let signed = desk.sign_attestation(investor, qib, Some(day("2031-12-31")), HOUR).await?;

    // Two libraries and the contract agree on what is signed, and by whom.
    let digest = AttestationDesk::digestOfCall { attestation: signed.attestation.encode() };
    assert_eq!(desk.read(signed.desk, &digest).await?, signed.digest);
    let domain = attestation_domain(signed.chain_id, signed.desk);
    assert_eq!(ethers_attestation_digest(&domain, &signed.attestation), signed.digest.0);
    let signature = Signature::from_raw(&signed.signature)?;
    let signer = signature.recover_address_from_prehash(&signed.digest)?;
    assert_eq!(signer, desk.actors().address(Role::Verifier));

    // It survives the way through a file.
    let path = bench.folder().join("attestation.json");
    std::fs::write(&path, serde_json::to_string(&signed)?)?;
    let loaded = SignedAttestation::load(&path)?;
    assert_eq!(loaded, signed);
    desk.perform(&submit(&loaded), Mode::DryRun).await?;
    assert_eq!(desk.standing(investor).await?.expiry_day(qib.bit()), 0);
    desk.perform(&submit(&loaded), Mode::Execute).await?;
    for wallet in desk.wallets_of(investor).await? {
        assert_eq!(desk.standing(wallet).await?.expiry_day(qib.bit()), day("2031-12-31").number());
    }
    let status = AttestationDesk::statusOfCall { verifier: signer, digest: signed.digest };
    let status = desk.read(signed.desk, &status).await?;
    assert_eq!(AttestationStatus::try_from(status)?, AttestationStatus::Submitted);
    let again = refused(desk.perform(&submit(&loaded), Mode::Execute).await);
    assert!(again.contains("submitted or revoked already"), "{again}");

    // The desk and its scope are part of what is verified.
    let verification = bench.deployment()?.verify().await?;
    assert!(verification.is_sound(), "{:?}", verification.findings);
    Ok(())
}

#[tokio::test]
async fn a_new_investor_registers_with_a_signed_attestation() -> anyhow::Result<()> {
    let (_bench, desk) = opened().await?;
    let newcomer = corridor_deploy::accounts::test_address(900)?;
    let base = desk.sign_attestation(wallet("INV-0001"), category("identity"), None, HOUR).await?;
    let statement = Statement {
        investor: 0,
        wallet: newcomer,
        commitment: B256::repeat_byte(7),
        jurisdiction: 840,
        subdivision: 24 * 37 + 35,
        categories: vec![CategoryDay { category: 0, last_day: 30_000 }],
        ..base.attestation
    };
    let signed = desk.sign_statement(base.desk, statement)?;
    desk.perform(&submit(&signed), Mode::Execute).await?;
    let view = desk.show_investor(newcomer, None).await?;
    assert_eq!((view.investor, view.jurisdiction.as_deref()), (Some(49), Some("US-NY")));
    Ok(())
}

/// What the governor made of the verifier's scope is no step that a deployment still has to take.
#[tokio::test]
async fn deploying_leaves_the_verifier_what_it_may_attest() -> anyhow::Result<()> {
    let (bench, mut desk) = opened().await?;
    let verifier = desk.actors().address(Role::Verifier);
    let scope = VerifierScope::new(&[826], &[category("identity").bit()])?;
    desk.set_verifier_scope(&SetVerifierScope { verifier, scope }, Mode::Execute).await?;
    let goal = uk_goal().with_extra(SystemContract::Settlement);
    let plan = bench.deployment()?.plan(&goal).await?;
    let steps: Vec<_> = plan.steps.iter().map(ToString::to_string).collect();
    assert!(!steps.is_empty() && steps.iter().all(|step| !step.contains("scope")), "{steps:?}");
    assert_eq!(plan.notes, [""; 0]);
    bench.apply(&goal).await?;
    let found = desk.verifiers().await?;
    let own = found.iter().find(|view| view.verifier == verifier).expect("it may attest something");
    assert_eq!(own.categories, [category("identity")]);
    assert!(bench.deployment()?.verify().await?.is_sound());
    Ok(())
}

/// It would take the place of one that lasts.
#[tokio::test]
async fn what_is_over_is_not_submitted() -> anyhow::Result<()> {
    let (bench, desk) = opened().await?;
    let (investor, qib) = (wallet("INV-0001"), category("us-qib"));
    let today = UtcDay::from_seconds(bench.now().await?).expect("a day");
    let last = UtcDay::from_number(today.number() + 1);
    let signed = desk.sign_attestation(investor, qib, Some(last), 240 * HOUR).await?;
    let revocation = desk.sign_attestation(investor, qib, None, 240 * HOUR).await?;
    desk.perform(&submit(&signed), Mode::DryRun).await?;
    desk.try_submission(&signed).await?;
    let client = desk.connection().provider().client();
    client.request::<_, serde_json::Value>("evm_increaseTime", [48 * HOUR]).await?;
    for mode in [Mode::DryRun, Mode::Execute] {
        let over = desk.perform(&submit(&signed), mode).await;
        assert!(
            matches!(over, Err(OperationError::AttestedOnlyUntil { day, .. }) if day == last),
            "{over:?}"
        );
    }
    desk.perform(&submit(&revocation), Mode::Execute).await?;
    Ok(())
}

/// Nobody is asked for a signature, so it is tried what would become of it.
#[tokio::test]
async fn what_the_desk_may_not_attest_is_found_when_it_is_signed() -> anyhow::Result<()> {
    let (_bench, mut desk) = opened().await?;
    let (investor, qib) = (wallet("INV-0001"), category("us-qib"));
    let signed = desk.sign_attestation(investor, qib, Some(day("2031-12-31")), HOUR).await?;
    desk.try_submission(&signed).await?;
    assert_eq!(desk.standing(investor).await?.expiry_day(qib.bit()), 0, "it is only tried");
    let (verifier, scope) = (desk.attestation_desk()?, VerifierScope::default());
    desk.set_verifier_scope(&SetVerifierScope { verifier, scope }, Mode::Execute).await?;
    let reason = refused(desk.try_submission(&signed).await);
    assert!(reason.contains("OutsideVerifierScope"), "{reason}");
    Ok(())
}

#[tokio::test]
async fn what_should_not_be_submitted_is_not() -> anyhow::Result<()> {
    let (bench, mut desk) = opened().await?;
    let (investor, qib) = (wallet("INV-0001"), category("us-qib"));
    let sign = || desk.sign_attestation(investor, qib, Some(day("2031-12-31")), HOUR);

    let revoked = sign().await?;
    let revoke = |signed: &SignedAttestation| RevokeAttestation { signed: signed.clone() };
    desk.perform(&revoke(&revoked), Mode::Execute).await?;
    let reason = refused(desk.perform(&submit(&revoked), Mode::Execute).await);
    assert!(reason.contains("submitted or revoked already"), "{reason}");

    let mut forged = sign().await?;
    forged.attestation.categories[0].last_day += 1;
    let reason = refused(desk.perform(&submit(&forged), Mode::Execute).await);
    assert!(reason.contains("signature is not the verifier's"), "{reason}");
    let path = bench.folder().join("forged.json");
    std::fs::write(&path, serde_json::to_string(&forged)?)?;
    let reason = SignedAttestation::load(&path).expect_err("changed").to_string();
    assert!(reason.contains("its digest is not that of what it says"), "{reason}");

    let mut other = sign().await?;
    other.chain_id += 1;
    let error = desk.perform(&submit(&other), Mode::Execute).await;
    assert!(matches!(elsewhere(error), SignedElsewhere::Contract { .. }));
    let error = desk.perform(&revoke(&other), Mode::Execute).await;
    assert!(matches!(elsewhere(error), SignedElsewhere::Contract { .. }));
    // A devnet that was reset has the same number, and its desk the same address.
    let mut before = sign().await?;
    before.genesis_hash = B256::repeat_byte(1);
    let error = desk.perform(&submit(&before), Mode::Execute).await;
    assert!(matches!(elsewhere(error), SignedElsewhere::Chain { .. }));
    let error = desk.perform(&revoke(&before), Mode::Execute).await;
    assert!(matches!(elsewhere(error), SignedElsewhere::Chain { .. }));
    let mut of_another = sign().await?;
    of_another.attestation.verifier = investor;
    let error = desk.perform(&revoke(&of_another), Mode::Execute).await;
    assert!(matches!(error, Err(OperationError::OtherVerifier { .. })), "{error:?}");
    let mut unknown = sign().await?;
    unknown.schema = ATTESTATION_SCHEMA.replace('2', "1");
    std::fs::write(&path, serde_json::to_string(&unknown)?)?;
    assert!(matches!(SignedAttestation::load(&path), Err(OperationError::BadAttestation { .. })));

    let stale = sign().await?;
    let verifier = desk.actors().address(Role::Verifier);
    let scope = VerifierScope::new(&[826], &[0])?;
    desk.set_verifier_scope(&SetVerifierScope { verifier, scope }, Mode::Execute).await?;
    let reason = refused(desk.perform(&submit(&stale), Mode::Execute).await);
    assert!(reason.contains("may not attest this"), "{reason}");
    let verifiers = desk.verifiers().await?;
    let narrow = verifiers.iter().find(|view| view.verifier == verifier).expect("it is one");
    assert_eq!((narrow.jurisdictions.as_slice(), narrow.anywhere), (&["GB".to_owned()][..], false));
    Ok(())
}

#[tokio::test]
async fn a_wallet_that_holds_units_stays_with_its_investor() -> anyhow::Result<()> {
    let (_bench, desk) = Bench::onboarded(&uk_goal()).await?;
    assert!(matches!(desk.attestation_desk(), Err(OperationError::NoAttestationDesk)));
    assert_eq!(desk.manifest()?.roles, roles());
    let (first, leg) = (wallet("INV-0001"), desk.leg("treasury-gilt-2040@uk-sandbox", None)?);
    let second = *desk.wallets_of(first).await?.last().expect("a second wallet");
    assert!(desk.standing(first).await?.has_several_wallets());
    let mint = Mint { leg: leg.clone(), to: second, amount: amount("GBP 1,000") };
    desk.perform(&mint, Mode::Execute).await?;
    let reason = refused(desk.perform(&UnlinkWallet { wallet: second }, Mode::Execute).await);
    assert!(reason.contains("holds units of a listed instrument"), "{reason}");
    desk.perform(&UnlinkWallet { wallet: first }, Mode::Execute).await?;
    assert!(!desk.standing(second).await?.has_several_wallets());
    let link = LinkWallet { wallet: second, new_wallet: first };
    desk.perform(&link, Mode::Execute).await?;
    assert!(desk.standing(first).await?.has_several_wallets());
    Ok(())
}
