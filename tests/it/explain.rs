//! Explanations: their words, and that they say what execution does, for every kind of movement.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use alloy::network::TransactionBuilder;
use alloy::primitives::{Address, Bytes, U256};
use alloy::providers::Provider;
use alloy::providers::ext::AnvilApi;
use alloy::rpc::types::TransactionRequest;
use alloy::sol_types::{SolCall, SolError};
use corridor_bindings::ISecurityToken;
use corridor_bindings::revert::Corridor::MovementRefused;
use corridor_deploy::accounts::{Role, test_address};
use corridor_deploy::calendar::UtcDay;
use corridor_deploy::deployment::Goal;
use corridor_deploy::explain::{LegHandle, Question, Verdict};
use corridor_deploy::vocabulary::Movement;
use corridor_operations::{Desk, Mint, Mode};
use corridor_tests::bench::{Bench, amount, gilt, roles, uk_goal, us_exemption, wallet};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestError, TestRng, TestRunner};

#[tokio::test]
async fn every_failing_rule_is_named_with_its_numbers() -> anyhow::Result<()> {
    let (_bench, desk) = Bench::onboarded(&uk_goal()).await?;
    let leg = desk.leg("treasury-gilt-2040", None)?;
    let expired = wallet("INV-0041");

    let question = Question::issue(expired, U256::from(100_050));
    let explanation = desk.explain(&leg, &question).await?;
    assert_eq!(explanation.verdict, Verdict::Refused);
    let words: Vec<_> =
        explanation.reasons.iter().map(|one| (one.rule.as_str(), one.details.clone())).collect();
    assert_eq!(
        words,
        [
            (
                "UK-KYC-01",
                vec![format!("the attestation `identity checked (KYC)` of recipient {expired} expired after 2026-06-30")]
            ),
            (
                "UK-DEN",
                vec![
                    "asked GBP 1,000.50, which is no multiple of GBP 1,000; the next one below is GBP 1,000".to_owned()
                ]
            ),
        ]
    );
    let identity = &explanation.reasons[0];
    assert_eq!(identity.message, "identity check missing or expired");
    assert!(identity.source.as_ref().is_some_and(|source| source.url.starts_with("https://")));
    assert!(identity.remedy.starts_with("A verifier attests the identity check"));
    let failed: Vec<_> = explanation
        .judged
        .iter()
        .filter(|rule| !rule.passed)
        .map(|rule| rule.rule.as_str())
        .collect();
    assert_eq!(failed, ["UK-KYC-01", "UK-DEN"]);
    Ok(())
}

#[tokio::test]
async fn an_ineligible_buyer_is_told_who_is_admitted() -> anyhow::Result<()> {
    let (_bench, desk) = Bench::onboarded(&uk_goal()).await?;
    let leg = desk.leg("treasury-gilt-2040", None)?;
    let american = wallet("INV-0011");
    let question = Question::issue(american, U256::from(100_000));
    let explanation = desk.explain(&leg, &question).await?;
    let [reason] = explanation.reasons.as_slice() else { panic!("{explanation:?}") };
    assert_eq!(reason.rule, "UK-ELIG-01");
    assert_eq!(
        reason.details[0],
        format!("recipient {american}: jurisdiction US; categories held: identity, us-qib")
    );
    assert!(
        reason.details[1].starts_with("admitted: jurisdiction GB, JE, GG"),
        "{:?}",
        reason.details
    );
    Ok(())
}

#[tokio::test]
async fn past_and_future_have_verdicts_of_their_own() -> anyhow::Result<()> {
    let (_bench, desk) = Bench::onboarded(&uk_goal()).await?;
    let leg = desk.leg("treasury-gilt-2040", None)?;
    let expired = wallet("INV-0041");
    // In the past, the same investor was identified.
    let day: UtcDay = "2026-06-30".parse()?;
    let past =
        Question { at: Some(day.start_seconds()), ..Question::issue(expired, U256::from(100_000)) };
    assert_eq!(desk.explain(&leg, &past).await?.verdict, Verdict::Allowed);
    // And some day the sandbox ends.
    let day: UtcDay = "2029-01-08".parse()?;
    let future = Question {
        at: Some(day.start_seconds()),
        ..Question::issue(wallet("INV-0001"), U256::from(100_000))
    };
    let [reason] = &desk.explain(&leg, &future).await?.reasons[..] else { panic!("one reason") };
    assert_eq!(
        reason.details,
        ["2029-01-08T00:00:00Z is not before 2029-01-08, the first day outside"]
    );
    Ok(())
}

#[tokio::test]
async fn an_allowed_movement_lists_the_rules_that_judged_it() -> anyhow::Result<()> {
    let (_bench, desk) = Bench::onboarded(&uk_goal()).await?;
    let leg = desk.leg("treasury-gilt-2040", None)?;
    let explanation =
        desk.explain(&leg, &Question::issue(wallet("INV-0001"), U256::from(100_000))).await?;
    assert_eq!(explanation.verdict, Verdict::Allowed);
    assert!(explanation.reasons.is_empty() && explanation.judged.len() >= 10, "{explanation:?}");
    assert!(explanation.judged.iter().all(|rule| rule.passed));
    // The same in JSON, with the bits as the contract gave them.
    let json = serde_json::to_value(&explanation)?;
    assert_eq!((json["verdict"].as_str(), json["bits"].as_str()), (Some("allowed"), Some("0x0")));
    assert_eq!(json["amount"], "GBP 1,000");
    Ok(())
}

#[tokio::test]
async fn many_are_explained_as_each_is_alone() -> anyhow::Result<()> {
    let (_bench, desk) = Bench::onboarded(&uk_goal()).await?;
    let leg = desk.leg("treasury-gilt-2040", None)?;
    let mint = Mint { leg: leg.clone(), to: wallet("INV-0001"), amount: amount("GBP 10,000") };
    desk.perform(&mint, Mode::Execute).await?;
    let block = desk.latest_block().await?;
    // More than one question puts together, allowed ones among them.
    let questions: Vec<Question> = (0..600)
        .map(|index| {
            let to = wallet(&format!("INV-{:04}", index % 48 + 1));
            let amount = U256::from(100_000 + index % 7 * 50);
            let question = match index % 3 {
                0 => Question::issue(to, amount),
                1 => Question::transfer(wallet("INV-0001"), to, amount),
                _ => Question::new(Movement::REDEEM, Some(to), None, amount),
            };
            Question { block: Some(block), ..question }
        })
        .collect();
    let judge = desk.judge(&leg, Some(block))?;
    let together = judge.explain_all(&questions).await?;
    assert_eq!(together.len(), questions.len());
    assert!(together.iter().any(|one| one.verdict == Verdict::Allowed));
    for (question, explanation) in questions.iter().zip(&together).step_by(7) {
        let alone = serde_json::to_value(desk.explain(&leg, question).await?)?;
        assert_eq!(serde_json::to_value(explanation)?, alone);
    }
    Ok(())
}

/// What the fuzzer draws.
#[derive(Clone, Debug)]
struct Case {
    kind: u8,
    from: usize,
    to: usize,
    operator: Option<usize>,
    amount: U256,
    paused: bool,
    halted: bool,
    winding_down: bool,
    frozen: Option<u64>,
    clock_age: Option<u16>,
}

fn cases() -> impl Strategy<Value = Case> {
    let kinds = prop_oneof![2 => Just(1u8), 3 => 0u8..8];
    let amounts = prop_oneof![
        6 => (0u64..20).prop_map(|thousands| U256::from(thousands * 100_000)),
        2 => (0u64..2_000_000).prop_map(U256::from),
        1 => Just(U256::from(100_000_000_000u64)),
        1 => Just(U256::MAX),
    ];
    // Any two, or the two wallets of one investor, or two who may deal with each other.
    let pairs = prop_oneof![
        3 => (0usize..14, 0usize..14),
        1 => Just((0, 11)),
        4 => Just((0, 2)),
        2 => (0usize..3, 0usize..3),
    ];
    let parties = (pairs, proptest::option::weighted(0.15, 0usize..14));
    let state = (
        proptest::bool::weighted(0.06),
        proptest::bool::weighted(0.06),
        proptest::bool::weighted(0.06),
        proptest::option::weighted(0.3, 0u64..1_500_000),
        proptest::option::weighted(0.5, 0u16..60),
    );
    (kinds, parties, amounts, state).prop_map(|(kind, ((from, to), operator), amount, state)| {
        let (paused, halted, winding_down, frozen, clock_age) = state;
        Case { kind, from, to, operator, amount, paused, halted, winding_down, frozen, clock_age }
    })
}

/// Those who deal with each other first, then investors of every kind, somebody unregistered, and nobody.
fn parties(dealing: &[&str]) -> Vec<Address> {
    let references = [
        "INV-0001", "INV-0002", "INV-0004", "INV-0011", "INV-0013", "INV-0015", "INV-0017",
        "INV-0021", "INV-0026", "INV-0041", "INV-0043",
    ];
    let others = references.into_iter().filter(|reference| !dealing.contains(reference));
    let mut parties: Vec<Address> = dealing.iter().copied().chain(others).map(wallet).collect();
    // The second wallet of INV-0001, somebody unregistered, nobody.
    parties.push(alloy::primitives::address!("0x9394cb5f737Bd3aCea7dcE90CA48DBd42801EE5d"));
    parties.extend([test_address(95).expect("a test account"), Address::ZERO]);
    parties
}

struct Fuzz {
    desk: Desk,
    leg: LegHandle,
    parties: Vec<Address>,
    /// How often a kind of movement was done, and not done.
    counts: Mutex<BTreeMap<(Movement, bool), u32>>,
    /// Transactions sent so far.
    sent: AtomicU64,
}

impl Fuzz {
    /// A limit of its own for each transaction. After the chain is set back, the same transaction would have the same hash
    /// as one that was undone, and the node could answer with that one's receipt.
    fn gas_limit(&self) -> u64 {
        3_000_000 + self.sent.fetch_add(1, Ordering::Relaxed)
    }

    async fn send(&self, from: Address, call: Bytes) -> anyhow::Result<bool> {
        let provider = self.desk.connection().provider();
        let mut tries = 0;
        let hash = loop {
            // The node's own count may still be that of the chain before it was set back, and its pool may hold what was mined then.
            let nonce = provider.get_transaction_count(from).await?;
            let request = TransactionRequest::default()
                .with_from(from)
                .with_to(self.leg.token)
                .with_input(call.clone())
                .with_nonce(nonce)
                .with_gas_limit(self.gas_limit());
            match provider.send_transaction(request).await {
                Ok(pending) => break *pending.tx_hash(),
                Err(error) if tries < 50 && error.to_string().contains("underpriced") => {
                    tries += 1;
                    provider.anvil_drop_all_transactions().await?;
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
                Err(error) => return Err(error.into()),
            }
        };
        // Asked for directly: a watcher that counts blocks is lost when the chain is set back.
        for _ in 0..6_000 {
            if let Some(receipt) = provider.get_transaction_receipt(hash).await? {
                return Ok(receipt.status());
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        anyhow::bail!("{hash} was not mined within a minute")
    }

    async fn act(&self, role: Role, call: impl SolCall) -> anyhow::Result<()> {
        let from = self.desk.actors().address(role);
        anyhow::ensure!(
            self.send(from, call.abi_encode().into()).await?,
            "{} failed",
            std::any::type_name_of_val(&call)
        );
        Ok(())
    }

    /// Puts the drawn state in place, asks, tries, compares; the chain is as before afterwards.
    async fn check(&self, case: &Case) -> anyhow::Result<()> {
        let provider = self.desk.connection().provider();
        let snapshot = provider.anvil_snapshot().await?;
        let result = self.compare(case).await;
        provider.anvil_revert(snapshot).await?;
        result
    }

    async fn arrange(&self, case: &Case) -> anyhow::Result<()> {
        if let Some(frozen) = case.frozen.filter(|_| !self.parties[case.from].is_zero()) {
            let call = ISecurityToken::setFrozenTokensCall {
                account: self.parties[case.from],
                amount: U256::from(frozen),
            };
            self.act(Role::EnforcementOfficer, call).await?;
        }
        if let Some(age) = case.clock_age {
            let day = UtcDay::today().number() - age;
            self.act(Role::Issuer, ISecurityToken::startOfferingClockCall { day }).await?;
        }
        if case.paused {
            self.act(Role::Supervisor, ISecurityToken::setPausedCall { paused_: true }).await?;
        }
        if case.halted {
            self.act(Role::Supervisor, ISecurityToken::setHaltedCall { halted_: true }).await?;
        }
        if case.winding_down {
            self.act(Role::Governor, ISecurityToken::startWindDownCall {}).await?;
        }
        let operator =
            case.operator.map(|index| self.parties[index]).filter(|operator| !operator.is_zero());
        if let (Some(operator), Some(holder)) =
            (operator, Some(self.parties[case.from]).filter(|from| !from.is_zero()))
        {
            let call =
                ISecurityToken::approveCall { spender: operator, value: U256::from(500_000) };
            self.send(holder, call.abi_encode().into()).await?;
        }
        Ok(())
    }

    async fn compare(&self, case: &Case) -> anyhow::Result<()> {
        self.arrange(case).await?;
        let movement = Movement::from_bit(case.kind).expect("eight kinds");
        let Some((signer, call, question)) = self.movement(case, movement).await? else {
            return Ok(());
        };
        let explanation = self.desk.explain(&self.leg, &question).await?;
        anyhow::ensure!(
            explanation.reasons.len() == explanation.bits.count_ones(),
            "{explanation:?}"
        );
        for reason in &explanation.reasons {
            anyhow::ensure!(
                !reason.details.is_empty(),
                "no detail for {}: {explanation:?}",
                reason.rule
            );
        }
        let Some(call) = call else {
            // Its verdict is asked, and nothing makes it: cash is paid elsewhere, and one leg alone exchanges nothing.
            let judged = [Movement::COUPON, Movement::EXCHANGE_OUT, Movement::EXCHANGE_IN];
            anyhow::ensure!(judged.contains(&movement), "{explanation:?}");
            return Ok(());
        };
        if let Some(bits) = self.refusal_of(signer, call.clone()).await {
            let explained = explanation.bits;
            anyhow::ensure!(bits == explained, "refused by {bits:#x}, explained {explained:#x}");
        }
        let done = self.send(signer, call).await?;
        let allowed = explanation.verdict == Verdict::Allowed;
        *self.counts.lock().expect("a lock").entry((movement, done)).or_default() += 1;
        anyhow::ensure!(
            done == allowed,
            "done: {done}, explained as allowed: {allowed}; {case:?} {explanation:?}"
        );
        Ok(())
    }

    /// The bits that a call is refused with, when it is refused with a list.
    async fn refusal_of(&self, signer: Address, call: Bytes) -> Option<U256> {
        let request = TransactionRequest::default()
            .with_from(signer)
            .with_to(self.leg.token)
            .with_input(call);
        let error = self.desk.connection().provider().call(request).await.err()?;
        let data = error.as_error_resp()?.as_revert_data()?;
        let refused = MovementRefused::abi_decode(&data).ok()?;
        Some(refused.refusals.iter().fold(U256::ZERO, |bits, one| bits | one.reasons))
    }

    /// Who signs the movement, its call, and the question about it; nothing when nobody can sign.
    async fn movement(
        &self,
        case: &Case,
        movement: Movement,
    ) -> anyhow::Result<Option<(Address, Option<Bytes>, Question)>> {
        let (from, to) = (self.parties[case.from], self.parties[case.to]);
        let amount = case.amount;
        let role = |role| self.desk.actors().address(role);
        let ask = |from, to| Question::new(movement, from, to, amount);
        Ok(Some(match movement {
            Movement::ISSUE => (
                role(Role::Issuer),
                Some(ISecurityToken::mintCall { to, amount }.abi_encode().into()),
                ask(None, Some(to)),
            ),
            Movement::TRANSFER => {
                match case.operator.map(|index| self.parties[index]).filter(|one| !one.is_zero()) {
                    Some(operator) => {
                        let call = ISecurityToken::transferFromCall { from, to, value: amount }
                            .abi_encode();
                        (
                            operator,
                            Some(call.into()),
                            Question { operator: Some(operator), ..ask(Some(from), Some(to)) },
                        )
                    }
                    None if from.is_zero() => return Ok(None),
                    None => {
                        let call = ISecurityToken::transferCall { to, value: amount }.abi_encode();
                        (from, Some(call.into()), ask(Some(from), Some(to)))
                    }
                }
            }
            Movement::REDEEM => {
                let call = ISecurityToken::redeemCall { from, amount }.abi_encode();
                (role(Role::PayingAgent), Some(call.into()), ask(Some(from), None))
            }
            Movement::FORCED_TRANSFER => {
                let call = ISecurityToken::forcedTransferCall { from, to, amount }.abi_encode();
                (role(Role::EnforcementOfficer), Some(call.into()), ask(Some(from), Some(to)))
            }
            Movement::RECOVERY => {
                let call = ISecurityToken::recoverCall { lost: from, replacement: to }.abi_encode();
                (role(Role::EnforcementOfficer), Some(call.into()), ask(Some(from), Some(to)))
            }
            Movement::COUPON => (role(Role::PayingAgent), None, ask(None, Some(to))),
            _ => (role(Role::PayingAgent), None, ask(Some(from), Some(to))),
        }))
    }
}

/// The kinds of movement that a token makes.
const EXECUTED: [Movement; 5] = [
    Movement::ISSUE,
    Movement::TRANSFER,
    Movement::REDEEM,
    Movement::FORCED_TRANSFER,
    Movement::RECOVERY,
];

/// One chain for a leg; every case ends with the chain as it was.
fn explain_equals_execute(
    goal: Goal,
    leg: &str,
    dealing: &[&str],
    kinds: &[Movement],
    cases_each: u32,
) -> anyhow::Result<()> {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let (bench, fuzz) = runtime.block_on(async {
        let (bench, desk) = Bench::onboarded(&goal).await?;
        bench.connection.provider().anvil_auto_impersonate_account(true).await?;
        let leg = desk.leg("treasury-gilt-2040", Some(leg))?;
        // The last of them only buys.
        for holder in &dealing[..2] {
            let mint = Mint { leg: leg.clone(), to: wallet(holder), amount: amount("GBP 10,000") };
            desk.perform(&mint, Mode::Execute).await?;
        }
        anyhow::Ok((
            bench,
            Fuzz {
                desk,
                leg,
                parties: parties(dealing),
                counts: Mutex::default(),
                sent: AtomicU64::default(),
            },
        ))
    })?;
    let config = Config { cases: cases_each, failure_persistence: None, ..Config::default() };
    // The same cases every time: whether each outcome is met must not be a matter of luck.
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let result = TestRunner::new_with_rng(config, rng).run(&cases(), |case| {
        runtime
            .block_on(fuzz.check(&case))
            .map_err(|error| TestCaseError::fail(format!("{error:#}")))
    });
    drop(bench);
    match result {
        Ok(()) => {
            // A fuzzer that only ever meets refusals, or none, shows nothing.
            let counts = fuzz.counts.lock().expect("a lock");
            for movement in kinds {
                for done in [true, false] {
                    anyhow::ensure!(
                        counts.contains_key(&(*movement, done)),
                        "{movement}, done: {done}: never; {counts:?}"
                    );
                }
            }
            Ok(())
        }
        Err(TestError::Fail(reason, case)) => anyhow::bail!("{reason}\n{case:#?}"),
        Err(other) => anyhow::bail!("{other}"),
    }
}

#[test]
fn explanation_and_execution_agree_under_the_uk_profile() -> anyhow::Result<()> {
    explain_equals_execute(uk_goal(), "uk", &["INV-0001", "INV-0002", "INV-0004"], &EXECUTED, 288)
}

#[test]
fn explanation_and_execution_agree_on_the_reg_s_leg() -> anyhow::Result<()> {
    let goal = Goal::system(&roles()).with_instrument(gilt(us_exemption("GBP 1,000")));
    explain_equals_execute(goal, "reg-s", &["INV-0001", "INV-0021", "INV-0002"], &EXECUTED, 288)
}

#[test]
fn explanation_and_execution_agree_on_the_144a_leg() -> anyhow::Result<()> {
    let goal = Goal::system(&roles()).with_instrument(gilt(us_exemption("GBP 1,000")));
    explain_equals_execute(goal, "144a", &["INV-0013", "INV-0026", "INV-0011"], &EXECUTED[..4], 288)
}
