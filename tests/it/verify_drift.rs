//! Verification finds what somebody changed behind the manifest's back.

use alloy::network::TransactionBuilder;
use alloy::primitives::{Address, Bytes, U256};
use alloy::providers::Provider;
use alloy::providers::ext::AnvilApi;
use alloy::rpc::types::TransactionRequest;
use alloy::sol_types::SolCall;
use corridor_bindings::{EntrantLedger, ISecurityToken, InvestorRegistry, RoleManager};
use corridor_deploy::accounts::Role;
use corridor_deploy::deployment::{Manifest, Severity, SystemContract};
use corridor_tests::bench::{Bench, uk_goal};

async fn deployed() -> anyhow::Result<(Bench, Manifest)> {
    let bench = Bench::start().await?;
    bench.apply(&uk_goal()).await?;
    let manifest = bench.deployment()?.manifest()?.clone();
    Ok((bench, manifest))
}

/// Subjects of what is wrong.
async fn wrong(bench: &Bench) -> anyhow::Result<Vec<String>> {
    let verification = bench.deployment()?.verify().await?;
    let wrong =
        verification.findings.into_iter().filter(|finding| finding.severity == Severity::Error);
    Ok(wrong.map(|finding| format!("{}: {}", finding.subject, finding.message)).collect())
}

async fn act(bench: &Bench, role: Role, to: Address, call: impl SolCall) -> anyhow::Result<()> {
    let request = TransactionRequest::default().with_to(to).with_input(call.abi_encode());
    bench.actors()?.role(role)?.send_and_wait(request).await?;
    Ok(())
}

fn token(manifest: &Manifest) -> Address {
    manifest.bonds["treasury-gilt-2040@uk-sandbox"].legs[0].token.address
}

#[tokio::test]
async fn a_changed_byte_of_code_is_found() -> anyhow::Result<()> {
    let (bench, manifest) = deployed().await?;
    let targets = manifest.contracts.values().map(|record| record.address);
    let all: Vec<Address> =
        targets.chain([token(&manifest), manifest.regimes[0].address]).collect();
    for address in all {
        let code = bench.connection.provider().get_code_at(address).await?;
        let mut tampered = code.to_vec();
        let last = tampered.len() - 5;
        tampered[last] ^= 1;
        bench.connection.provider().anvil_set_code(address, tampered.into()).await?;
        assert!(!wrong(&bench).await?.is_empty(), "the code of {address} was changed unnoticed");
        bench.connection.provider().anvil_set_code(address, code).await?;
        assert_eq!(wrong(&bench).await?, Vec::<String>::new());
    }
    Ok(())
}

#[tokio::test]
async fn a_changed_immutable_is_found_by_its_name() -> anyhow::Result<()> {
    let (bench, manifest) = deployed().await?;
    let artifact =
        corridor_bindings::artifacts::Artifact::by_name("BondToken").expect("an artifact");
    for name in ["authority", "desk", "investors", "ledger"] {
        let immutable =
            artifact.immutables.iter().find(|immutable| immutable.name == name).expect(name);
        let code = bench.connection.provider().get_code_at(token(&manifest)).await?;
        let mut tampered = code.to_vec();
        for range in immutable.ranges() {
            tampered[range.end - 1] ^= 1;
        }
        bench.connection.provider().anvil_set_code(token(&manifest), tampered.into()).await?;
        let found = wrong(&bench).await?;
        assert!(
            found.iter().any(|finding| finding.contains(&format!("immutable {name}"))),
            "{name}: {found:?}"
        );
        bench.connection.provider().anvil_set_code(token(&manifest), code).await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_changed_term_is_found_by_its_name() -> anyhow::Result<()> {
    let (bench, manifest) = deployed().await?;
    let token = token(&manifest);
    // The word of the terms and the word of the amounts, as `token/InstrumentStorage.sol` places them.
    for (slot, bit, name) in
        [(2, 0, "its ISIN"), (2, 192, "its maturity date"), (3, 0, "its denomination")]
    {
        let slot = U256::from(slot);
        let before = bench.connection.provider().get_storage_at(token, slot).await?;
        let tampered: U256 = before ^ (U256::ONE << bit);
        bench.connection.provider().anvil_set_storage_at(token, slot, tampered.into()).await?;
        let found = wrong(&bench).await?;
        assert!(found.iter().any(|finding| finding.contains(name)), "{name}: {found:?}");
        bench.connection.provider().anvil_set_storage_at(token, slot, before.into()).await?;
    }
    Ok(())
}

#[tokio::test]
async fn missing_code_is_found() -> anyhow::Result<()> {
    let (bench, manifest) = deployed().await?;
    let ledger = manifest.address(SystemContract::EntrantLedger).expect("a ledger");
    bench.connection.provider().anvil_set_code(ledger, Bytes::new()).await?;
    let found = wrong(&bench).await?;
    assert!(found.iter().any(|finding| finding.contains("no code")), "{found:?}");
    Ok(())
}

#[tokio::test]
async fn a_role_that_was_granted_or_revoked_is_found() -> anyhow::Result<()> {
    let (bench, manifest) = deployed().await?;
    let manager = manifest.address(SystemContract::AccessManager).expect("a manager");
    let stranger = Address::repeat_byte(0x51);
    let grant = RoleManager::grantRoleCall { roleId: 5, account: stranger, executionDelay: 0 };
    act(&bench, Role::Governor, manager, grant).await?;
    let found = wrong(&bench).await?;
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].starts_with("enforcement-officer:") && found[0].contains(&stranger.to_string()),
        "{found:?}"
    );

    let revoke = RoleManager::revokeRoleCall { roleId: 5, account: stranger };
    act(&bench, Role::Governor, manager, revoke).await?;
    assert!(wrong(&bench).await?.is_empty());
    let revoke = RoleManager::revokeRoleCall { roleId: 1, account: manifest.roles[&Role::Issuer] };
    act(&bench, Role::Governor, manager, revoke).await?;
    let found = wrong(&bench).await?;
    assert!(found.len() == 1 && found[0].starts_with("issuer:"), "{found:?}");
    Ok(())
}

/// A key that was lost has no authority again because somebody deploys something.
#[tokio::test]
async fn deploying_gives_back_no_authority_that_was_taken_away() -> anyhow::Result<()> {
    let goal = uk_goal().with_extra(SystemContract::Pledges);
    let bench = Bench::start().await?;
    bench.apply(&goal).await?;
    let manifest = bench.deployment()?.manifest()?.clone();
    let manager = manifest.address(SystemContract::AccessManager).expect("a manager");
    let (issuer, verifier) = (manifest.roles[&Role::Issuer], manifest.roles[&Role::Verifier]);
    let pledges = manifest.address(SystemContract::Pledges).expect("it pledges");
    for (role, account) in [(1, issuer), (5, pledges)] {
        let revoke = RoleManager::revokeRoleCall { roleId: role, account };
        act(&bench, Role::Governor, manager, revoke).await?;
    }
    let investors = manifest.address(SystemContract::InvestorRegistry).expect("a registry");
    let nothing = InvestorRegistry::setVerifierScopeCall { verifier, scope: U256::ZERO };
    act(&bench, Role::Governor, investors, nothing).await?;

    let plan = bench.deployment()?.plan(&goal).await?;
    assert!(plan.is_empty(), "{:?}", plan.steps);
    let [of_issuer, of_pledges, of_verifier] = plan.notes.as_slice() else {
        panic!("{:?}", plan.notes)
    };
    assert!(of_issuer.starts_with(&format!("the role issuer was taken away from {issuer}")));
    assert!(of_pledges.starts_with("the role enforcement-officer was taken away from"));
    assert!(of_verifier.contains(&verifier.to_string()), "{of_verifier}");
    let settling = goal.clone().with_extra(SystemContract::Settlement);
    bench.apply(&settling).await?;
    assert_eq!(wrong(&bench).await?.len(), 3, "what else there is to do is done");

    // What the governor gives back is given back.
    for (role, account) in [(1, issuer), (5, pledges)] {
        let grant = RoleManager::grantRoleCall { roleId: role, account, executionDelay: 0 };
        act(&bench, Role::Governor, manager, grant).await?;
    }
    let plan = bench.deployment()?.plan(&settling).await?;
    assert!(plan.is_empty() && plan.notes.len() == 1, "{plan:?}");
    Ok(())
}

#[tokio::test]
async fn a_function_that_was_opened_to_another_role_is_found() -> anyhow::Result<()> {
    let (bench, manifest) = deployed().await?;
    let manager = manifest.address(SystemContract::AccessManager).expect("a manager");
    let open = |selector: [u8; 4]| RoleManager::setTargetFunctionRoleCall {
        target: token(&manifest),
        selectors: vec![selector.into()],
        roleId: 1,
    };
    act(&bench, Role::Governor, manager, open(ISecurityToken::setRegimeCall::SELECTOR)).await?;
    let found = wrong(&bench).await?;
    assert!(found.len() == 1 && found[0].contains("setRegime"), "{found:?}");
    act(&bench, Role::Governor, manager, open([1, 2, 3, 4])).await?;
    let found = wrong(&bench).await?;
    assert!(found.iter().any(|finding| finding.contains("0x01020304")), "{found:?}");
    Ok(())
}

#[tokio::test]
async fn deploying_gives_a_function_back_to_its_role() -> anyhow::Result<()> {
    let (bench, manifest) = deployed().await?;
    let manager = manifest.address(SystemContract::AccessManager).expect("a manager");
    let taken = RoleManager::setTargetFunctionRoleCall {
        target: token(&manifest),
        selectors: vec![
            ISecurityToken::setRegimeCall::SELECTOR.into(),
            ISecurityToken::mintCall::SELECTOR.into(),
        ],
        roleId: 5,
    };
    act(&bench, Role::Governor, manager, taken).await?;
    let plan = bench.deployment()?.plan(&uk_goal()).await?;
    let steps: Vec<_> = plan.steps.iter().map(ToString::to_string).collect();
    assert_eq!(steps, ["open 2 functions to their roles"]);
    bench.apply(&uk_goal()).await?;
    assert_eq!(wrong(&bench).await?, Vec::<String>::new());
    assert!(bench.deployment()?.plan(&uk_goal()).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_second_verifier_a_changed_stage_and_limit_are_found() -> anyhow::Result<()> {
    let (bench, manifest) = deployed().await?;
    let investors = manifest.address(SystemContract::InvestorRegistry).expect("a registry");
    let scope = InvestorRegistry::setVerifierScopeCall {
        verifier: Address::repeat_byte(7),
        scope: U256::from(0xffff),
    };
    act(&bench, Role::Governor, investors, scope).await?;
    let found = wrong(&bench).await?;
    assert!(found.len() == 1 && found[0].starts_with("verifier:"), "{found:?}");

    let ledger = manifest.address(SystemContract::EntrantLedger).expect("a ledger");
    let (lei, record) = manifest.entrants.iter().next().expect("an entrant");
    let lei = lei.bytes().into();
    let entrant = EntrantLedger::Entrant {
        jurisdiction: record.jurisdiction,
        stage: 1,
        activities: record.activities,
    };
    act(
        &bench,
        Role::Supervisor,
        ledger,
        EntrantLedger::setEntrantCall { lei, entrantRecord: entrant },
    )
    .await?;
    let found = wrong(&bench).await?;
    assert!(found.iter().any(|finding| finding.contains("stage is 1, expected 2")), "{found:?}");
    Ok(())
}

#[tokio::test]
async fn a_regime_that_was_replaced_is_found() -> anyhow::Result<()> {
    let (bench, _) = deployed().await?;
    let us = corridor_tests::bench::us_exemption("GBP 1,000");
    let roles = corridor_tests::bench::roles();
    bench
        .apply(&corridor_deploy::deployment::Goal::system(&roles).with_profile(us.clone()))
        .await?;
    let manifest = bench.deployment()?.manifest()?.clone();
    let other = manifest.regime(us.hash(), "144a").expect("a regime").address;
    act(&bench, Role::Governor, token(&manifest), ISecurityToken::setRegimeCall { regime_: other })
        .await?;
    let found = wrong(&bench).await?;
    assert!(found.iter().any(|finding| finding.contains("the regime in force")), "{found:?}");
    assert!(found.iter().any(|finding| finding.contains("the profile in force")), "{found:?}");
    Ok(())
}

#[tokio::test]
async fn who_administers_a_role_and_every_delay_is_compared() -> anyhow::Result<()> {
    let (bench, manifest) = deployed().await?;
    let manager = manifest.address(SystemContract::AccessManager).expect("a manager");
    let issuer = manifest.roles[&Role::Issuer];

    act(&bench, Role::Governor, manager, RoleManager::setRoleAdminCall { roleId: 1, admin: 5 })
        .await?;
    let found = wrong(&bench).await?;
    assert_eq!(
        found,
        ["issuer: the role that grants and revokes it is enforcement-officer, expected governor"]
    );
    act(&bench, Role::Governor, manager, RoleManager::setRoleAdminCall { roleId: 1, admin: 0 })
        .await?;
    assert_eq!(wrong(&bench).await?, Vec::<String>::new());

    let guardian = RoleManager::setRoleGuardianCall { roleId: 2, guardian: 1 };
    act(&bench, Role::Governor, manager, guardian).await?;
    let delay = RoleManager::grantRoleCall { roleId: 1, account: issuer, executionDelay: 864_000 };
    act(&bench, Role::Governor, manager, delay).await?;
    let grants = RoleManager::setGrantDelayCall { roleId: 3, newDelay: 7 };
    act(&bench, Role::Governor, manager, grants).await?;
    let target = RoleManager::setTargetAdminDelayCall { target: token(&manifest), newDelay: 9 };
    act(&bench, Role::Governor, manager, target).await?;
    let found = wrong(&bench).await?;
    let starts = [
        format!("issuer: what {issuer} does in this role waits 864000 s, expected 0 s"),
        "registrar: the role that may cancel its operations is issuer, expected governor"
            .to_owned(),
        "paying-agent: a new member of it waits 7 s from ".to_owned(),
        format!("contract {}: a change of who may call it waits 9 s from ", token(&manifest)),
    ];
    assert_eq!(found.len(), starts.len(), "{found:?}");
    for start in starts {
        assert!(found.iter().any(|finding| finding.starts_with(&start)), "{start}: {found:?}");
    }
    Ok(())
}

/// Code of others gives no answers: the questions to it are findings, and everything else is compared all the same.
#[tokio::test]
async fn verification_goes_on_behind_a_contract_that_does_not_answer() -> anyhow::Result<()> {
    let (bench, manifest) = deployed().await?;
    let manager = manifest.address(SystemContract::AccessManager).expect("a manager");
    let stranger = Address::repeat_byte(0x51);
    let grant = RoleManager::grantRoleCall { roleId: 5, account: stranger, executionDelay: 0 };
    act(&bench, Role::Governor, manager, grant).await?;
    let desk = manifest.address(SystemContract::BondDesk).expect("a desk");
    for (address, subject) in
        [(desk, "bond-desk"), (manifest.regimes[0].address, "regime of uk-sandbox")]
    {
        let code = bench.connection.provider().get_code_at(address).await?;
        bench.connection.provider().anvil_set_code(address, Bytes::from_static(&[0])).await?;
        let found = wrong(&bench).await?;
        for expected in [subject, "what would have been asked next", &stranger.to_string()] {
            assert!(
                found.iter().any(|finding| finding.contains(expected)),
                "{expected}: {found:?}"
            );
        }
        bench.connection.provider().anvil_set_code(address, code).await?;
    }
    assert_eq!(wrong(&bench).await?.len(), 1, "the stranger alone");
    Ok(())
}

#[tokio::test]
async fn a_manifest_that_was_edited_is_found() -> anyhow::Result<()> {
    let (bench, manifest) = deployed().await?;
    let id = "treasury-gilt-2040@uk-sandbox";
    type Edit = fn(&mut Manifest, &str);
    let edits: [(&str, Edit); 6] = [
        ("the manifest counts it in JPY", |manifest, id| {
            let bond = manifest.bonds.get_mut(id).expect("the bond");
            bond.currency = "JPY".parse().expect("a currency");
        }),
        ("the block of its creation in the manifest is 1", |manifest, id| {
            manifest.bonds.get_mut(id).expect("the bond").legs[0].token.block = 1;
        }),
        ("is not what was deployed", |manifest, _| {
            let profile = manifest.profiles.values_mut().next().expect("a profile");
            profile.inputs.insert("gate".to_owned(), "gate-1".to_owned());
        }),
        ("is not what was deployed", |manifest, _| {
            let profile = manifest.profiles.values_mut().next().expect("a profile");
            profile.text = profile.text.replace("UK-SANC-01", "UK-SANC-02");
        }),
        ("is not what was deployed", |manifest, _| {
            let profile = manifest.profiles.values_mut().next().expect("a profile");
            profile.version = "2030.01".to_owned();
        }),
        ("which is not in the manifest", |manifest, id| {
            manifest.bonds.remove(id);
        }),
    ];
    for (expected, edit) in edits {
        let mut edited = manifest.clone();
        edit(&mut edited, id);
        bench.store().save(&edited)?;
        let found = wrong(&bench).await?;
        assert!(found.iter().any(|finding| finding.contains(expected)), "{expected}: {found:?}");
    }
    bench.store().save(&manifest)?;
    assert_eq!(wrong(&bench).await?, Vec::<String>::new());
    Ok(())
}
