//! Operations on a real chain: the main path, refusals that cost nothing, limits at their edge, recovery, taps.

use alloy::primitives::{Address, U256};
use alloy::providers::Provider;
use corridor_bindings::ISecurityToken;
use corridor_deploy::accounts::{Role, test_address};
use corridor_deploy::bulk::BulkOptions;
use corridor_deploy::calendar::UtcDay;
use corridor_deploy::deployment::Goal;
use corridor_deploy::explain::{Explanation, LegHandle, Verdict};
use corridor_deploy::register::register;
use corridor_deploy::terms::Terms;
use corridor_operations::{
    AmendedTerms, Approve, Attest, Desk, ForcedTransfer, Freeze, FreezeError, Giver,
    IncreaseVolume, InstructionFile, InvestorFile, LinkWallet, Mint, Mode, OperationError, Part,
    Performed, Recover, Recovery, Redeem, RepeatedRow, Restrict, Revoke, SetHalted, SetLimit,
    SetPaused, StartClock, Transfer, Unfreeze, WindDown,
};
use corridor_tests::bench::{
    Bench, ENTRANT, amount, gilt, roles, uk_goal, uk_sandbox, us_506b, us_exemption, wallet,
};

const GILT: &str = "treasury-gilt-2040@uk-sandbox";

fn mint(leg: &LegHandle, to: Address, text: &str) -> Mint {
    Mint { leg: leg.clone(), to, amount: amount(text) }
}

fn transfer(leg: &LegHandle, from: Address, to: Address, text: &str) -> Transfer {
    Transfer { leg: leg.clone(), from, to, amount: amount(text), operator: None }
}

async fn balance(desk: &Desk, leg: &LegHandle, account: Address) -> anyhow::Result<U256> {
    Ok(desk.read(leg.token, &ISecurityToken::balanceOfCall { account }).await?)
}

fn refusal<T: std::fmt::Debug>(result: Result<T, OperationError>) -> Explanation {
    match result {
        Err(OperationError::Refused(explanation)) => {
            assert_eq!(explanation.verdict, Verdict::Refused);
            *explanation
        }
        other => panic!("not refused: {other:?}"),
    }
}

fn rules(explanation: &Explanation) -> Vec<&str> {
    explanation.reasons.iter().map(|reason| reason.rule.as_str()).collect()
}

#[tokio::test]
async fn the_main_path_under_both_profiles() -> anyhow::Result<()> {
    let goal = uk_goal().with_instrument(gilt(us_exemption("GBP 1,000")));
    let (bench, desk) = Bench::onboarded(&goal).await?;
    let (first, second) = (wallet("INV-0001"), wallet("INV-0002"));

    let uk = desk.leg(GILT, None)?;
    let minted = desk.perform(&mint(&uk, first, "GBP 1,000,000"), Mode::Execute).await?;
    assert_eq!(minted.role, Some(Role::Issuer));
    assert_eq!(minted.verdict.map(|verdict| verdict.verdict), Some(Verdict::Allowed));
    desk.perform(&transfer(&uk, first, second, "GBP 250,000"), Mode::Execute).await?;
    assert_eq!(balance(&desk, &uk, second).await?, U256::from(25_000_000));

    let reg_s = desk.leg("treasury-gilt-2040@us-exemption", Some("reg-s"))?;
    let a144 = desk.leg("ZZUKT40144A2", None)?;
    assert_eq!(a144.leg, "144a");
    desk.perform(&mint(&reg_s, wallet("INV-0021"), "GBP 5,000"), Mode::Execute).await?;
    let refused =
        refusal(desk.perform(&mint(&a144, wallet("INV-0011"), "GBP 5,000"), Mode::Execute).await);
    assert_eq!(rules(&refused), ["US-144A-ISSUE"]);
    desk.perform(&mint(&a144, wallet("INV-0013"), "GBP 5,000"), Mode::Execute).await?;
    desk.perform(
        &transfer(&a144, wallet("INV-0013"), wallet("INV-0011"), "GBP 2,000"),
        Mode::Execute,
    )
    .await?;
    // An accredited natural person is no buyer there, whatever else it was attested.
    let person = transfer(&a144, wallet("INV-0013"), wallet("INV-0015"), "GBP 1,000");
    assert_eq!(rules(&refusal(desk.perform(&person, Mode::Execute).await)), ["US-144A"]);

    let manifest = bench.deployment()?.manifest()?.clone();
    let holders = register(&bench.connection, &manifest, "treasury-gilt-2040@us-exemption").await?;
    assert_eq!(holders.holders.len(), 3);
    assert_eq!(holders.total, "GBP 10,000");
    let uk_register = register(&bench.connection, &manifest, GILT).await?;
    assert_eq!(uk_register.legs[0].amount, "GBP 1,000,000");
    assert_eq!(bench.deployment()?.verify().await?.findings, []);
    Ok(())
}

#[tokio::test]
async fn a_refusal_sends_nothing_and_a_dry_run_neither() -> anyhow::Result<()> {
    let (bench, desk) = Bench::onboarded(&uk_goal()).await?;
    let leg = desk.leg(GILT, None)?;
    let before = bench.connection.provider().get_block_number().await?;
    let refused =
        refusal(desk.perform(&mint(&leg, wallet("INV-0041"), "GBP 1,000"), Mode::Execute).await);
    assert_eq!(rules(&refused), ["UK-KYC-01"]);
    let dry = desk.perform(&mint(&leg, wallet("INV-0001"), "GBP 1,000"), Mode::DryRun).await?;
    assert!(
        dry.transaction.is_none() && dry.gas_estimate.is_some_and(|gas| gas > 50_000),
        "{dry:?}"
    );
    assert_eq!(bench.connection.provider().get_block_number().await?, before);
    Ok(())
}

#[tokio::test]
async fn the_limit_itself_is_allowed_and_one_more_is_not() -> anyhow::Result<()> {
    let goal = Goal::system(&roles()).with_instrument(gilt(uk_sandbox("GBP 3,000", "GBP 0.01")));
    let (_bench, mut desk) = Bench::onboarded(&goal).await?;
    let leg = desk.leg(GILT, None)?;
    let first = wallet("INV-0001");
    desk.perform(&mint(&leg, first, "GBP 1,000"), Mode::Execute).await?;
    let refused = refusal(desk.perform(&mint(&leg, first, "GBP 2,000.01"), Mode::Execute).await);
    assert_eq!(rules(&refused), ["UK-DSS-11"]);
    assert_eq!(
        refused.reasons[0].details,
        [format!(
            "limit of government-bond of {ENTRANT} GBP 3,000, used GBP 1,000, asked GBP 2,000.01, remaining GBP 2,000"
        )]
    );
    desk.perform(&mint(&leg, first, "GBP 2,000"), Mode::Execute).await?;
    refusal(desk.perform(&mint(&leg, first, "GBP 0.01"), Mode::Execute).await);

    // A raised limit is the supervisor's, and the manifest knows it.
    let limit = SetLimit {
        lei: ENTRANT.parse()?,
        asset_class: "government-bond".into(),
        limit: amount("GBP 3,000.01"),
    };
    desk.set_limit(&limit, Mode::Execute).await?;
    desk.perform(&mint(&leg, first, "GBP 0.01"), Mode::Execute).await?;
    let verified = desk.deployment().verify().await?;
    assert!(verified.is_sound());
    let [notice] = &*verified.findings else { panic!("{:?}", verified.findings) };
    assert!(notice.message.contains("in force is GBP 3,000.01; the profile's, GBP 3,000, is not"));
    // Redemption gives capacity back.
    let redeem = Redeem { leg: leg.clone(), from: first, amount: amount("GBP 5") };
    desk.perform(&redeem, Mode::Execute).await?;
    desk.perform(&mint(&leg, first, "GBP 5"), Mode::Execute).await?;
    Ok(())
}

#[tokio::test]
async fn freezes_hold_and_forced_transfers_pass() -> anyhow::Result<()> {
    let (_bench, desk) = Bench::onboarded(&uk_goal()).await?;
    let leg = desk.leg(GILT, None)?;
    let (first, second) = (wallet("INV-0001"), wallet("INV-0002"));
    desk.perform(&mint(&leg, first, "GBP 10,000"), Mode::Execute).await?;
    let part = |text| Part::Amount(amount(text));
    let freeze = Freeze { leg: leg.clone(), wallet: first, part: part("GBP 7,000") };
    desk.perform(&freeze, Mode::Execute).await?;
    let refused =
        refusal(desk.perform(&transfer(&leg, first, second, "GBP 4,000"), Mode::Execute).await);
    assert_eq!(rules(&refused), ["TOKEN-FROZEN"]);
    let expected = format!(
        "sender {first} holds GBP 10,000, frozen GBP 7,000, free GBP 3,000, asked GBP 4,000"
    );
    assert_eq!(refused.reasons[0].details, [expected]);
    let too_much = Unfreeze { leg: leg.clone(), wallet: first, part: part("GBP 8,000") };
    let error = desk.perform(&too_much, Mode::Execute).await;
    assert!(matches!(error, Err(OperationError::Freeze(_))), "{error:?}");
    let force =
        ForcedTransfer { leg: leg.clone(), from: first, to: second, amount: amount("GBP 9,000") };
    desk.perform(&force, Mode::Execute).await?;
    // Everything is no number of units to count from.
    let all = Freeze { leg: leg.clone(), wallet: first, part: Part::Everything };
    desk.perform(&all, Mode::Execute).await?;
    let (less, more) = (
        Unfreeze { leg: leg.clone(), wallet: first, part: part("GBP 1,000") },
        Freeze { leg: leg.clone(), wallet: first, part: part("GBP 1,000") },
    );
    let less = desk.perform(&less, Mode::Execute).await;
    let more = desk.perform(&more, Mode::Execute).await;
    for error in [less, more] {
        let Err(OperationError::Freeze(error)) = error else { panic!("{error:?}") };
        assert!(matches!(*error, FreezeError::Everything { .. }), "{error}");
    }
    let rest = Unfreeze { leg: leg.clone(), wallet: first, part: Part::Everything };
    desk.perform(&rest, Mode::Execute).await?;
    desk.perform(&transfer(&leg, first, second, "GBP 1,000"), Mode::Execute).await?;
    assert_eq!(balance(&desk, &leg, second).await?, U256::from(1_000_000));
    // Nobody forces units onto somebody who could not receive them.
    let blocked = ForcedTransfer {
        leg: leg.clone(),
        from: second,
        to: wallet("INV-0043"),
        amount: amount("GBP 1,000"),
    };
    assert_eq!(rules(&refusal(desk.perform(&blocked, Mode::Execute).await)), ["UK-BLK-01"]);
    Ok(())
}

#[tokio::test]
async fn a_lost_wallet_is_recovered_once() -> anyhow::Result<()> {
    let (_bench, desk) = Bench::onboarded(&uk_goal()).await?;
    let leg = desk.leg(GILT, None)?;
    let (lost, new) = (wallet("INV-0003"), test_address(90)?);
    desk.perform(&mint(&leg, lost, "GBP 10,000"), Mode::Execute).await?;
    desk.perform(
        &Freeze { leg: leg.clone(), wallet: lost, part: Part::Amount(amount("GBP 500")) },
        Mode::Execute,
    )
    .await?;
    let recovery = Recovery { legs: vec![leg.clone()], lost, replacement: new };
    let performed = desk.recover(&recovery, Mode::Execute).await?;
    let names: Vec<_> = performed.iter().map(|one| one.operation).collect();
    assert_eq!(names, ["link", "recover", "unlink"]);
    assert_eq!(balance(&desk, &leg, new).await?, U256::from(1_000_000));
    let frozen = ISecurityToken::getFrozenTokensCall { account: new };
    assert_eq!(desk.read(leg.token, &frozen).await?, U256::from(50_000));
    assert!(!desk.standing_or_none(lost).await?.is_registered());
    // The same command again has nothing to do; to another wallet there is nobody to recover from.
    assert!(desk.recover(&recovery, Mode::Execute).await?.is_empty());
    let elsewhere = Recovery { replacement: test_address(701)?, ..recovery };
    let refused = desk.recover(&elsewhere, Mode::Execute).await;
    assert!(matches!(refused, Err(OperationError::NotRegistered { .. })), "{refused:?}");
    // To another investor it is no recovery.
    let theft = Recover { leg: leg.clone(), lost: new, replacement: wallet("INV-0001") };
    assert!(
        rules(&refusal(desk.perform(&theft, Mode::Execute).await))
            .contains(&"TOKEN-OTHER-INVESTOR")
    );
    Ok(())
}

#[tokio::test]
async fn investors_are_attested_revoked_restricted_and_linked() -> anyhow::Result<()> {
    let (bench, desk) = Bench::onboarded(&uk_goal()).await?;
    let leg = desk.leg(GILT, None)?;
    let first = wallet("INV-0041");
    let until: UtcDay = "2031-12-31".parse()?;
    desk.perform(&Attest { wallet: first, category: "identity".parse()?, until }, Mode::Execute)
        .await?;
    desk.perform(&mint(&leg, first, "GBP 2,000"), Mode::Execute).await?;
    let flag = "sanctioned".parse()?;
    desk.perform(&Restrict { wallet: first, flag, on: true }, Mode::Execute).await?;
    let redeem = Redeem { leg: leg.clone(), from: first, amount: amount("GBP 1,000") };
    assert_eq!(rules(&refusal(desk.perform(&redeem, Mode::Execute).await)), ["UK-SANC-01"]);
    desk.perform(&Restrict { wallet: first, flag, on: false }, Mode::Execute).await?;
    desk.perform(&Revoke { wallet: first, category: "identity".parse()? }, Mode::Execute).await?;
    // A holder whose identity check lapsed can be redeemed.
    desk.perform(&redeem, Mode::Execute).await?;
    let link = LinkWallet { wallet: first, new_wallet: test_address(91)? };
    desk.perform(&link, Mode::Execute).await?;
    let book = bench.book()?;
    let view = desk.show_investor(first, Some(&book)).await?;
    assert_eq!((view.wallets.len(), view.reference.as_deref()), (2, Some("INV-0041")));
    assert_eq!(view.holdings[0].amount, "GBP 1,000");
    let again = desk.perform(&link, Mode::Execute).await;
    let Err(OperationError::Reverted { revert, .. }) = again else { panic!("{again:?}") };
    assert_eq!(revert.sentence(), "The wallet has a standing already.");
    let natural = Restrict { wallet: first, flag: "natural-person".parse()?, on: true };
    assert!(matches!(
        desk.perform(&natural, Mode::Execute).await,
        Err(OperationError::WrongFlag { .. })
    ));
    Ok(())
}

#[tokio::test]
async fn halts_pauses_and_the_wind_down_close_what_they_should() -> anyhow::Result<()> {
    let (_bench, desk) = Bench::onboarded(&uk_goal()).await?;
    let leg = desk.leg(GILT, None)?;
    let (first, second) = (wallet("INV-0001"), wallet("INV-0002"));
    desk.perform(&mint(&leg, first, "GBP 10,000"), Mode::Execute).await?;
    let one = transfer(&leg, first, second, "GBP 1,000");
    desk.perform(&SetHalted { leg: leg.clone(), halted: true }, Mode::Execute).await?;
    desk.perform(&SetPaused { leg: leg.clone(), paused: true }, Mode::Execute).await?;
    assert_eq!(
        rules(&refusal(desk.perform(&one, Mode::Execute).await)),
        ["UK-HALT", "TOKEN-PAUSED"]
    );
    desk.perform(&SetHalted { leg: leg.clone(), halted: false }, Mode::Execute).await?;
    desk.perform(&SetPaused { leg: leg.clone(), paused: false }, Mode::Execute).await?;
    desk.perform(&one, Mode::Execute).await?;
    desk.wind_down(&WindDown { leg: leg.clone() }, Mode::Execute).await?;
    assert_eq!(rules(&refusal(desk.perform(&one, Mode::Execute).await)), ["TOKEN-WINDING-DOWN"]);
    let redeem = Redeem { leg: leg.clone(), from: first, amount: amount("GBP 9,000") };
    desk.perform(&redeem, Mode::Execute).await?;
    assert!(desk.show_bond(GILT).await?.legs[0].winding_down);
    Ok(())
}

#[tokio::test]
async fn an_operator_needs_an_allowance_and_a_clean_record() -> anyhow::Result<()> {
    let (_bench, desk) = Bench::onboarded(&uk_goal()).await?;
    let leg = desk.leg(GILT, None)?;
    let (first, second, operator) = (wallet("INV-0001"), wallet("INV-0002"), wallet("INV-0043"));
    desk.perform(&mint(&leg, first, "GBP 10,000"), Mode::Execute).await?;
    let through = |operator| Transfer {
        operator: Some(operator),
        ..transfer(&leg, first, second, "GBP 1,000")
    };
    let refused = refusal(desk.perform(&through(operator), Mode::Execute).await);
    assert_eq!(rules(&refused), ["UK-BLK-01", "TOKEN-ALLOWANCE"]);
    let clean = wallet("INV-0021");
    let approve =
        Approve { leg: leg.clone(), holder: first, operator: clean, amount: amount("GBP 1,000") };
    desk.perform(&approve, Mode::Execute).await?;
    desk.perform(&through(clean), Mode::Execute).await?;
    assert_eq!(
        rules(&refusal(desk.perform(&through(clean), Mode::Execute).await)),
        ["TOKEN-ALLOWANCE"]
    );
    Ok(())
}

#[tokio::test]
async fn bond_i_is_tapped_as_it_was() -> anyhow::Result<()> {
    let terms = Terms::load("world-bank-bond-i")?;
    let profile = uk_sandbox("AUD 500,000,000", "AUD 1,000");
    let bond = corridor_deploy::deployment::Instrument::new(&terms.clone().into(), profile)?;
    let (_bench, mut desk) =
        Bench::onboarded(&Goal::system(&roles()).with_instrument(bond)).await?;
    let leg = desk.leg("world-bank-bond-i", None)?;
    let holder = wallet("INV-0032");
    desk.perform(&mint(&leg, holder, "AUD 110,000,000"), Mode::Execute).await?;
    let more = mint(&leg, holder, "AUD 50,000,000");
    let refused = refusal(desk.perform(&more, Mode::Execute).await);
    assert_eq!(rules(&refused), ["TOKEN-VOLUME"]);
    let tap = IncreaseVolume { leg: leg.clone(), by: terms.taps[0].amount };
    let terms = terms.into();
    let amended = AmendedTerms { terms: &terms, number: None };
    assert_eq!(desk.tap(&tap, Some(amended), Mode::Execute).await?.len(), 1);
    assert_eq!(desk.tap(&tap, Some(amended), Mode::Execute).await?.len(), 0);
    desk.perform(&more, Mode::Execute).await?;
    assert_eq!(desk.show_bond("world-bank-bond-i").await?.outstanding, "AUD 160,000,000");
    assert_eq!(desk.deployment().verify().await?.findings, []);
    Ok(())
}

#[tokio::test]
async fn the_offering_clock_opens_the_leg_after_forty_days() -> anyhow::Result<()> {
    let goal = Goal::system(&roles()).with_instrument(gilt(us_exemption("GBP 1,000")));
    let (_bench, desk) = Bench::onboarded(&goal).await?;
    let leg = desk.leg("treasury-gilt-2040", Some("reg-s"))?;
    let (holder, buyer) = (wallet("INV-0021"), wallet("INV-0011"));
    desk.perform(&mint(&leg, holder, "GBP 5,000"), Mode::Execute).await?;
    let sale = transfer(&leg, holder, buyer, "GBP 1,000");
    let refused = refusal(desk.perform(&sale, Mode::Execute).await);
    assert_eq!(rules(&refused), ["US-S-CLOCK"]);
    let today = UtcDay::today();
    let begun = UtcDay::from_number(today.number() - 39);
    desk.perform(&StartClock { leg: leg.clone(), day: begun }, Mode::Execute).await?;
    let refused = refusal(desk.perform(&sale, Mode::Execute).await);
    let end = UtcDay::from_number(begun.number() + 40);
    assert_eq!(
        refused.reasons[0].details,
        [
            format!("recipient {buyer}: jurisdiction US is restricted"),
            format!("the 40 days since {begun} end on {end}; 39 have elapsed"),
        ]
    );
    // The same movement, asked about for the day after, is allowed.
    let question = corridor_deploy::explain::Question {
        at: Some(end.start_seconds()),
        ..corridor_deploy::explain::Question::transfer(holder, buyer, U256::from(100_000))
    };
    assert_eq!(desk.explain(&leg, &question).await?.verdict, Verdict::Allowed);
    Ok(())
}

#[tokio::test]
async fn a_second_import_changes_nothing_and_a_conflict_is_reported() -> anyhow::Result<()> {
    let (bench, desk) = Bench::onboarded(&uk_goal()).await?;
    let mut book = bench.book()?;
    let before = bench.connection.provider().get_block_number().await?;
    let preview = desk.preview_import(&InvestorFile::Demo, &book).await?;
    assert_eq!(
        (preview.rows, preview.unchanged, preview.registered, preview.linked),
        (50, 50, 0, 0)
    );
    let again =
        desk.import(&InvestorFile::Demo, &mut book, &BulkOptions::default(), &mut |_| {}).await?;
    assert_eq!(
        (again.rows, again.unchanged, again.registered, again.linked, again.restricted),
        (50, 50, 0, 0, 0)
    );
    assert_eq!(bench.connection.provider().get_block_number().await?, before);

    let revoke = Revoke { wallet: wallet("INV-0002"), category: "identity".parse()? };
    desk.perform(&revoke, Mode::Execute).await?;
    let conflicted =
        desk.import(&InvestorFile::Demo, &mut book, &BulkOptions::default(), &mut |_| {}).await?;
    assert_eq!((conflicted.conflicting, conflicted.unchanged), (1, 49));
    assert_eq!(
        conflicted.conflicts[0].difference,
        "identity not attested on chain, until 2031-12-31 in the file"
    );
    assert_eq!(
        book.assignments()
            .filter(|known| known.as_ref().is_ok_and(|known| known.id.is_some()))
            .count(),
        48
    );
    Ok(())
}

/// A further wallet of an investor whose facts are others in the file is not linked, not written down, and not promised.
#[tokio::test]
async fn a_further_wallet_of_an_investor_with_other_facts_is_left() -> anyhow::Result<()> {
    let (bench, desk) = Bench::onboarded(&uk_goal()).await?;
    let mut book = bench.book()?;
    let further = Address::repeat_byte(0x77);
    let path = bench.folder().join("further.csv");
    let row = |jurisdiction: &str| {
        let categories = "identity:2031-12-31;uk-professional:2031-12-31";
        let header = "reference,wallet,jurisdiction,kind,categories,flags";
        format!("{header}\nINV-0001,{further},{jurisdiction},entity,{categories},\n")
    };
    std::fs::write(&path, row("FR"))?;
    let file = InvestorFile::At(path.clone());
    let preview = desk.preview_import(&file, &book).await?;
    assert_eq!((preview.conflicting, preview.linked), (1, 0));
    let before = bench.connection.provider().get_block_number().await?;
    let report = desk.import(&file, &mut book, &BulkOptions::default(), &mut |_| {}).await?;
    assert_eq!((report.conflicting, report.linked, report.unchanged), (1, 0, 0), "{report:?}");
    assert_eq!(report.conflicts[0].difference, "jurisdiction GB on chain, FR in the file");
    assert_eq!(bench.connection.provider().get_block_number().await?, before);
    assert!(book.by_wallet(further)?.is_none());

    std::fs::write(&path, row("GB"))?;
    let report = desk.import(&file, &mut book, &BulkOptions::default(), &mut |_| {}).await?;
    assert_eq!((report.conflicting, report.linked), (0, 1), "{report:?}");
    Ok(())
}

#[tokio::test]
async fn a_file_of_issues_is_judged_whole_and_done_once() -> anyhow::Result<()> {
    let goal = Goal::system(&roles()).with_instrument(gilt(uk_sandbox("GBP 100,000", "GBP 1,000")));
    let (bench, desk) = Bench::onboarded(&goal).await?;
    let leg = desk.leg(GILT, None)?;
    let path = bench.folder().join("mint.csv");
    let write = |rows: &[(&str, &str)]| {
        let rows: String =
            rows.iter().map(|(who, text)| format!("{},{text}\n", wallet(who))).collect();
        std::fs::write(&path, format!("wallet,amount\n{rows}"))
    };
    let file = InstructionFile::new(&path, leg.currency);
    let run = |mode| {
        let (desk, leg, file) = (&desk, &leg, &file);
        async move {
            desk.move_many(leg, Giver::Issue, file, mode, &BulkOptions::default(), &mut |_| {})
                .await
        }
    };
    write(&[("INV-0001", "1000"), ("INV-0041", "1000"), ("INV-0043", "1000")])?;
    let Err(OperationError::RowsRefused { refused, .. }) = run(Mode::Execute).await else {
        panic!("not refused")
    };
    let lines: Vec<_> = refused.iter().map(|(line, why)| (*line, rules(why))).collect();
    assert_eq!(lines, [(3, vec!["UK-KYC-01"]), (4, vec!["UK-BLK-01"])]);

    write(&[("INV-0001", "60000"), ("INV-0002", "60000")])?;
    let Err(OperationError::SumRefused(sum)) = run(Mode::Execute).await else {
        panic!("not refused")
    };
    assert_eq!((sum.rows, sum.total.as_str()), (2, "GBP 120,000"));
    assert_eq!(rules(&sum.explanation), ["UK-DSS-11"]);

    write(&[("INV-0001", "60000"), ("INV-0002", "40000")])?;
    assert!(run(Mode::DryRun).await?.report.is_none());
    assert_eq!(run(Mode::Execute).await?.report.map(|report| report.rows), Some(2));
    let again = run(Mode::Execute).await?;
    assert!(again.done_before);
    assert_eq!(balance(&desk, &leg, wallet("INV-0001")).await?, U256::from(6_000_000));
    Ok(())
}

#[tokio::test]
async fn a_file_may_issue_more_than_one_holder_may_hold() -> anyhow::Result<()> {
    let placed = us_506b("GBP 50,000");
    let (bench, desk) =
        Bench::onboarded(&Goal::system(&roles()).with_instrument(gilt(placed))).await?;
    let leg = desk.leg("treasury-gilt-2040", None)?;
    let path = bench.folder().join("mint.csv");
    let file = InstructionFile::new(&path, leg.currency);
    for (amounts, fits) in [(["40000", "51000"], false), (["40000", "50000"], true)] {
        let [one, other] = amounts;
        let rows = format!("{},{one}\n{},{other}\n", wallet("INV-0010"), wallet("INV-0012"));
        std::fs::write(&path, format!("wallet,amount\n{rows}"))?;
        let options = BulkOptions::default();
        let moved =
            desk.move_many(&leg, Giver::Issue, &file, Mode::Execute, &options, &mut |_| {}).await;
        match moved {
            Err(OperationError::RowsRefused { refused, .. }) => {
                assert!(!fits && refused.len() == 1 && refused[0].0 == 3, "{refused:?}");
            }
            moved => assert_eq!((moved?.report.map(|report| report.rows), fits), (Some(2), true)),
        }
    }
    Ok(())
}

/// A corrected file is another one: what of it is done already is named, and done once more only where that is wanted.
#[tokio::test]
async fn a_corrected_file_does_not_do_its_rows_twice_unasked() -> anyhow::Result<()> {
    let (bench, desk) = Bench::onboarded(&uk_goal()).await?;
    let leg = desk.leg(GILT, None)?;
    let write = |name: &str, rows: &[(&str, &str)]| {
        let rows: String =
            rows.iter().map(|(who, text)| format!("{},{text}\n", wallet(who))).collect();
        let path = bench.folder().join(name);
        std::fs::write(&path, format!("wallet,amount\n{rows}"))?;
        anyhow::Ok(InstructionFile::new(path, leg.currency))
    };
    let run = async |giver, file: &InstructionFile<'_>, mode| {
        desk.move_many(&leg, giver, file, mode, &BulkOptions::default(), &mut |_| {}).await
    };
    let first = write("first.csv", &[("INV-0001", "1000"), ("INV-0002", "2000")])?;
    run(Giver::Issue, &first, Mode::Execute).await?;
    // The second amount was wrong.
    let rows = [("INV-0003", "3000"), ("INV-0001", "1000"), ("INV-0002", "3000")];
    let corrected = write("corrected.csv", &rows)?;
    for mode in [Mode::DryRun, Mode::Execute] {
        let refused = run(Giver::Issue, &corrected, mode).await;
        let Err(OperationError::Repeated(repeated)) = refused else { panic!("{refused:?}") };
        assert_eq!((repeated.rows, repeated.repeated), (3, 1));
        let what = format!("GBP 1,000 to {}", wallet("INV-0001"));
        assert_eq!(repeated.first, [RepeatedRow { line: 3, what, waits: false }]);
    }
    assert_eq!(balance(&desk, &leg, wallet("INV-0003")).await?, U256::ZERO);
    let done = run(Giver::Issue, &corrected.again(true), Mode::Execute).await?;
    assert_eq!((done.rows, done.repeated.map(|repeated| repeated.repeated)), (3, Some(1)));
    assert_eq!(balance(&desk, &leg, wallet("INV-0001")).await?, U256::from(200_000));
    // The file itself is no other one, and is done once as ever.
    assert!(run(Giver::Issue, &write("corrected.csv", &rows)?, Mode::Execute).await?.done_before);

    // What one holder has given, another may give as well.
    let gift = write("gift.csv", &[("INV-0003", "1000")])?;
    let more = write("more.csv", &[("INV-0003", "1000"), ("INV-0003", "2000")])?;
    let [one, other] = ["INV-0001", "INV-0002"].map(|who| Giver::Holder(wallet(who)));
    run(one, &gift, Mode::Execute).await?;
    let refused = run(one, &more, Mode::Execute).await;
    assert!(matches!(refused, Err(OperationError::Repeated(_))), "{refused:?}");
    assert_eq!(run(other, &more, Mode::Execute).await?.rows, 2);
    Ok(())
}

/// What the regime refuses sends nothing, not even the link that the movement asks for.
#[tokio::test]
async fn nothing_is_linked_for_a_recovery_that_is_refused() -> anyhow::Result<()> {
    let (_bench, desk) = Bench::onboarded(&uk_goal()).await?;
    let leg = desk.leg(GILT, None)?;
    let (lost, replacement) = (wallet("INV-0001"), test_address(700)?);
    desk.perform(&mint(&leg, lost, "GBP 10,000"), Mode::Execute).await?;
    let sanction = Restrict { wallet: lost, flag: "sanctioned".parse()?, on: true };
    desk.perform(&sanction, Mode::Execute).await?;
    let recovery = Recovery { legs: vec![leg.clone()], lost, replacement };
    for mode in [Mode::DryRun, Mode::Execute] {
        let refused = refusal(desk.recover(&recovery, mode).await);
        assert_eq!((rules(&refused), refused.to), (vec!["UK-SANC-02"], Some(replacement)));
        assert!(!desk.standing_or_none(replacement).await?.is_registered());
    }
    // Another investor's wallet is refused by the token, as an explanation has it.
    let other = Recovery { replacement: wallet("INV-0002"), ..recovery.clone() };
    desk.perform(&Restrict { on: false, ..sanction }, Mode::Execute).await?;
    let refused = refusal(desk.recover(&other, Mode::Execute).await);
    assert_eq!(rules(&refused), ["TOKEN-OTHER-INVESTOR"]);
    let named = |done: Vec<Performed>| done.iter().map(|one| one.operation).collect::<Vec<_>>();
    assert_eq!(named(desk.recover(&recovery, Mode::DryRun).await?), ["link", "recover"]);
    assert_eq!(named(desk.recover(&recovery, Mode::Execute).await?), ["link", "recover", "unlink"]);
    Ok(())
}
