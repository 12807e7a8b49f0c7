//! A movement that is attempted, and the questions that rules ask of it.

use corridor_deploy::calendar::UtcDay;
use corridor_deploy::vocabulary::{Category, Flag, Movement, Party};
use corridor_scenario::{Move, Wallet};

use super::history::{Holder, Seen, Side};
use super::{Instrument, Mistake, Model, Person};

/// A movement that is attempted.
#[derive(Clone, Debug)]
pub(crate) struct Attempt<'m> {
    pub(crate) model: &'m Model,
    pub(crate) instrument: &'m Instrument,
    pub(crate) kind: Movement,
    pub(crate) from: Option<&'m Wallet>,
    pub(crate) to: Option<&'m Wallet>,
    /// Who moves it: the giver, unless somebody else does out of an allowance.
    pub(crate) mover: Option<&'m Wallet>,
    /// Whether the mover moves out of an allowance.
    pub(crate) by_allowance: bool,
    /// The token that is paid with.
    pub(crate) cash: Option<&'m Wallet>,
    pub(crate) amount: u128,
    /// What the giver has.
    pub(crate) held: u128,
}

impl<'m> Attempt<'m> {
    pub(super) fn new(model: &'m Model, place: usize, movement: &'m Move) -> Self {
        let instrument = &model.instruments[place];
        let somebody =
            |wallet: &'m Option<Wallet>| wallet.as_ref().filter(|wallet| !wallet.is_nobody());
        let (from, to) = (somebody(&movement.from), somebody(&movement.to));
        let operator = somebody(&movement.operator);
        let held = from.map_or(0, |from| instrument.balance(from));
        let amount = match movement.kind {
            Movement::RECOVERY => held,
            _ => movement.amount.map_or(0, |amount| amount.units()),
        };
        Self {
            model,
            instrument,
            kind: movement.kind,
            from,
            to,
            mover: operator.or(from),
            // Who exchanges its own units needs nobody's leave; who calls for a transfer of its own does.
            by_allowance: operator.is_some()
                && (movement.kind != Movement::EXCHANGE_OUT || operator != from),
            cash: somebody(&movement.cash),
            amount,
            held,
        }
    }

    pub(crate) fn today(&self) -> UtcDay {
        self.model.today()
    }

    pub(super) fn has_mistake(&self, mistake: Mistake) -> bool {
        self.model.mistake == Some(mistake)
    }

    /// Who is on a side; nobody when the wallet was never registered.
    pub(super) fn party(&self, side: Party) -> Option<&'m Person> {
        let wallet = match side {
            Party::SENDER => self.from,
            Party::RECIPIENT => self.to,
            _ => self.mover,
        };
        self.model.person(wallet?)
    }

    /// Who gives of its own accord.
    pub(super) fn seller(&self) -> Option<&'m Person> {
        let acts = [Movement::TRANSFER, Movement::REDEEM, Movement::EXCHANGE_OUT];
        if acts.contains(&self.kind) { self.party(Party::SENDER) } else { None }
    }

    pub(super) fn recipient_holds(&self, category: Category) -> bool {
        let day = self.today();
        self.party(Party::RECIPIENT).is_some_and(|person| person.holds(category, day))
    }

    pub(super) fn recipient_carries(&self, flags: &[Flag]) -> bool {
        self.party(Party::RECIPIENT).is_some_and(|person| person.carries(flags))
    }

    pub(super) fn seller_carries(&self, flags: &[Flag]) -> bool {
        self.seller().is_some_and(|person| person.carries(flags))
    }

    /// Whether it leaves everybody's holding as it is: nothing moves, or it stays with one holder.
    pub(super) fn changes_nothing(&self) -> bool {
        let stays = match (self.from, self.to) {
            (Some(from), Some(to)) => self.model.holder(from) == self.model.holder(to),
            _ => false,
        };
        self.amount == 0 || stays
    }
}

impl Model {
    /// Whom a wallet is counted as.
    pub(crate) fn holder(&self, wallet: &Wallet) -> Holder {
        match self.owners.get(wallet) {
            Some(number) => Holder::Investor(*number),
            None => Holder::Wallet(wallet.clone()),
        }
    }

    /// What is on record of a wallet today.
    pub(super) fn seen(&self, wallet: &Wallet) -> Seen {
        let Some(person) = self.person(wallet) else { return Seen::default() };
        let today = self.today();
        let categories = person.categories.keys().copied();
        Seen {
            country: person.residence.map(|residence| residence.country),
            flags: person.flags.clone(),
            categories: categories.filter(|category| person.holds(*category, today)).collect(),
        }
    }

    pub(super) fn side(&self, wallet: &Wallet) -> Side {
        Side { wallet: wallet.clone(), holder: self.holder(wallet), seen: self.seen(wallet) }
    }
}
