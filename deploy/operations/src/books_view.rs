//! What the books remember of an instrument's movements.

use alloy::eips::BlockId;
use alloy::primitives::{Address, B256, U256, Uint};
use alloy::sol_types::SolCall;
use corridor_bindings::standing::Standing;
use corridor_bindings::{InstrumentLedger, InvestorRegistry};
use corridor_deploy::bulk::read_together;
use corridor_deploy::calendar::{Period, UtcDay};
use corridor_deploy::deployment::SystemContract;
use corridor_deploy::explain::{LegHandle, Wording, first_day, holder_id};
use corridor_deploy::identifiers::Country;
use corridor_deploy::profile::{Share, VolumeScope, books};
use corridor_deploy::vocabulary::{Category, Flag};
use serde::Serialize;

use super::{Counted, Desk, OperationError};

/// The longest window of a ready profile: purchases and volumes are shown for it, and for its last 30 days.
const LONGEST: Period = Period::Months(12);

/// The shorter window.
const SHORT: Period = Period::Days(30);

/// How the contracts number the classes of holders.
const ALL: u8 = 0;
const OF_JURISDICTION: u8 = 1;
const WITH_CATEGORY: u8 = 2;

/// The books of a leg.
#[derive(Clone, Debug, Serialize)]
pub struct BooksView {
    /// The instrument.
    pub instrument: String,
    /// The leg.
    pub leg: String,
    /// Which books are kept.
    pub books: Vec<BookView>,
    /// Holders by the class in which they were admitted.
    pub holders: Vec<Count>,
    /// Investors that were offered it, by where they resided.
    pub offerees: Vec<Count>,
    /// Purchasers of the issuer, of all its instruments that keep the book.
    pub purchasers: Vec<Count>,
    /// What rules count of both, as they count.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<Counted>,
    /// What was transferred between holders.
    pub volumes: Vec<Total>,
    /// What the offering pool issued.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pool: Option<PoolView>,
    /// What the dates of lots depend on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lots: Option<LotTermsView>,
    /// Breaches of the volume tier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub breaches: Option<BreachesView>,
    /// One holder's part, when it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holder: Option<HolderView>,
}

/// A book.
#[derive(Clone, Debug, Serialize)]
pub struct BookView {
    /// Its name.
    pub book: &'static str,
    /// Whether it is complete: rules believe no other.
    pub complete: bool,
}

/// How many there are of a class, or in a window.
#[derive(Clone, Debug, Serialize)]
pub struct Count {
    /// Which.
    pub of: String,
    /// How many.
    pub count: u64,
}

/// An amount in a window.
#[derive(Clone, Debug, Serialize)]
pub struct Total {
    /// The window.
    pub of: String,
    /// How much.
    pub amount: String,
}

/// An offering pool.
#[derive(Clone, Debug, Serialize)]
pub struct PoolView {
    /// Keccak-256 of its name.
    pub pool: B256,
    /// What its instruments issued in twelve months.
    pub issued: String,
}

/// What the dates of lots depend on.
#[derive(Clone, Debug, Serialize)]
pub struct LotTermsView {
    /// When the first tranche was acquired; nothing until it is issued.
    pub tranche: Option<UtcDay>,
    /// Flags of a giver whose sale begins the period anew.
    pub restart: Vec<Flag>,
}

/// Breaches of the volume tier.
#[derive(Clone, Debug, Serialize)]
pub struct BreachesView {
    /// The share above which a day is one; nothing until the supervisor sets it.
    pub share: Option<Share>,
    /// How many there were.
    pub count: u16,
    /// The day of the last one.
    pub last: Option<UtcDay>,
}

/// What the books have of one wallet and its investor.
#[derive(Clone, Debug, Serialize)]
pub struct HolderView {
    /// The wallet.
    pub wallet: Address,
    /// How it is counted as a holder; nothing for who is none.
    pub admitted_as: Option<String>,
    /// The last purchase from the issuer, of any of its instruments that keep the book.
    pub last_purchase: Option<UtcDay>,
    /// The first offer.
    pub offered: Option<UtcDay>,
    /// What the investor gave and received in twelve months.
    pub volumes: Vec<Total>,
    /// Lots of the wallet, oldest first.
    pub lots: Vec<LotView>,
    /// The day of the lot that leaves first, where the holder chose one.
    pub chosen_lot: Option<UtcDay>,
}

/// Units that were acquired on one day.
#[derive(Clone, Debug, Serialize)]
pub struct LotView {
    /// The day.
    pub day: UtcDay,
    /// How much.
    pub amount: String,
}

impl Desk {
    /// What the books have of a leg, and of the holder of a wallet.
    ///
    /// # Errors
    ///
    /// No rule of the deployment needs books, or the endpoint fails.
    pub async fn show_books(
        &self,
        leg: &LegHandle,
        wallet: Option<Address>,
    ) -> Result<BooksView, OperationError> {
        let ledger = self.contract_for_rules(SystemContract::InstrumentLedger)?;
        let today = UtcDay::from_seconds(self.chain_time().await?);
        let today = today.unwrap_or(UtcDay::from_number(u16::MAX));
        let words = Wording::new(leg.currency);
        let reading = Reading { desk: self, ledger, leg, words, today };
        let call = InstrumentLedger::termsOfCall { instrument: leg.token };
        let terms = self.read(ledger, &call).await?;
        let kept = |book: u8| terms.books & u16::from(book) != 0;
        let names = books::NAMES.into_iter().enumerate();
        let names = names.filter(|(bit, _)| terms.books & (1 << bit) != 0);
        let complete = |bit: usize| terms.ready & (1 << bit) != 0;
        let lots = LotTermsView {
            tranche: (terms.trancheDay != 0).then(|| UtcDay::from_number(terms.trancheDay)),
            restart: Flag::in_mask(terms.affiliateFlags.to()),
        };
        Ok(BooksView {
            instrument: leg.instrument.clone(),
            leg: leg.leg.clone(),
            books: names.map(|(bit, book)| BookView { book, complete: complete(bit) }).collect(),
            holders: if kept(books::HOLDERS) { reading.holders().await? } else { Vec::new() },
            offerees: reading.offerees().await?,
            purchasers: if kept(books::PURCHASES) {
                reading.purchasers().await?
            } else {
                Vec::new()
            },
            limits: self.counted(leg).await?,
            volumes: match kept(books::VOLUMES) {
                true => reading.volumes(VolumeScope::Instrument, U256::ZERO, "").await?,
                false => Vec::new(),
            },
            pool: reading.pool().await?,
            lots: kept(books::LOTS).then_some(lots),
            breaches: match kept(books::BREACHES) {
                true => Some(reading.breaches(terms.volumeShare).await?),
                false => None,
            },
            holder: match wallet {
                Some(wallet) => Some(reading.holder(wallet).await?),
                None => None,
            },
        })
    }
}

impl Desk {
    /// Lots of a wallet, oldest first.
    ///
    /// # Errors
    ///
    /// No rule of the deployment needs books, or the endpoint fails.
    pub async fn lots_of(
        &self,
        leg: &LegHandle,
        wallet: Address,
    ) -> Result<Vec<LotView>, OperationError> {
        let ledger = self.contract_for_rules(SystemContract::InstrumentLedger)?;
        let call = InstrumentLedger::lotsOfCall { instrument: leg.token, wallet };
        let lots = self.read(ledger, &call).await?;
        let words = Wording::new(leg.currency);
        let lot = |lot: &InstrumentLedger::Lot| LotView {
            day: UtcDay::from_number(lot.day),
            amount: words.amount(U256::from(lot.amount)),
        };
        // What is not counted by days stands under no day.
        Ok(lots.iter().filter(|lot| lot.day != 0).map(lot).collect())
    }
}

/// Asks the books of one leg.
struct Reading<'r> {
    desk: &'r Desk,
    ledger: Address,
    leg: &'r LegHandle,
    words: Wording,
    today: UtcDay,
}

impl Reading<'_> {
    async fn one<C: SolCall + Send + Sync>(&self, call: C) -> Result<C::Return, OperationError> {
        self.desk.read(self.ledger, &call).await
    }

    async fn many<C: SolCall + Clone>(
        &self,
        calls: impl IntoIterator<Item = C>,
    ) -> Result<Vec<C::Return>, OperationError> {
        let calls = calls.into_iter().map(|call| (self.ledger, call));
        Ok(read_together(self.desk.connection(), calls, BlockId::latest()).await?)
    }

    /// Everybody, then the jurisdictions and categories that somebody was admitted under.
    async fn holders(&self) -> Result<Vec<Count>, OperationError> {
        let jurisdictions = Country::all()
            .map(|country| (OF_JURISDICTION, country.numeric(), format!("admitted in {country}")));
        let categories = Category::all().map(|category| {
            (WITH_CATEGORY, category.bit().into(), format!("admitted as {category}"))
        });
        let classes: Vec<(u8, u16, String)> = std::iter::once((ALL, 0, "all".to_owned()))
            .chain(jurisdictions)
            .chain(categories)
            .collect();
        let instrument = self.leg.token;
        let calls = classes.iter().map(|(class, key, _)| InstrumentLedger::holderCountCall {
            instrument,
            class: *class,
            key: *key,
        });
        let counts = self.many(calls).await?;
        let names = classes.into_iter().map(|(.., name)| name);
        Ok(counted(names.zip(counts)))
    }

    async fn offerees(&self) -> Result<Vec<Count>, OperationError> {
        let places = std::iter::once((0, "all".to_owned())).chain(
            Country::all().map(|country| (country.numeric(), format!("residing in {country}"))),
        );
        let places: Vec<(u16, String)> = places.collect();
        let (instrument, excluded) = (self.leg.token, U256::ZERO);
        let calls = places.iter().map(|(jurisdiction, _)| InstrumentLedger::offereeCountCall {
            instrument,
            jurisdiction: *jurisdiction,
            excluded,
        });
        let counts = self.many(calls).await?;
        Ok(counted(places.into_iter().map(|(_, name)| name).zip(counts)))
    }

    async fn purchasers(&self) -> Result<Vec<Count>, OperationError> {
        let mut counts = Vec::new();
        for period in [SHORT, LONGEST] {
            let (first, last) = self.window(period);
            let (instrument, excluded) = (self.leg.token, U256::ZERO);
            let call = InstrumentLedger::purchaserCountCall {
                instrument,
                firstDay: first,
                lastDay: last,
                excluded,
            };
            counts.push((format!("in {period}"), self.one(call).await?));
        }
        Ok(counted(counts))
    }

    async fn volumes(
        &self,
        scope: VolumeScope,
        holder: U256,
        what: &str,
    ) -> Result<Vec<Total>, OperationError> {
        let mut totals = Vec::new();
        for period in [Period::Days(1), SHORT, LONGEST] {
            let (first, last) = self.window(period);
            let (instrument, scope) = (self.leg.token, scope as u8);
            let call = InstrumentLedger::volumeOfCall {
                instrument,
                scope,
                holder,
                firstDay: first,
                lastDay: last,
            };
            let amount = self.words.amount(self.one(call).await?);
            totals.push(Total { of: format!("{what}in {period}"), amount });
        }
        Ok(totals)
    }

    async fn pool(&self) -> Result<Option<PoolView>, OperationError> {
        let instrument = self.leg.token;
        let pool = self.one(InstrumentLedger::offeringPoolOfCall { instrument }).await?.pool;
        if pool.is_zero() {
            return Ok(None);
        }
        let (first, last) = self.window(LONGEST);
        let call =
            InstrumentLedger::offeringTotalCall { instrument, firstDay: first, lastDay: last };
        let issued = self.words.amount(self.one(call).await?.total);
        Ok(Some(PoolView { pool, issued }))
    }

    async fn breaches(&self, millionths: u32) -> Result<BreachesView, OperationError> {
        let call = InstrumentLedger::breachesOfCall { instrument: self.leg.token };
        let record = self.one(call).await?;
        let last = (record.lastDay != 0).then(|| UtcDay::from_number(record.lastDay));
        let share = (millionths != 0).then(|| Share::from_millionths(millionths));
        Ok(BreachesView { share, count: record.count, last })
    }

    async fn holder(&self, wallet: Address) -> Result<HolderView, OperationError> {
        let instrument = self.leg.token;
        let registry = self.desk.contract(SystemContract::InvestorRegistry)?;
        let call = InvestorRegistry::standingOfCall { wallet };
        let standing = Standing::from_word(self.desk.read(registry, &call).await?);
        let holder = holder_id(wallet, standing);
        let call = InstrumentLedger::admissionOfCall { instrument, holder };
        let admission = self.one(call).await?;
        let excluded = U256::ZERO;
        let call = InstrumentLedger::lastPurchaseCall { instrument, holder, excluded };
        let last_purchase = day(self.one(call).await?);
        let investor = Uint::from(standing.investor());
        let offered =
            day(self.one(InstrumentLedger::offeredOnCall { instrument, investor }).await?);
        let mut volumes = self.volumes(VolumeScope::Sender, holder, "given ").await?;
        volumes.extend(self.volumes(VolumeScope::Recipient, holder, "received ").await?);
        let chosen = self.one(InstrumentLedger::chosenLotCall { instrument, wallet }).await?;
        Ok(HolderView {
            wallet,
            admitted_as: admitted_as(&admission),
            last_purchase,
            offered,
            volumes: volumes
                .into_iter()
                .filter(|one| one.of.ends_with(&LONGEST.to_string()))
                .collect(),
            lots: self.desk.lots_of(self.leg, wallet).await?,
            chosen_lot: day(chosen),
        })
    }

    /// First and last day of a window that ends today, as the contracts take them.
    fn window(&self, period: Period) -> (U256, U256) {
        let first = first_day(self.today, period);
        (U256::from(first.number()), U256::from(self.today.number()))
    }
}

/// "GB: us-qib, uk-professional", by what was valid on admission.
fn admitted_as(admission: &InstrumentLedger::admissionOfReturn) -> Option<String> {
    if admission.wallets == 0 {
        return None;
    }
    let country = Country::from_numeric(admission.jurisdiction);
    let country = country.map_or_else(|| admission.jurisdiction.to_string(), |one| one.to_string());
    let held = Category::all().filter(|category| admission.categories & (1 << category.bit()) != 0);
    let held: Vec<&str> = held.map(|category| category.name()).collect();
    Some(format!("{country}: {}", held.join(", ")))
}

fn day(number: u16) -> Option<UtcDay> {
    (number != 0).then(|| UtcDay::from_number(number))
}

/// The counts that are not zero; that of all is shown whatever it is.
fn counted(counts: impl IntoIterator<Item = (String, U256)>) -> Vec<Count> {
    let counts = counts.into_iter().enumerate();
    let shown = counts.filter(|(place, (_, count))| *place == 0 || !count.is_zero());
    shown
        .map(|(_, (of, count))| Count { of, count: u64::try_from(count).unwrap_or(u64::MAX) })
        .collect()
}
