//! Tests of what no bond has, and of what bonds have.

use super::*;

/// The file, what is replaced in it, by what, and the message: figures and days that no bond has.
const NONSENSE: &[(&str, &str, &str, &str)] = &[
    (
        GILT,
        "id = \"treasury-gilt-2040\"",
        "id = \"gilt@uk sandbox\"",
        "t.toml:3: id: `gilt@uk sandbox` is not a name; use up to 32 letters, digits, `-`, `_` and `.`",
    ),
    (
        GILT,
        "name = \"4 1/4% Treasury Gilt 2040\"",
        "name = \"Gilt\\n2040\"",
        "t.toml:6: name: \"Gilt\\n2040\" has line breaks or characters that are not seen; write it in one line, without them",
    ),
    (
        GILT,
        "name = \"HM Treasury\"",
        "name = \"HM \\u202eTreasury\"",
        "t.toml:18: issuer.name: \"HM \\u{202e}Treasury\" has line breaks or characters that are not seen; write it in one line, without them",
    ),
    (
        GILT,
        "redemption_price = \"100\"",
        "redemption_price = \"0\"",
        "t.toml:15: redemption_price: a price of 0 %; write per cent of the principal, e.g. \"100\" at par",
    ),
    (
        GILT,
        "redemption_price = \"100\"",
        "redemption_price = \"10000\"",
        "t.toml:15: redemption_price: 10000 % is more than 1000 %; write it in per cent: \"4.25\" is 4.25 of a hundred",
    ),
    (
        BOND_I,
        "issue_price = \"99.901\"",
        "issue_price = \"0\"",
        "t.toml:12: issue_price: a price of 0 %; write per cent of the principal, e.g. \"100\" at par",
    ),
    (
        BOND_I,
        "issue_yield = \"2.251\"",
        "issue_yield = \"-100\"",
        "t.toml:13: issue_yield: -100 % is a loss of everything within a year; write per cent a year, e.g. \"-0.5\"",
    ),
    (
        GILT,
        "rate = \"4.25\"",
        "rate = \"99999\"",
        "t.toml:22: coupon.rate: 99999 % is more than 1000 %; write it in per cent: \"4.25\" is 4.25 of a hundred",
    ),
    (
        BOND_I,
        "pricing_date = 2018-08-23",
        "pricing_date = 2018-08-29",
        "t.toml:14: pricing_date: priced on 2018-08-29, after it settles on 2018-08-28; correct one of the dates",
    ),
    (
        BOND_I,
        "settlement_date = 2019-08-16",
        "settlement_date = 2018-08-16",
        "t.toml:37: tap[1].settlement_date: the tap settles before the issue of 2018-08-28; correct one of the dates, and write \
         taps in the order in which they are made",
    ),
    (
        BOND_I,
        "price = \"101.318\"",
        "price = \"0\"",
        "t.toml:34: tap[1].price: a price of 0 %; write per cent of the principal, e.g. \"100\" at par",
    ),
    (
        GILT,
        "dates = [\"06-07\", \"12-07\"]",
        "dates = [\"12-06\", \"12-07\"]",
        "t.toml:27: coupon.dates: 12-06 and 12-07 are not 6 months from each other; list days that are as far from each other as \
         periods are long",
    ),
    (
        GILT,
        "dates = [\"06-07\", \"12-07\"]",
        "dates = [\"06-30\", \"12-07\"]",
        "t.toml:27: coupon.dates: 12-07 is not on day 30 of its month, as others are; list one day of the month, or its end where \
         the month is shorter",
    ),
];

#[test]
fn figures_and_days_that_no_bond_has_are_refused() {
    for (text, from, to, expected) in NONSENSE {
        assert_eq!(refusal(text, from, to), *expected, "{from} -> {to}");
    }
    let second = "[[tap]]\namount = \"AUD 1,000\"\nsettlement_date = 2019-01-16\n\n[[leg]]";
    let error = refusal(BOND_I, "[[leg]]", second);
    assert!(
        error.contains("tap[2].settlement_date: the tap settles before the issue of 2019-08-16"),
        "{error}"
    );
    let error = refusal(BOND_I, "pricing_date = 2019-08-13", "pricing_date = 2019-08-19");
    assert!(
        error.contains("tap[1].pricing_date: priced on 2019-08-19, after it settles"),
        "{error}"
    );
}

/// A bond that pays each month, of which `lines` are the last.
fn monthly(lines: &str) -> Result<Terms, TermsError> {
    let dates: Vec<String> = (1..=12).map(|month| format!("{month:02}-07")).collect();
    let text = plain_gilt()
        .replace("frequency = 2", "frequency = 12")
        .replace("dates = [\"06-07\", \"12-07\"]", &format!("dates = {dates:?}"))
        .replace("first_date = 2010-12-07", &format!("first_date = 2010-07-07\n{lines}"));
    parse(&text)
}

#[test]
fn a_record_day_is_in_its_own_period() {
    for key in ["record_days", "ex_dividend_days"] {
        let error = monthly(&format!("{key} = 23")).unwrap_err().to_string();
        let expected = format!(
            "t.toml:28: coupon.{key}: 23 business days before the payment of 2010-09-07 is 2010-08-05, before its period begins on \
             2010-08-07; write fewer days than a period has"
        );
        assert_eq!(error, expected);
        // Where the figures come from is read last, and is the next mistake.
        let error = monthly(&format!("{key} = 15")).unwrap_err().to_string();
        assert!(error.contains("assumption[6].field"), "{error}");
    }
}

/// What real bonds have: yields below zero, deep discounts, no interest at all, high rates, redemption above par.
#[test]
fn what_bonds_have_is_taken() {
    for (text, from, to) in [
        (BOND_I, "issue_yield = \"2.251\"", "issue_yield = \"-0.65\""),
        (BOND_I, "yield = \"0.915\"", "yield = \"-0.1\""),
        (BOND_I, "issue_price = \"99.901\"", "issue_price = \"3.5\""),
        (BOND_I, "issue_price = \"99.901\"", "issue_price = \"210\""),
        (BOND_I, "settlement_date = 2019-08-16", "settlement_date = 2018-08-28"),
        (BOND_I, "pricing_date = 2018-08-23", "pricing_date = 2018-08-28"),
        (GILT, "rate = \"4.25\"", "rate = \"0\""),
        (GILT, "rate = \"4.25\"", "rate = \"133\""),
        (GILT, "redemption_price = \"100\"", "redemption_price = \"102.5\""),
        (GILT, "redemption_price = \"100\"", "redemption_price = \"10\""),
        (GILT, "maturity_date = 2040-12-07", "maturity_date = 2110-12-07"),
        (GILT, "maturity_date = 2040-12-07", "maturity_date = 2061-12-07"),
    ] {
        assert!(text.contains(from), "{from}");
        // A tap on the first day was priced before it.
        let text = text
            .replacen(from, to, 1)
            .replace("pricing_date = 2019-08-13", "pricing_date = 2018-08-09");
        let terms = parse(&text).unwrap_or_else(|error| panic!("{to}: {error}"));
        crate::schedule::Schedule::of(&terms).unwrap();
    }
}

#[test]
fn notice_is_not_given_before_there_is_a_bond() {
    let call = "[[call]]\ndate = 2010-12-07\nprice = \"100\"\nnotice_days = 10\n\n[[leg]]";
    let late = plain_gilt().replace("issue_date = 2010-06-30", "issue_date = 2010-11-25");
    assert_eq!(
        refusal(&late, "[[leg]]", call),
        "t.toml:32: call[1].notice_days: notice of 2010-12-07 would be given by 2010-11-23, before the bond is issued; write \
         fewer days, or a later date"
    );
    assert!(refusal(&plain_gilt(), "[[leg]]", call).contains("assumption[6].field"));
}
