//! Tests of reading terms.

mod plausible;

use proptest::prelude::*;

use super::*;

const GILT: &str = include_str!("../../../terms/treasury-gilt-2040.toml");
const BOND_I: &str = include_str!("../../../terms/world-bank-bond-i.toml");

/// The gilt without the two lines that came later.
fn plain_gilt() -> String {
    let later = ["business_centres = [\"London\"]\n", "ex_dividend_days = 7\n"];
    later.into_iter().fold(GILT.to_owned(), |text, line| {
        assert!(text.contains(line), "{line} is not in the file");
        text.replacen(line, "", 1)
    })
}

fn parse(text: &str) -> Result<Terms, TermsError> {
    Terms::parse(Source::from_text("t.toml", text))
}

fn refusal(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from} is not in the file");
    parse(&text.replacen(from, to, 1)).unwrap_err().to_string()
}

#[test]
fn the_gilt_is_the_gilt() {
    let gilt = Terms::load("treasury-gilt-2040").unwrap();
    assert_eq!(gilt.isin.to_string(), "GB00B6460505");
    assert_eq!(gilt.coupon.rate.millionths(), 42_500);
    assert_eq!(
        gilt.coupon.dates.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["06-07", "12-07"]
    );
    assert_eq!(
        (gilt.issue_date.to_string(), gilt.maturity_date.to_string()),
        ("2010-06-30".into(), "2040-12-07".into())
    );
    assert_eq!(gilt.denomination.units(), 1);
    assert!(gilt.replica.contains("hypothetical"));
}

/// What came with a tap goes with it: the hash is that of the file as it was before.
#[test]
fn terms_without_their_tap_are_those_before_it() {
    let bond = Terms::load("world-bank-bond-i").unwrap();
    assert_eq!(bond.hash_with_taps(1).unwrap(), bond.hash().unwrap());
    let from = BOND_I.find("[[tap]]").unwrap();
    let to = from + BOND_I[from..].find("[[leg]]").unwrap();
    let (first, last) = (BOND_I.find(", \"tap[1].amount").unwrap(), "tap[1].settlement_date\"");
    let last = BOND_I.find(last).unwrap() + last.len();
    let before = [&BOND_I[..from], &BOND_I[to..first], &BOND_I[last..]].concat();
    assert_eq!(parse(&before).unwrap().hash().unwrap(), bond.hash_with_taps(0).unwrap());
    // What came with it alone goes too.
    let reason = "[[assumption]]\nfield = \"tap[1].settlement_date\"\nreason = \"Invented.\"\n";
    let tap = "[[tap]]\namount = \"GBP 5\"\nsettlement_date = 2030-01-02\n";
    let source =
        "[[source]]\ntitle = \"A notice\"\nurl = \"https://example.org\"\naccessed = 2026-11-21\n";
    let added = format!("{GILT}\n{tap}{source}gives = [\"tap[1].amount\"]\n{reason}");
    let added = parse(&added).unwrap();
    assert_eq!(added.hash_with_taps(0).unwrap(), parse(GILT).unwrap().hash().unwrap());
    assert_ne!(added.hash_with_taps(1).unwrap(), added.hash_with_taps(0).unwrap());
}

#[test]
fn bond_i_has_its_tap() {
    let bond = Terms::load("world-bank-bond-i").unwrap();
    assert_eq!(bond.issue_amount.to_string(), "AUD 110,000,000");
    assert_eq!(bond.total_amount().to_string(), "AUD 160,000,000");
    assert_eq!(bond.issue_price.unwrap().to_string(), "99.901");
    assert_eq!(bond.issue_yield.unwrap().millionths(), 22_510);
    assert_eq!(bond.taps[0].price.unwrap().millionths(), 1_013_180);
    assert_eq!(bond.taps[0].settlement_date.to_string(), "2019-08-16");
    assert!(bond.isin.is_user_assigned());
}

#[test]
fn every_builtin_has_an_identifier_for_every_leg_of_every_builtin_profile() {
    for id in Terms::builtin_ids() {
        let terms = Terms::load(id).unwrap();
        for profile in crate::profile::Profile::builtin().unwrap() {
            // These are about shares.
            if profile.instruments.as_ref().is_some_and(|scope| scope.only != InstrumentKind::Debt)
            {
                continue;
            }
            for leg in &profile.legs {
                assert!(
                    terms.isin_of(&profile.id, &leg.id).is_some(),
                    "{id}: {} {}",
                    profile.id,
                    leg.id
                );
            }
        }
    }
}

/// A file, what is replaced in it, by what, and the message.
const MISTAKES: &[(&str, &str, &str, &str)] = &[
    (
        GILT,
        "isin = \"GB00B6460505\"\ncurrency",
        "isin = \"GB00B6460506\"\ncurrency",
        "t.toml:8: isin: ISIN `GB00B6460506` has check digit 6 where 5 is right; compare it with the source it was \
         copied from",
    ),
    (
        GILT,
        "lei = \"ECTRVYYCEF89VWYS6K36\"",
        "lei = \"ECTRVYYCEF89VWYS6K37\"",
        "t.toml:19: issuer.lei: LEI `ECTRVYYCEF89VWYS6K37` has check digits 37 where 36 is right; compare it with the \
         source it was copied from",
    ),
    (
        GILT,
        "maturity_date = 2040-12-07",
        "maturity_date = 2009-12-07",
        "t.toml:14: maturity_date: the bond matures before it is issued; correct one of the dates",
    ),
    (
        GILT,
        "maturity_date = 2040-12-07",
        "maturity_date = 2040-12-08",
        "t.toml:27: coupon.dates: the maturity date 2040-12-08 is none of them; the last payment day is the maturity \
         date",
    ),
    (
        GILT,
        "rate = \"4.25\"",
        "rate = \"-4.25\"",
        "t.toml:22: coupon.rate: `-4.25` is not a per cent figure; write digits with at most four decimals and no \
         sign, e.g. \"4.25\"",
    ),
    (
        GILT,
        "rate = \"4.25\"",
        "rate = 4.25",
        "t.toml:22: floating point number 4.25; write it as text, e.g. \"4.25\"",
    ),
    (
        GILT,
        "\"06-07\"",
        "\"06-31\"",
        "t.toml:27: coupon.dates[1]: `06-31` is not a day of every year; write month and day, e.g. \"06-07\" for 7 \
         June; 29 February is not in every year",
    ),
    (
        GILT,
        "name = \"4 1/4% Treasury Gilt 2040\"",
        "name = \"Four and a quarter per cent Treasury Gilt\"",
        "t.toml:6: name: the text has 41 bytes; shorten it to 31 bytes",
    ),
    (
        GILT,
        "day_count = \"ACT/ACT ICMA\"",
        "day_count = \"ACT/ACT\"",
        "t.toml:24: coupon.day_count: unknown day count `ACT/ACT`; did you mean `ACT/ACT ICMA`?",
    ),
    (
        GILT,
        "day_count = \"ACT/ACT ICMA\"",
        "day_count = \"30/360\"",
        "t.toml:24: coupon.day_count: unknown day count `30/360`; did you mean `30/360 US` or `30E/360`?",
    ),
    (GILT, "symbol =", "symbl =", "t.toml:1: `symbol` is missing; add a line `symbol = ...`"),
    (
        BOND_I,
        "issue_amount = \"AUD 110,000,000\"",
        "issue_amount = \"AUD 110,000,500\"",
        "t.toml:11: issue_amount: AUD 110,000,500 is not a multiple of the denomination, AUD 1,000; issue whole \
         denominations",
    ),
    (
        BOND_I,
        "amount = \"AUD 50,000,000\"",
        "amount = \"USD 50,000,000\"",
        "t.toml:33: tap[1].amount: USD 50,000,000 is not in AUD; use the currency of the bond",
    ),
    (
        BOND_I,
        "settlement_date = 2019-08-16",
        "settlement_date = 2020-08-28",
        "t.toml:37: tap[1].settlement_date: the tap settles after maturity; correct one of the dates",
    ),
    (
        BOND_I,
        "field = \"redemption_price\"",
        "field = \"redemption\"",
        "t.toml:142: assumption[4].field: `redemption` is no figure of this file; write its path, e.g. \"coupon.rate\" \
         or \"tap[1].price\"",
    ),
    (
        BOND_I,
        "\"issue_price\", ",
        "",
        "t.toml:1: no source gives `issue_price`; list it under `gives` of a [[source]] or in an [[assumption]]",
    ),
    (
        BOND_I,
        "isin = \"ZZBONDI0UK06\"\nnote",
        "isin = \"ZZBONDI0UK06\"\nnot",
        "t.toml:43: leg[1].not: unknown key; did you mean `note`?",
    ),
];

#[test]
fn mistakes_are_reported_with_line_field_and_advice() {
    for (text, from, to, expected) in MISTAKES {
        assert_eq!(refusal(text, from, to), *expected, "{from} -> {to}");
    }
}

#[test]
fn a_leg_without_an_agency_says_so() {
    let text = GILT.replace("note = \"ZZ is user-assigned", "# \"ZZ is user-assigned");
    assert_eq!(
        parse(&text).unwrap_err().to_string(),
        "t.toml:39: leg[2].isin: ZZUKT40REGS3 was not assigned by a numbering agency; say so in a `note` of this leg"
    );
}

#[test]
fn the_hash_ignores_layout_and_sees_content() {
    let gilt = parse(GILT).unwrap().hash().unwrap();
    let spaced =
        format!("\u{feff}# more\r\n{}", GILT.replace(" = ", "   =  ").replace('\n', "\r\n"));
    assert_eq!(parse(&spaced).unwrap().hash().unwrap(), gilt);
    assert_ne!(parse(&GILT.replace("4.25", "4.26")).unwrap().hash().unwrap(), gilt);
}

/// Hashes are on chains. A new key of terms files must not change them.
#[test]
fn the_hashes_of_builtin_terms_stay() {
    for (id, hash) in [
        (
            "treasury-gilt-2040",
            "0x73df889500964d17753ae39eebf6b946f460d02b76c06c0346ba0fb59fb3204a",
        ),
        ("world-bank-bond-i", "0xf1ced2356228b867657d5e7344e2c8caa91dadc258a4464aed7198dc9736cc33"),
    ] {
        assert_eq!(Terms::load(id).unwrap().hash().unwrap().to_string(), hash, "{id}");
    }
}

#[test]
fn a_coupon_of_which_nothing_more_is_said_is_fixed_and_recorded_the_day_before() {
    let unsaid = [
        ("[[assumption]]\nfield = \"coupon.business_centres\"", "business_centres"),
        ("[[assumption]]\nfield = \"coupon.ex_dividend_days\"", "ex_dividend_days"),
    ];
    let mut text = plain_gilt();
    for (from, name) in unsaid {
        let start = text.find(from).unwrap_or_else(|| panic!("{name} is no assumption"));
        let end = start + text[start..].find("\n\n").unwrap();
        text.replace_range(start..end + 2, "");
    }
    let coupon = parse(&text).unwrap().coupon;
    assert_eq!(coupon.kind, CouponKind::Fixed);
    assert_eq!((coupon.adjusted, coupon.ex_dividend_days, coupon.record_days), (false, None, 1));
    assert!(coupon.business_centres.is_empty() && coupon.last_regular_date.is_none());
}

#[test]
fn a_gilt_goes_without_its_coupon_seven_business_days_in_london_before_it_is_paid() {
    let coupon = Terms::load("treasury-gilt-2040").unwrap().coupon;
    assert_eq!((coupon.ex_dividend_days, coupon.record_days), (Some(7), 7));
    assert_eq!(coupon.business_centres, [crate::schedule::BusinessCentre::London]);
}

/// What is put behind the plain gilt's first payment day and in its place, and the message.
const COUPON_MISTAKES: &[(&str, &str, &str)] = &[
    (
        "rate = \"4.25\"",
        "kind = \"fix\"\nrate = \"4.25\"",
        "t.toml:22: coupon.kind: unknown kind of coupon `fix`; did you mean `fixed`?",
    ),
    (
        "rate = \"4.25\"",
        "kind = \"zero\"\nrate = \"4.25\"",
        "t.toml:23: coupon.rate: unknown key; use one of: business_centres, business_day_convention, day_count, kind",
    ),
    (
        "rate = \"4.25\"",
        "kind = \"floating\"",
        "t.toml:21: coupon: `reference_rate` is missing; add a line `reference_rate = ...`",
    ),
    (
        "rate = \"4.25\"",
        "kind = \"floating\"\nreference_rate = \"LIBOR\"",
        "t.toml:23: coupon.reference_rate: unknown reference rate `LIBOR`; use one of: SONIA, SOFR",
    ),
    (
        "rate = \"4.25\"",
        "kind = \"floating\"\nreference_rate = \"SONIA\"\nex_dividend_days = 7",
        "t.toml:21: coupon: a floating coupon with ex-dividend days; leave `ex_dividend_days` out: interest that is not \
         known yet cannot be given back",
    ),
    (
        "rate = \"4.25\"",
        "kind = \"step-up\"\nrate = \"4.25\"",
        "t.toml:21: coupon: `step` is missing; add a line `step = ...`",
    ),
    (
        "first_date = 2010-12-07",
        "first_date = 2010-12-07\nlast_regular_date = 2040-12-07",
        "t.toml:28: coupon.last_regular_date: 2040-12-07 is no payment day between the first one and maturity; write the \
         last day on which interest is paid before maturity, or leave the line out",
    ),
    (
        "first_date = 2010-12-07",
        "first_date = 2010-12-07\nbusiness_centres = [\"Londen\"]",
        "t.toml:28: coupon.business_centres[1]: unknown business centre `Londen`; did you mean `London`?",
    ),
    (
        "first_date = 2010-12-07",
        "first_date = 2010-12-07\nex_dividend_days = -1",
        "t.toml:28: coupon.ex_dividend_days: -1 is out of range; write an integer from 0 to 60",
    ),
    (
        "[[leg]]",
        "[[amortisation]]\ndate = 2030-06-08\npercentage = \"10\"\n\n[[leg]]",
        "t.toml:30: amortisation[1].date: 2030-06-08 is no day before maturity on which interest is due; write one of the \
         days that `dates` gives, without regard to holidays",
    ),
    (
        "[[leg]]",
        "[[amortisation]]\ndate = 2030-06-07\npercentage = \"100\"\n\n[[leg]]",
        "t.toml:31: amortisation[1].percentage: 100 % leaves nothing or repays nothing; leave a part of the principal for \
         the maturity date",
    ),
    (
        "[[leg]]",
        "[[call]]\ndate = 2030-06-07\nprice = \"100\"\n\n[[call]]\ndate = 2029-06-07\nprice = \"101\"\n\n[[leg]]",
        "t.toml:34: call[2].date: 2029-06-07 is out of order; write later days later",
    ),
    (
        "[[leg]]",
        "[[call]]\ndate = 2041-06-07\nprice = \"100\"\n\n[[leg]]",
        "t.toml:30: call[1].date: 2041-06-07 is no day before maturity on which interest is due; write one of the days that \
         `dates` gives, without regard to holidays",
    ),
    (
        "[[leg]]",
        "[[put]]\ndate = 2010-06-07\nprice = \"100\"\n\n[[leg]]",
        "t.toml:30: put[1].date: 2010-06-07 is no day before maturity on which interest is due; write one of the days that \
         `dates` gives, without regard to holidays",
    ),
    (
        "[[leg]]",
        "[[call]]\ndate = 2030-06-07\nprice = \"0\"\n\n[[leg]]",
        "t.toml:31: call[1].price: a price of 0 %; write per cent of the principal, e.g. \"100\" at par",
    ),
    (
        "[[leg]]",
        "[[put]]\ndate = 2030-06-07\nprice = \"1000.0001\"\n\n[[leg]]",
        "t.toml:31: put[1].price: 1000.0001 % is more than 1000 %; write it in per cent: \"4.25\" is 4.25 of a hundred",
    ),
    (
        "rate = \"4.25\"",
        "kind = \"step-up\"\nrate = \"4.25\"\nstep = [{ from = 2041-06-07, rate = \"5\" }]",
        "t.toml:24: coupon.step[1].from: 2041-06-07 is no day before maturity on which interest is due; write one of the days \
         that `dates` gives, without regard to holidays",
    ),
    (
        "rate = \"4.25\"",
        "kind = \"step-up\"\nrate = \"4.25\"\nstep = [{ from = 2020-06-07, rate = \"5000\" }]",
        "t.toml:24: coupon.step[1].rate: 5000 % is more than 1000 %; write it in per cent: \"4.25\" is 4.25 of a hundred",
    ),
    (
        "rate = \"4.25\"",
        "kind = \"floating\"\nreference_rate = \"SONIA\"\nspread = \"-100\"",
        "t.toml:24: coupon.spread: -100 % is a loss of everything within a year; write per cent a year, e.g. \"-0.5\"",
    ),
    (
        "rate = \"4.25\"",
        "kind = \"floating\"\nreference_rate = \"SONIA\"\nminimum_rate = \"-1\"",
        "t.toml:24: coupon.minimum_rate: `-1` is not a per cent figure; write digits with at most four decimals and no sign, \
         e.g. \"4.25\"",
    ),
    (
        "[[leg]]",
        "[[put]]\ndate = 2040-12-07\nprice = \"100\"\n\n[[leg]]",
        "t.toml:30: put[1].date: 2040-12-07 is no day before maturity on which interest is due; write one of the days \
         that `dates` gives, without regard to holidays",
    ),
];

#[test]
fn mistakes_in_coupons_are_reported_with_line_field_and_advice() {
    let plain = plain_gilt();
    for (from, to, expected) in COUPON_MISTAKES {
        assert_eq!(refusal(&plain, from, to), *expected, "{from} -> {to}");
    }
}

#[test]
fn unknown_terms_are_named() {
    assert_eq!(
        Terms::load("treasury-gilt-2041").unwrap_err().to_string(),
        "there are no terms `treasury-gilt-2041`; did you mean `treasury-gilt-2040`?, or give the path of a terms file"
    );
}

proptest! {
    #[test]
    fn no_text_panics(text in "\\PC*") {
        let _ = parse(&text);
        let _ = text.parse::<SignedRate>();
        let _ = text.parse::<MonthDay>();
    }
}

const STOCK: &str = include_str!("../../../../tests/terms/venue-stock.toml");

fn share(text: &str) -> Result<Security, TermsError> {
    Security::parse(Source::from_text("s.toml", text))
}

#[test]
fn a_share_is_no_bond() {
    let Security::Share(stock) = share(STOCK).unwrap() else { panic!("it is a share") };
    assert_eq!(stock.shares_authorised.to_string(), "UNIT 500,000,000");
    assert_eq!(stock.nominal_value.unwrap().to_string(), "USD 0.00001");
    assert_eq!(stock.nominal_value.unwrap().hundred_millionths, 1_000);
    assert_eq!((stock.cfi.to_string(), stock.share_class.as_str()), ("ESVUFR".into(), "Common"));
    let security = share(STOCK).unwrap();
    assert_eq!((security.kind(), security.currency()), (InstrumentKind::Equity, Currency::UNIT));
    assert_eq!(security.hash().unwrap(), keccak256(stock.canonical().unwrap()));
    assert_eq!(
        parse(STOCK).unwrap_err().to_string(),
        "t.toml:1: these are the terms of a share, which has neither coupons nor a maturity; name the terms of a bond"
    );
    let gilt: Security = Terms::load("treasury-gilt-2040").unwrap().into();
    assert_eq!((gilt.kind(), gilt.currency().code()), (InstrumentKind::Debt, "GBP"));
    assert_eq!(Security::load("treasury-gilt-2040").unwrap().hash().unwrap(), gilt.hash().unwrap());
}

/// What is changed, and the message.
const WRONG_SHARES: &[(&str, &str, &str)] = &[
    (
        "\"500,000,000 shares\"",
        "\"USD 500,000,000\"",
        "USD 500,000,000 is no number of shares; write how many, e.g. \"1,000,000 shares\"",
    ),
    ("\"500,000,000 shares\"", "\"0 shares\"", "UNIT 0 is no number of shares"),
    (
        "cfi = \"ESVUFR\"",
        "cfi = \"DBFUFR\"",
        "`DBFUFR` is no classification of a share (ISO 10962)",
    ),
    ("share_class = \"Common\"", "share_class = \"\"", "share_class: the text is empty"),
    ("\"USD 0.00001\"", "\"USD 0.000000001\"", "is no positive number of at most 8 decimals"),
    ("\"USD 0.00001\"", "\"USD 0\"", "is no positive number of at most 8 decimals"),
    ("\"USD 0.00001\"", "\"UNIT 1\"", "`UNIT` counts shares and is no money"),
    ("kind = \"equity\"", "kind = \"warrant\"", "unknown kind `warrant`; use one of: debt, equity"),
    ("issue_date", "maturity_date = 2030-01-01\nissue_date", "maturity_date"),
];

#[test]
fn what_is_wrong_with_a_share_is_named() {
    for (from, to, message) in WRONG_SHARES {
        assert!(STOCK.contains(from), "{from} is not in the file");
        let error = share(&STOCK.replacen(from, to, 1)).unwrap_err().to_string();
        assert!(error.contains(message), "{to}: {error}");
    }
}

#[test]
fn a_bond_is_not_counted_in_units() {
    let error = refusal(GILT, "currency = \"GBP\"", "currency = \"UNIT\"");
    assert!(error.contains("`UNIT` counts shares and is no money"), "{error}");
}
