//! Reading steps that put something on record.

use corridor_deploy::source::SourceError;

use super::{Entry, UtcDay, Wallet};
use crate::moment;
use crate::record::Record;

/// Most days that a step may give for objections.
const MOST_DAYS: i64 = u16::MAX as i64;

impl Entry<'_, '_> {
    pub(super) fn record(&mut self, verb: &str) -> Result<Option<Record>, SourceError> {
        if let Some(record) = self.permit(verb)? {
            return Ok(Some(record));
        }
        Ok(Some(match verb {
            "set-average-volume" => {
                Record::AverageVolume { month: self.day("month")?, average: self.amount("amount")? }
            }
            "admit-symbol" => self.symbol()?,
            "withdraw-symbol" => Record::WithdrawSymbol { other: self.other()? },
            "object" => Record::Objection { other: self.other()?, day: self.day_or_now()? },
            "offer" => Record::Offer(self.wallet("to")?),
            "set-lot-terms" => {
                let tranche = self.fields.optional("tranche");
                Record::LotTerms {
                    tranche: tranche.map(|at| moment::day(&at, self.start)).transpose()?,
                    restart: self.list("restart")?.unwrap_or_default(),
                }
            }
            "choose-lot" => {
                let who = self.wallet("who")?;
                let day = self.fields.optional("day");
                let day = day.map(|at| moment::day(&at, self.start)).transpose()?;
                Record::ChooseLot { who, day }
            }
            "set-pool" => Record::Pool(self.fields.required("pool")?.text()?.to_owned()),
            "set-volume-share" => Record::VolumeShare(self.fields.required("share")?.parsed()?),
            "seed" => Record::Seed(self.wallet("who")?),
            "recount" => Record::Recount(self.wallet("who")?),
            _ => return Ok(None),
        }))
    }

    fn permit(&mut self, verb: &str) -> Result<Option<Record>, SourceError> {
        Ok(Some(match verb {
            "record-fact" | "withdraw-fact" => Record::Fact {
                fact: self.fields.required("fact")?.parsed()?,
                until: if verb == "record-fact" { Some(self.day("until")?) } else { None },
            },
            "certify" | "withdraw-certificate" => Record::Certificate {
                who: self.wallet("who")?,
                certificate: self.fields.required("certificate")?.parsed()?,
                until: if verb == "certify" { Some(self.day("until")?) } else { None },
            },
            "pre-approve" => Record::PreApproval {
                from: self.wallet("from")?,
                to: self.wallet("to")?,
                approved: Some((self.amount("amount")?, self.day("until")?)),
            },
            "withdraw-approval" => Record::PreApproval {
                from: self.wallet("from")?,
                to: self.wallet("to")?,
                approved: None,
            },
            "name-venue" | "remove-venue" => {
                Record::Venue { who: self.wallet("who")?, named: verb == "name-venue" }
            }
            "class-cash" => {
                let class = self.fields.optional("class");
                Record::CashClass {
                    cash: self.wallet("wallet")?,
                    class: class.map(|at| at.parsed()).transpose()?,
                }
            }
            _ => return Ok(None),
        }))
    }

    fn symbol(&mut self) -> Result<Record, SourceError> {
        let days = self.fields.required("objection_days")?.integer(0, MOST_DAYS)?;
        Ok(Record::AdmitSymbol {
            other: self.other()?,
            group: self.fields.required("group")?.text()?.to_owned(),
            notice: self.day_or_now()?,
            objection_days: u16::try_from(days).unwrap_or(u16::MAX),
        })
    }

    fn other(&mut self) -> Result<Option<Wallet>, SourceError> {
        self.fields.optional("wallet").map(|at| self.wallet_at(&at)).transpose()
    }

    fn day(&mut self, key: &str) -> Result<UtcDay, SourceError> {
        moment::day(&self.fields.required(key)?, self.start)
    }

    /// The day, or that of the step.
    pub(super) fn day_or_now(&mut self) -> Result<UtcDay, SourceError> {
        match self.fields.optional("day") {
            Some(at) => moment::day(&at, self.start),
            None => Ok(UtcDay::from_seconds(self.at).unwrap_or(self.start)),
        }
    }
}
