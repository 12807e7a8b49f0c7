//! What people put on record for rules to read.

use corridor_deploy::calendar::UtcDay;
use corridor_deploy::money::Amount;
use corridor_scenario::{Record, Wallet};

use super::Model;
use super::history::Event;
use super::instrument::Approval;
use super::symbols::Symbol;

impl Model {
    pub(super) fn put_on_record(
        &mut self,
        place: usize,
        record: &Record,
    ) -> Result<(), &'static str> {
        let instrument = &mut self.instruments[place];
        match record {
            Record::Fact { fact, until: Some(until) } => {
                instrument.facts.insert(*fact, *until);
            }
            Record::Fact { fact, until: None } => {
                instrument.facts.remove(fact);
            }
            Record::Certificate { who, certificate, until } => {
                let number = *self.owners.get(who).ok_or("HolderNotRegistered")?;
                let key = (*certificate, number);
                match until {
                    Some(until) => instrument.certificates.insert(key, *until),
                    None => instrument.certificates.remove(&key),
                };
            }
            Record::PreApproval { from, to, approved } => {
                return self.approve_in_advance(place, (from, to), *approved);
            }
            Record::Venue { who, named: true } => {
                instrument.venues.insert(who.clone());
            }
            Record::Venue { who, named: false } => {
                instrument.venues.remove(who);
            }
            Record::AverageVolume { month, average } => {
                instrument.averages.insert(super::calendar::month_of(*month), average.units());
            }
            Record::VolumeShare(share) => instrument.volume_share = share.millionths(),
            Record::CashClass { cash, class: Some(class) } => {
                self.cash.insert(cash.clone(), *class);
            }
            Record::CashClass { cash, class: None } => {
                self.cash.remove(cash);
            }
            other => return self.put_in_books(place, other),
        }
        Ok(())
    }

    fn approve_in_advance(
        &mut self,
        place: usize,
        (from, to): (&Wallet, &Wallet),
        approved: Option<(Amount, UtcDay)>,
    ) -> Result<(), &'static str> {
        let today = self.today();
        let instrument = &mut self.instruments[place];
        let key = (from.clone(), to.clone());
        let Some((amount, until)) = approved else {
            instrument.approvals.remove(&key);
            return Ok(());
        };
        let units = amount.units();
        if units != 0 && until < today {
            return Err("ApprovalInThePast");
        }
        let since = instrument.history.len();
        instrument.approvals.insert(key, Approval { units, until, since });
        Ok(())
    }

    fn put_in_books(&mut self, place: usize, record: &Record) -> Result<(), &'static str> {
        let today = self.today();
        let event = match record {
            Record::Offer(to) => {
                let number = *self.owners.get(to).ok_or("OffereeNotRegistered")?;
                Event::Offered { day: today, to: number, standing: self.seen(to) }
            }
            Record::LotTerms { tranche, restart } => {
                let book = self.instruments[place].lots().ok_or("BookNotKept")?;
                book.refusal(*tranche, today)?;
                Event::LotTerms { tranche: *tranche, restart: restart.clone() }
            }
            Record::Pool(pool) => {
                if self.instruments[place].pool().is_some() {
                    return Err("OfferingPoolAlreadySet");
                }
                let outstanding = self.instruments[place].outstanding();
                Event::Pooled { pool: pool.clone(), day: today, outstanding }
            }
            Record::Seed(who) => {
                let book = self.instruments[place].holders().ok_or("BookNotKept")?;
                if book.complete {
                    return Err("AlreadySeeded");
                }
                Event::Seeded(self.side(who))
            }
            Record::Recount(who) => {
                self.instruments[place].holders().ok_or("BookNotKept")?;
                Event::Recounted(self.side(who))
            }
            Record::ChooseLot { who, day } => Event::LotChosen { wallet: who.clone(), day: *day },
            other => return self.put_among_symbols(place, other),
        };
        self.instruments[place].history.push(event);
        Ok(())
    }

    fn put_among_symbols(&mut self, place: usize, record: &Record) -> Result<(), &'static str> {
        let today = self.today();
        let symbol = |other: &Option<Wallet>| match other {
            Some(wallet) => Symbol::Other(wallet.clone()),
            None => Symbol::Instrument(place),
        };
        let symbols = &mut self.symbols;
        match record {
            Record::AdmitSymbol { other, group, notice, objection_days } => {
                symbols.admit(symbol(other), group, *notice, *objection_days, today)
            }
            Record::WithdrawSymbol { other } => symbols.withdraw(&symbol(other)),
            Record::Objection { other, day } => symbols.object(&symbol(other), *day, today),
            other => unreachable!("the model does not know how to {other}"),
        }
    }
}
