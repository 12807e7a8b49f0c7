//! `corridor register notice`

use snapbox::str;

use crate::bench::Bench;

#[test]
fn notices_are_written() {
    let bench = Bench::new();
    let notice = "register notice treasury-gilt-2040 --payment-date 2027-06-07";
    bench.run(notice).success().stdout_eq(str![[r#"
<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:seev.031.001.16">
  <CorpActnNtfctn>
    <NtfctnGnlInf>
      <NtfctnTp>NEWM</NtfctnTp>
      <PrcgSts>
        <Cd>
          <EvtCmpltnsSts>COMP</EvtCmpltnsSts>
          <EvtConfSts>CONF</EvtConfSts>
        </Cd>
      </PrcgSts>
    </NtfctnGnlInf>
    <CorpActnGnlInf>
      <CorpActnEvtId>GB00B6460505 2027-06-07 INTR</CorpActnEvtId>
      <EvtTp>
        <Cd>INTR</Cd>
      </EvtTp>
      <MndtryVlntryEvtTp>
        <Cd>MAND</Cd>
      </MndtryVlntryEvtTp>
      <UndrlygScty>
        <FinInstrmId>
          <ISIN>GB00B6460505</ISIN>
        </FinInstrmId>
      </UndrlygScty>
    </CorpActnGnlInf>
    <AcctDtls>
      <ForAllAccts>
        <IdCd>GENR</IdCd>
      </ForAllAccts>
    </AcctDtls>
    <CorpActnDtls>
      <DtDtls>
        <RcrdDt>
          <Dt>2027-05-26</Dt>
        </RcrdDt>
        <ExDvddDt>
          <Dt>2027-05-26</Dt>
        </ExDvddDt>
      </DtDtls>
      <PrdDtls>
        <IntrstPrd>
          <Prd>
            <StartDt>
              <Dt>2026-12-07</Dt>
            </StartDt>
            <EndDt>
              <Dt>2027-06-07</Dt>
            </EndDt>
          </Prd>
        </IntrstPrd>
      </PrdDtls>
      <RateAndAmtDtls>
        <IntrstRate>
          <Rate>4.25</Rate>
        </IntrstRate>
      </RateAndAmtDtls>
    </CorpActnDtls>
    <CorpActnOptnDtls>
      <OptnNb>001</OptnNb>
      <OptnTp>
        <Cd>CASH</Cd>
      </OptnTp>
      <CcyOptn>GBP</CcyOptn>
      <DfltPrcgOrStgInstr>
        <DfltOptnInd>true</DfltOptnInd>
      </DfltPrcgOrStgInstr>
      <CshMvmntDtls>
        <CdtDbtInd>CRDT</CdtDbtInd>
        <DtDtls>
          <PmtDt>
            <Dt>2027-06-07</Dt>
          </PmtDt>
        </DtDtls>
        <RateAndAmtDtls>
          <GrssIntrstRateUsdForPmt>
            <Rate>2.125</Rate>
          </GrssIntrstRateUsdForPmt>
        </RateAndAmtDtls>
      </CshMvmntDtls>
    </CorpActnOptnDtls>
    <AddtlInf>
      <AddtlTxt>
        <Lang>en</Lang>
        <AddtlInf>Issuer HM Treasury. Interest from 2026-12-07 to 2027-06-07, the last day not counted.</AddtlInf>
      </AddtlTxt>
    </AddtlInf>
    <Issr>
      <LEI>ECTRVYYCEF89VWYS6K36</LEI>
    </Issr>
  </CorpActnNtfctn>
</Document>

"#]]).stderr_eq(str![""]);
    bench.run(&format!("{notice} --format seev.036")).code(2).stderr_eq(str![[r#"
error: the following required arguments were not provided:
  --wallet <WALLET>

Usage: corridor register notice --payment-date <DATE> --format <FORMAT> --wallet <WALLET> <NAME|FILE>

For more information, try '--help'.

"#]]);
    let wallet = "0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f";
    bench
        .quoted(&format!(
            "{notice} --format seev.036 --wallet {wallet} --balance \"GBP 2,000,000\""
        ))
        .success()
        .stdout_eq(str![[r#"
<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:seev.036.001.17">
  <CorpActnMvmntConf>
    <CorpActnGnlInf>
      <CorpActnEvtId>GB00B6460505 2027-06-07 INTR</CorpActnEvtId>
      <EvtTp>
        <Cd>INTR</Cd>
      </EvtTp>
      <FinInstrmId>
        <ISIN>GB00B6460505</ISIN>
      </FinInstrmId>
    </CorpActnGnlInf>
    <AcctDtls>
      <BlckChainAdrOrWllt>0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f</BlckChainAdrOrWllt>
      <Bal>
        <ConfdBal>
          <Bal>
            <ShrtLngPos>LONG</ShrtLngPos>
            <QtyChc>
              <Qty>
                <FaceAmt>2000000</FaceAmt>
              </Qty>
            </QtyChc>
          </Bal>
        </ConfdBal>
      </Bal>
    </AcctDtls>
    <CorpActnDtls>
      <DtDtls>
        <RcrdDt>
          <Dt>2027-05-26</Dt>
        </RcrdDt>
        <ExDvddDt>
          <Dt>2027-05-26</Dt>
        </ExDvddDt>
      </DtDtls>
    </CorpActnDtls>
    <CorpActnConfDtls>
      <OptnNb>
        <Nb>001</Nb>
      </OptnNb>
      <OptnTp>
        <Cd>CASH</Cd>
      </OptnTp>
      <CshMvmntDtls>
        <CdtDbtInd>CRDT</CdtDbtInd>
        <AmtDtls>
          <PstngAmt Ccy="GBP">42500</PstngAmt>
        </AmtDtls>
        <DtDtls>
          <PstngDt>
            <Dt>2027-06-07</Dt>
          </PstngDt>
          <PmtDt>2027-06-07</PmtDt>
        </DtDtls>
        <RateAndAmtDtls>
          <GrssIntrstRateUsdForPmt>
            <Rate>2.125</Rate>
          </GrssIntrstRateUsdForPmt>
        </RateAndAmtDtls>
      </CshMvmntDtls>
    </CorpActnConfDtls>
  </CorpActnMvmntConf>
</Document>

"#]]);
    bench
        .run("register notice treasury-gilt-2040 --kind put --payment-date 2027-06-07")
        .code(1)
        .stderr_eq(str![[r#"
error: the terms of treasury-gilt-2040 have no put on 2027-06-07
hint: `corridor coupon schedule` lists every payment, call and put

"#]]);
    bench
        .run("register notice treasury-gilt-2040 --kind dividend --payment-date 2027-06-07")
        .code(2)
        .stderr_eq(str![[r#"
error: --kind: `dividend` is no kind of distribution; use one of: interest, redemption, call, partial-call, partial-redemption, put

"#]]);
}

#[test]
fn a_notice_names_wallets_and_days_that_can_be() {
    let bench = Bench::new();
    let notice = "register notice treasury-gilt-2040 --payment-date";
    let (day, paid) = ("2027-06-07", "--format seev.036 --balance \"GBP 100,028.98\" --wallet");
    let wallet = "0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f";
    let of = |name: &str| format!("{notice} {day} {paid} {name}");
    bench.wrong(&[
        (&format!("{notice} {day} --wallet {wallet}"), 2, "--wallet: seev.031 tells all holders, and no wallet"),
        (&format!("{notice} {day} --balance \"GBP 5\""), 2, "--balance: seev.031 tells all holders, and no balance"),
        (&format!("{notice} {day} --record-date 2010-01-01"), 2, "--record-date: 2010-01-01 is before the issue on"),
        (&format!("{notice} {day} --reference \" \""), 2, "--reference: write 1 to 35 characters that are seen"),
        (&format!("{notice} {day} --reference \"a\u{1}b\""), 2, "--reference: write 1 to 35 characters that are seen"),
        (&format!("{notice} {day} --record-date 2027-06-08"), 2, "--record-date: 2027-06-08 is after the payment on 2027-06-07"),
        (&format!("{notice} 2027-06-08"), 1, "the terms of treasury-gilt-2040 have no interest on 2027-06-08"),
        (&of("0x09DB"), 2, "--wallet: "),
        (&format!("{notice} {day} --format seev.036 --wallet {wallet}"), 2, "--balance: seev.036 says what the wallet held"),
        (&of("INV-0001"), 1, "--wallet: `INV-0001` is no address and no label, and references are looked up in a deployment"),
    ]);
    bench.run(&format!("{notice} {day} --record-date {day}")).success();
    bench.run(&format!("label set holder {wallet}")).success();
    for name in ["holder", wallet] {
        let output = bench.quoted(&of(name)).success().get_output().stdout.clone();
        let xml = String::from_utf8(output).expect("text is UTF-8");
        assert!(xml.contains(&format!("<BlckChainAdrOrWllt>{wallet}<")), "{xml}");
        // Rounded down, as the contract pays.
        assert!(xml.contains("<PstngAmt Ccy=\"GBP\">2125.61<"), "{xml}");
        assert!(xml.contains("2125.615825 is due before that"), "{xml}");
    }
    let bench = Bench::with_gilt();
    let output = bench.quoted(&of("INV-0001")).success().get_output().stdout.clone();
    let xml = String::from_utf8(output).expect("text is UTF-8");
    assert!(xml.contains(&format!("<BlckChainAdrOrWllt>{wallet}<")), "{xml}");
    bench.wrong(&[(&of("INV-9999"), 1, "`INV-9999` is neither an address nor a known label")]);
}

/// What is held of an amortised bond is what is outstanding of it, and is paid as the chain pays it.
#[test]
fn a_notice_pays_what_is_outstanding() {
    let bench = Bench::new();
    bench.private_file("steps.toml", crate::coupon::STEPS);
    let wallet = "0x09DB0a93B389bEF724429898f539AEB7ac2Dd55f";
    for (kind, date, balance, paid) in [
        ("interest", "2026-06-01", "100,000", "2000"),
        ("partial-redemption", "2026-06-01", "100,000", "25000"),
        // Units are whole ones, and rounded down as the contract rounds them.
        ("partial-redemption", "2026-06-01", "0.07", "0.01"),
        ("partial-call --part 20", "2026-11-30", "75,000", "15150"),
        ("interest", "2026-11-30", "75,000", "1500"),
        ("redemption", "2028-02-10", "75,000", "75000"),
    ] {
        let notice = format!("register notice steps.toml --kind {kind} --payment-date {date}");
        let of = format!("--format seev.036 --wallet {wallet} --balance \"GBP {balance}\"");
        let output = bench.quoted(&format!("{notice} {of}")).success().get_output().stdout.clone();
        let xml = String::from_utf8(output).expect("text is UTF-8");
        assert!(xml.contains(&format!("<PstngAmt Ccy=\"GBP\">{paid}<")), "{date}: {xml}");
    }
}

/// Whatever can be declared has its notice under its own name, and a notice of another kind is not written.
#[test]
fn a_notice_is_of_a_kind_that_the_terms_pay_that_day() {
    let bench = Bench::new();
    bench.private_file("steps.toml", crate::coupon::STEPS);
    let notice = |rest: &str| format!("register notice steps.toml --kind {rest}");
    let mut references = std::collections::BTreeSet::new();
    for (of, code, said) in [
        ("interest --payment-date 2026-06-01", "INTR", "Interest from"),
        ("redemption --payment-date 2028-02-10", "REDM", "Issuer"),
        ("call --payment-date 2026-11-30 --record-date 2026-11-30", "MCAL", "Issuer"),
        ("put --payment-date 2027-06-01 --record-date 2027-06-01", "BPUT", "Issuer"),
        (
            "partial-call --part 20 --payment-date 2026-11-30",
            "PCAL",
            "Of every holding at the end of the record day 20 per cent is redeemed",
        ),
        (
            "partial-redemption --payment-date 2026-06-01",
            "PCAL",
            "Of every holding at the end of the record day 25 per cent is redeemed",
        ),
    ] {
        let output = bench.run(&notice(of)).success().get_output().stdout.clone();
        let xml = String::from_utf8(output).expect("text is UTF-8");
        assert!(xml.contains(&format!("<Cd>{code}</Cd>")) && xml.contains(said), "{of}: {xml}");
        let reference = xml.lines().find(|line| line.contains("<CorpActnEvtId>"));
        assert!(references.insert(reference.expect("a reference").to_owned()), "{of}: {xml}");
    }
    bench.wrong(&[
        (&notice("partial-call --part 25 --payment-date 2026-06-01"), 1, "have no partial-call on"),
        (&notice("partial-redemption --payment-date 2026-11-30"), 1, "no partial-redemption on"),
        (
            &notice("partial-redemption --part 25 --payment-date 2026-06-01"),
            1,
            "--part is for a partial call",
        ),
        (&notice("partial-call --payment-date 2026-11-30"), 1, "give it with --part"),
        (&notice("redemption --payment-date 2026-06-01"), 1, "have no redemption on 2026-06-01"),
        (&notice("call --payment-date 2026-06-01 --record-date 2026-06-01"), 1, "have no call on"),
    ]);
}

/// What a confirmation says of a payment on a chain is what the chain recorded and paid.
#[test]
fn a_confirmation_is_of_what_the_chain_paid() {
    let bench = crate::servicing::with_holders();
    bench.run("deploy --servicing --quiet").success();
    bench.run("cash create GBP --quiet").success();
    bench
        .run("coupon declare treasury-gilt-2040 --skip-earlier --payment-date 2035-06-07 --quiet")
        .success();
    bench.run("devnet time --to 2035-06-08 --quiet").success();
    let notice = "register notice treasury-gilt-2040 --payment-date 2035-06-07";
    let holder = format!("{notice} --format seev.036 --wallet INV-0002");
    bench.wrong(&[(
        &holder,
        1,
        "distribution 1 has paid 0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D nothing so far",
    )]);
    bench.run("cash mint GBP 100,000,000 --to paying-agent --quiet").success();
    bench.run("coupon fund 1 --quiet").success();
    bench.run("coupon pay 1 --quiet").success();
    bench.run("label set second 0x02484cb50AAC86Eae85610D6f4Bf026f30f6627D").success();
    let label = holder.replace("INV-0002", "second");
    for line in [
        holder.clone(),
        format!("{label} --distribution 1"),
        format!("{holder} --balance \"GBP 333,333.33\""),
    ] {
        let output = bench.quoted(&line).success().stderr_eq("").get_output().stdout.clone();
        let xml = String::from_utf8(output).expect("text is UTF-8");
        assert!(xml.contains("<FaceAmt>333333.33<"), "{xml}");
        // By the terms 7,083.3332625: the token has six decimals, and the message two.
        assert!(xml.contains("<PstngAmt Ccy=\"GBP\">7083.33<"), "{xml}");
        assert!(xml.contains("tGBP 7,083.333262 was paid."), "{xml}");
        assert!(
            xml.contains("<Dt>2035-06-08</Dt>\n          </PstngDt>\n          <PmtDt>2035-06-07"),
            "{xml}"
        );
    }
    let unasked = bench
        .quoted(&format!("{label} --balance \"GBP 333,333.33\""))
        .success()
        .get_output()
        .stderr
        .clone();
    assert!(
        String::from_utf8_lossy(&unasked).contains("no distribution of it on a chain is known")
    );
    bench.run(&format!("{notice} --distribution 1")).success().stderr_eq("");
    bench.wrong(&[
        (&format!("{holder} --balance \"GBP 5\""), 1, "--balance: GBP 5 is not what"),
        (
            &format!("{notice} --distribution 1 --record-date 2035-06-01"),
            1,
            "write --record-date 2035-05-29",
        ),
        (&format!("{notice} --distribution 2"), 1, "2"),
        (
            "register notice treasury-gilt-2040 --payment-date 2035-12-07 --distribution 1",
            1,
            "--distribution: 1 is interest of treasury-gilt-2040@uk-sandbox, leg uk, paid from 2035-06-07",
        ),
    ]);
}

/// What is declared is of a leg, which may have another ISIN than its terms: the notice has that of the leg.
#[test]
fn a_notice_of_what_was_declared_names_its_leg() {
    let bench = Bench::new();
    bench.private_file("uk.toml", crate::bench::UK_INPUTS);
    let terms = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/terms/second-gilt.toml");
    for line in [
        "devnet up".to_owned(),
        format!("bond issue {terms} --profile uk-sandbox --inputs uk.toml --quiet"),
        "deploy --servicing --quiet".to_owned(),
        "cash create GBP --quiet".to_owned(),
        format!(
            "coupon declare second-gilt --terms {terms} --skip-earlier --payment-date 2029-07-31"
        ),
    ] {
        bench.run(&line).success();
    }
    let notice = format!("register notice {terms} --payment-date 2029-07-31 --distribution 1");
    bench.wrong(&[(&notice, 1, "whose ISIN is ZZSECNDUK017, and the notice has ZZSECNDGILT7")]);
    let output = bench.run(&format!("{notice} --leg uk")).success().get_output().stdout.clone();
    assert!(String::from_utf8_lossy(&output).contains("<ISIN>ZZSECNDUK017<"));
}
