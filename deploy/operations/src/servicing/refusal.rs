//! Why a distribution is not declared, not paid in for, or not paid.

use corridor_deploy::terms::Rate;
use jiff::civil::Date;

use super::recorded::named;
use super::{DistributionKind, Unrecorded};

/// Why a distribution is not declared, not paid in for, or not paid.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DeclareError {
    /// A partial call without its part.
    #[error("a partial call needs the part of each holding that is redeemed; give it with --part")]
    NoPart,
    /// More than what is missing.
    #[error(
        "{missing} is missing of distribution {id}, and {given} would be paid in; pay in {missing} or less, or leave the amount out"
    )]
    OverFunding {
        /// The distribution.
        id: u64,
        /// What is missing.
        missing: String,
        /// What would be paid in.
        given: String,
    },
    /// A part that is none.
    #[error(
        "--part: a partial call redeems more than 0 and less than 100 per cent of each holding, not {part}; a call redeems all"
    )]
    InvalidPart {
        /// What was given.
        part: Rate,
    },
    /// A part of what is not called in part.
    #[error(
        "--part is for a partial call, and of {kind} the terms say what is redeemed; leave it out, or give --kind partial-call"
    )]
    PartOfOther {
        /// What it is.
        kind: DistributionKind,
    },
    /// Days for elections in what nobody elects, or none in what is elected.
    #[error("{}", election(*.kind, *.ended))]
    Election {
        /// What it is.
        kind: DistributionKind,
        /// The last day that was given, when it is over.
        ended: Option<Date>,
    },
    /// The interest of a floating coupon is not known.
    #[error(
        "the interest that {terms} pays on {date} is not known on {today}, the day on the chain; give the fixings of its whole period with \
         --fixings once there are: rates of later days than {today} do not count"
    )]
    UnknownInterest {
        /// The day.
        date: Date,
        /// The terms.
        terms: String,
        /// The day on the chain.
        today: Date,
    },
    /// No interest at all.
    #[error("{terms} pays no interest on {date}; `corridor coupon schedule` shows what it pays")]
    NoInterest {
        /// The day.
        date: Date,
        /// The terms.
        terms: String,
    },
    /// Interest below zero.
    #[error(
        "the rate that {terms} pays on {date} is {rate} %, below zero, and the terms state no minimum: holders of a bond pay nothing, so \
         there is nothing to declare; if the real bond has a minimum rate of interest, its terms say so with `minimum_rate` in [coupon]"
    )]
    NegativeInterest {
        /// The day.
        date: Date,
        /// The terms.
        terms: String,
        /// The rate of a year, in per cent.
        rate: String,
    },
    /// A record date that would bar earlier ones.
    #[error(
        "the payment of {earlier} has its record day, {record}, ahead and is not declared, and no record date is set before another: \
         after that of {date} nobody could be recorded for it; declare {earlier} first, name an earlier day where --record-date names one, or \
         give --skip-earlier"
    )]
    EarlierPayment {
        /// The day of payment.
        date: Date,
        /// The earlier one.
        earlier: Date,
        /// Its record day.
        record: Date,
    },
    /// Nothing can be recorded any more at the end of the day that the terms name.
    #[error(
        "the record day of the {kind} of {date} is {record} by the terms, and {why}, so whoever held the bond then is not \
         known to the chain; name another day with --record-date, {from} or later, and with --notice the file that tells the holders why"
    )]
    RecordDayPassed {
        /// What it is.
        kind: DistributionKind,
        /// The day of payment.
        date: Date,
        /// The record day by the terms.
        record: Date,
        /// Why none can be set at its end.
        why: String,
        /// The first day that can be one.
        from: String,
    },
    /// The terms' own record day will do.
    #[error(
        "the record day of the {kind} of {date} by the terms, {record}, is on record or to come, and stays; leave out --record-date"
    )]
    RecordDayStands {
        /// What it is.
        kind: DistributionKind,
        /// The day of payment.
        date: Date,
        /// The record day by the terms.
        record: Date,
    },
    /// Another record day that can't be one either.
    #[error("--record-date: nothing can be recorded at the end of {given}; name {from} or later")]
    RecordDayTooEarly {
        /// What was given.
        given: Date,
        /// The first day that can be one.
        from: String,
    },
    /// It has no record date at all.
    #[error(
        "a {kind} has no record date: it is paid to whoever holds the bond then; leave out --record-date"
    )]
    NoRecordDay {
        /// What it is.
        kind: DistributionKind,
    },
    /// There were no units when it was recorded by the terms.
    #[error(
        "the record day of the {kind} of {date}, {record}, was before the bond came to this chain on {since}, so nobody is owed it here; \
         `corridor bond calendar` shows what is due"
    )]
    BeforeIssue {
        /// What it is.
        kind: DistributionKind,
        /// The day of payment.
        date: Date,
        /// The record day by the terms.
        record: Date,
        /// The day of the token's creation.
        since: Date,
    },
    /// It is declared in another way.
    #[error(
        "distribution {id} is the {kind} of {date}, declared with {what} {there}, not {asked}; leave it, or declare it anew after \
         `corridor coupon cancel {id}`"
    )]
    DeclaredOtherwise {
        /// The distribution.
        id: u64,
        /// What it is.
        kind: DistributionKind,
        /// The day of payment.
        date: Date,
        /// What differs.
        what: &'static str,
        /// As it was declared.
        there: String,
        /// As it was asked for now.
        asked: String,
    },
    /// All and a part would be called on one day.
    #[error(
        "distribution {id} is a {declared} on {date}, so no {kind} is declared on that day; withdraw it first, with \
         `corridor coupon cancel {id}`"
    )]
    CalledBefore {
        /// The distribution.
        id: u64,
        /// What it is.
        declared: DistributionKind,
        /// What was asked for.
        kind: DistributionKind,
        /// The day of payment.
        date: Date,
    },
    /// Units would be burnt with interest that is not on record.
    #[error(
        "could not pay distribution {id}, so nothing was sent: the {kind} burns units, and their holders would lose interest that is not on \
         record: {}; pay when its record day is over, or give --skip-earlier if nobody is to have it",
        named(.unrecorded)
    )]
    InterestFirst {
        /// The distribution.
        id: u64,
        /// What it is.
        kind: DistributionKind,
        /// The interest.
        unrecorded: Vec<Unrecorded>,
    },
    /// Everything is redeemed before.
    #[error(
        "distribution {id}, the {declared} of {on}, redeems all of the bond, so no {kind} of {date} comes due; while nobody is paid of it, \
         `corridor coupon cancel {id}` withdraws it"
    )]
    RedeemedBefore {
        /// The distribution that redeems everything.
        id: u64,
        /// What that is.
        declared: DistributionKind,
        /// Its day.
        on: String,
        /// What was asked for.
        kind: DistributionKind,
        /// The day of payment.
        date: Date,
    },
    /// Notice of a call would be given too late.
    #[error(
        "the terms ask for notice of the {kind} on {date} by {by} ({days} business days before), and on the chain it is {today}; \
         call on a later day, as `corridor coupon schedule` shows them"
    )]
    NoticeTooLate {
        /// What it is.
        kind: DistributionKind,
        /// The day of payment.
        date: Date,
        /// The last day for notice.
        by: Date,
        /// Business days.
        days: u8,
        /// The day of the latest block.
        today: String,
    },
    /// Another leg, to which units go along a route, records the payment on another day.
    #[error(
        "--record-date: {record} is not the record day of leg {leg} for the payment of {date}, which is {other} (distribution {id}), and a route \
         between the legs is open: whoever moves units between the two days is paid twice, or not at all; record {other} here too, or close \
         the routes (`corridor route close`) until {record} is over"
    )]
    OtherRecordDay {
        /// The day of payment.
        date: Date,
        /// The record day.
        record: String,
        /// The other leg.
        leg: String,
        /// Its distribution.
        id: u64,
        /// Its record day.
        other: String,
    },
    /// Holders could give notice of a put later than the terms let them.
    #[error(
        "--election-until: the terms ask holders for notice of the put on {date} by {by} ({days} business days before), and elections \
         would go on through {until}; name {by} or an earlier day"
    )]
    ElectionTooLong {
        /// The day of payment.
        date: Date,
        /// The last day for notice.
        by: Date,
        /// Business days.
        days: u8,
        /// The last day of the election.
        until: Date,
    },
}

/// What is wrong with the days for elections.
fn election(kind: DistributionKind, ended: Option<Date>) -> String {
    match (kind, ended) {
        (DistributionKind::Put, Some(day)) => {
            format!(
                "--election-until: {day} is over on the chain, so nobody could elect; name a later day"
            )
        }
        (DistributionKind::Put, None) => {
            "holders elect a put: say through which day, with --election-until".to_owned()
        }
        _ => format!("--election-until is for a put, and nobody elects {kind}; leave it out"),
    }
}
