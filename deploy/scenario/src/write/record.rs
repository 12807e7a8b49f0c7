//! Writing steps that put something on record.

use corridor_deploy::calendar::UtcDay;

use super::{Members, list};
use crate::record::Record;

pub(super) fn record(members: &mut Members, record: &Record) {
    match record {
        Record::Fact { fact, until } => {
            members.verb("record-fact", "withdraw-fact", until.is_some());
            members.text("fact", fact);
            until_day(members, *until);
        }
        Record::Certificate { who, certificate, until } => {
            members.verb("certify", "withdraw-certificate", until.is_some());
            members.text("who", who);
            members.text("certificate", certificate);
            until_day(members, *until);
        }
        Record::PreApproval { from, to, approved } => {
            members.verb("pre-approve", "withdraw-approval", approved.is_some());
            members.text("from", from);
            members.text("to", to);
            members.maybe("amount", approved.map(|(amount, _)| amount).as_ref());
            until_day(members, approved.map(|(_, until)| until));
        }
        Record::Venue { who, named } => {
            members.verb("name-venue", "remove-venue", *named);
            members.text("who", who);
        }
        Record::CashClass { cash, class } => {
            members.text("do", "class-cash");
            members.text("wallet", cash);
            members.maybe("class", class.as_ref());
        }
        Record::Offer(who) => {
            members.text("do", "offer");
            members.text("to", who);
        }
        Record::ChooseLot { who, day } => {
            members.text("do", "choose-lot");
            members.text("who", who);
            if let Some(day) = day {
                members.bare("day", day);
            }
        }
        Record::Seed(who) => {
            members.text("do", "seed");
            members.text("who", who);
        }
        Record::Recount(who) => {
            members.text("do", "recount");
            members.text("who", who);
        }
        other => of_the_instrument(members, other),
    }
}

fn until_day(members: &mut Members, until: Option<UtcDay>) {
    if let Some(until) = until {
        members.bare("until", until);
    }
}

fn of_the_instrument(members: &mut Members, record: &Record) {
    match record {
        Record::AverageVolume { month, average } => {
            members.text("do", "set-average-volume");
            members.bare("month", month);
            members.text("amount", average);
        }
        Record::AdmitSymbol { other, group, notice, objection_days } => {
            members.text("do", "admit-symbol");
            members.maybe("wallet", other.as_ref());
            members.text("group", group);
            members.bare("day", notice);
            members.bare("objection_days", objection_days);
        }
        Record::WithdrawSymbol { other } => {
            members.text("do", "withdraw-symbol");
            members.maybe("wallet", other.as_ref());
        }
        Record::Objection { other, day } => {
            members.text("do", "object");
            members.maybe("wallet", other.as_ref());
            members.bare("day", day);
        }
        Record::LotTerms { tranche, restart } => {
            members.text("do", "set-lot-terms");
            if let Some(tranche) = tranche {
                members.bare("tranche", tranche);
            }
            if !restart.is_empty() {
                let names: Vec<&str> = restart.iter().map(|flag| flag.name()).collect();
                members.bare("restart", list(&names));
            }
        }
        Record::Pool(pool) => {
            members.text("do", "set-pool");
            members.text("pool", pool);
        }
        Record::VolumeShare(share) => {
            members.text("do", "set-volume-share");
            members.text("share", share);
        }
        other => unreachable!("{other} is about an investor"),
    }
}
