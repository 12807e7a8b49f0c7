//! What the chain holds about an investor or an instrument.

use alloy::eips::BlockId;
use alloy::primitives::{Address, B256, U256};
use corridor_bindings::standing::{InstrumentState, Standing};
use corridor_bindings::{
    AssetRegistry, AssetStatus, EntrantLedger, IEquityToken, ISecurityToken, InvestorRegistry,
};
use corridor_deploy::calendar::UtcDay;
use corridor_deploy::deployment::{Instrument, ScheduledRegime, SystemContract, scheduled_regimes};
use corridor_deploy::explain::{LegHandle, Wording};
use corridor_deploy::identifiers::Currency;
use corridor_deploy::instrument::InstrumentKind;
use corridor_deploy::investors::PrivateBook;
use corridor_deploy::residence::Residence;
use corridor_deploy::terms::NominalValue;
use corridor_deploy::vocabulary::{Category, Flag};
use serde::Serialize;

use super::{DefaultView, Desk, OperationError};

/// An investor, as the chain and the private book have it.
#[derive(Clone, Debug, Serialize)]
pub struct InvestorView {
    /// The wallet that was asked about.
    pub wallet: Address,
    /// Number on chain; nothing for a wallet that nobody registered.
    pub investor: Option<u64>,
    /// Reference in the private book.
    pub reference: Option<String>,
    /// Residence or organisation, such as GB or US-NY.
    pub jurisdiction: Option<String>,
    /// Categories with their last valid day.
    pub categories: Vec<CategoryView>,
    /// Flags.
    pub flags: Vec<Flag>,
    /// Every wallet of the investor.
    pub wallets: Vec<Address>,
    /// What each of them holds.
    pub holdings: Vec<HoldingView>,
}

/// A category that was attested.
#[derive(Clone, Debug, Serialize)]
pub struct CategoryView {
    /// The category.
    pub category: Category,
    /// Last valid day, ISO 8601.
    pub until: String,
    /// Whether it is valid on the day of the latest block.
    pub valid: bool,
}

/// What a wallet holds of a leg.
#[derive(Clone, Debug, Serialize)]
pub struct HoldingView {
    /// The wallet.
    pub wallet: Address,
    /// The instrument.
    pub instrument: String,
    /// The leg.
    pub leg: String,
    /// The amount.
    pub amount: String,
    /// The frozen part.
    pub frozen: String,
}

/// An instrument, as the chain has it.
#[derive(Clone, Debug, Serialize)]
pub struct BondView {
    /// The instrument.
    pub instrument: String,
    /// LEI of the issuer.
    pub issuer: Option<String>,
    /// Whether it is a bond or a share.
    pub kind: InstrumentKind,
    /// What a share says of itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<ShareView>,
    /// Stage of life.
    pub status: String,
    /// Keccak-256 of the canonical terms.
    pub terms_hash: B256,
    /// What is outstanding on all legs.
    pub outstanding: String,
    /// Legs.
    pub legs: Vec<LegView>,
}

/// What a share says of itself.
#[derive(Clone, Debug, Serialize)]
pub struct ShareView {
    /// What the articles call its class.
    pub class: String,
    /// Classification, ISO 10962.
    pub cfi: String,
    /// Nominal value; none for a share without one.
    pub nominal_value: Option<NominalValue>,
}

/// A leg, as the chain has it.
#[derive(Clone, Debug, Serialize)]
pub struct LegView {
    /// The leg.
    pub leg: String,
    /// Its ISIN.
    pub isin: String,
    /// Its token.
    pub token: Address,
    /// Name of the token.
    pub name: String,
    /// Symbol of the token.
    pub symbol: String,
    /// The regime in force.
    pub regime: Address,
    /// Id and version of its profile.
    pub profile: String,
    /// Replacements of the regime that are scheduled.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scheduled: Vec<ScheduledRegime>,
    /// What is outstanding.
    pub outstanding: String,
    /// What may be issued in all.
    pub issue_volume: String,
    /// What the entrant's limit leaves, where there is an entrant.
    pub headroom: Option<String>,
    /// Whether issue and transfers are paused.
    pub paused: bool,
    /// Whether the supervisor has halted it.
    pub halted: bool,
    /// Whether the wind-down has begun.
    pub winding_down: bool,
    /// Its default, now or before; nothing where none was ever declared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<DefaultView>,
    /// Day the offering clock started.
    pub clock_started: Option<String>,
}

impl Desk {
    /// What there is to know about the investor of a wallet.
    ///
    /// # Errors
    ///
    /// The endpoint fails.
    pub async fn show_investor(
        &self,
        wallet: Address,
        book: Option<&PrivateBook>,
    ) -> Result<InvestorView, OperationError> {
        let standing = self.standing_or_none(wallet).await?;
        let investors = self.contract(SystemContract::InvestorRegistry)?;
        let wallets = self.read(investors, &InvestorRegistry::walletsOfCall { wallet }).await?;
        // The wallet itself is none of them where nobody registered it.
        let others = wallets.iter().filter(|other| **other != wallet);
        let mut holdings = Vec::new();
        for wallet in std::iter::once(&wallet).chain(others) {
            self.add_holdings(*wallet, &mut holdings).await?;
        }
        Ok(InvestorView {
            wallet,
            investor: standing.is_registered().then(|| standing.investor()),
            reference: book
                .map_or(Ok(None), |book| book.by_wallet(wallet))?
                .map(|known| known.reference),
            jurisdiction: Residence::of(standing).map(|residence| residence.to_string()),
            categories: categories(standing, self.chain_time().await?),
            flags: Flag::in_mask(standing.flags()),
            wallets,
            holdings,
        })
    }

    /// Adds what a wallet holds of every leg.
    async fn add_holdings(
        &self,
        wallet: Address,
        holdings: &mut Vec<HoldingView>,
    ) -> Result<(), OperationError> {
        for leg in self.legs()? {
            let balance = ISecurityToken::balanceOfCall { account: wallet };
            let amount = self.read(leg.token, &balance).await?;
            let frozen = ISecurityToken::getFrozenTokensCall { account: wallet };
            let frozen = self.read(leg.token, &frozen).await?;
            if !amount.is_zero() || !frozen.is_zero() {
                let words = Wording::new(leg.currency);
                let (amount, frozen) = (words.amount(amount), words.amount(frozen.min(amount)));
                let LegHandle { instrument, leg, .. } = leg;
                holdings.push(HoldingView { wallet, instrument, leg, amount, frozen });
            }
        }
        Ok(())
    }

    /// What there is to know about an instrument.
    ///
    /// # Errors
    ///
    /// There is no such instrument, or the endpoint fails.
    pub async fn show_bond(&self, instrument: &str) -> Result<BondView, OperationError> {
        let (id, bond) = self.manifest()?.bond(instrument)?;
        let assets = self.contract(SystemContract::AssetRegistry)?;
        let asset = Instrument::asset_id(id);
        let record = self.read(assets, &AssetRegistry::assetByIdCall { asset }).await?;
        let outstanding = self.read(assets, &AssetRegistry::outstandingCall { asset }).await?;
        let status = AssetStatus::try_from(record.status);
        let mut legs = Vec::new();
        for leg in self.legs()?.into_iter().filter(|leg| leg.instrument == id) {
            legs.push(self.show_leg(&leg).await?);
        }
        let first = bond.legs.first().filter(|_| bond.kind == InstrumentKind::Equity);
        let share = match first {
            Some(leg) => Some(self.show_share(leg.token.address).await?),
            None => None,
        };
        Ok(BondView {
            instrument: id.to_owned(),
            issuer: bond.issuer.map(|lei| lei.to_string()),
            kind: bond.kind,
            share,
            status: status.map_or_else(|unknown| unknown.to_string(), |status| status.to_string()),
            terms_hash: record.termsHash,
            outstanding: Wording::new(bond.currency).amount(outstanding),
            legs,
        })
    }

    async fn show_share(&self, token: Address) -> Result<ShareView, OperationError> {
        let value = self.read(token, &IEquityToken::nominalValueCall {}).await?;
        let currency = self.read(token, &ISecurityToken::currencyCall {}).await?.into_word();
        let currency = u16::from_be_bytes([currency[30], currency[31]]);
        let nominal_value = |currency| {
            Some(NominalValue { currency, hundred_millionths: u128::try_from(value).ok()? })
        };
        Ok(ShareView {
            class: self.read(token, &IEquityToken::shareClassCall {}).await?,
            cfi: self.read(token, &IEquityToken::cfiCall {}).await?,
            nominal_value: Currency::from_numeric(currency).and_then(nominal_value),
        })
    }

    /// What the entrant's limit leaves, where there is an entrant.
    pub(super) async fn headroom(&self, leg: &LegHandle) -> Result<Option<U256>, OperationError> {
        let (ledger, instrument) = (self.contract(SystemContract::EntrantLedger)?, leg.token);
        let enrolment = self.read(ledger, &EntrantLedger::enrolmentOfCall { instrument }).await?;
        if enrolment.entrant.is_zero() {
            return Ok(None);
        }
        Ok(Some(self.read(ledger, &EntrantLedger::headroomCall { instrument }).await?))
    }

    async fn show_leg(&self, leg: &LegHandle) -> Result<LegView, OperationError> {
        let (token, words) = (leg.token, Wording::new(leg.currency));
        let state =
            InstrumentState::from_word(self.read(token, &ISecurityToken::stateCall {}).await?);
        let manifest = self.manifest()?;
        let profile = manifest
            .regime_at(state.regime())
            .and_then(|record| manifest.profiles.get(&record.profile));
        let headroom = self.headroom(leg).await?;
        Ok(LegView {
            leg: leg.leg.clone(),
            isin: self.read(token, &ISecurityToken::isinCall {}).await?,
            token,
            name: self.read(token, &ISecurityToken::nameCall {}).await?,
            symbol: self.read(token, &ISecurityToken::symbolCall {}).await?,
            regime: state.regime(),
            profile: profile.map_or_else(
                || "unknown".to_owned(),
                |known| format!("{} {}", known.id, known.version),
            ),
            scheduled: {
                let latest = BlockId::latest();
                scheduled_regimes(self.connection(), manifest, &[token], latest).await?
            },
            outstanding: words.amount(self.read(token, &ISecurityToken::totalSupplyCall {}).await?),
            issue_volume: words
                .amount(self.read(token, &ISecurityToken::issueVolumeCall {}).await?),
            headroom: headroom.map(|units| words.amount(units)),
            paused: state.is_paused(),
            halted: state.is_halted(),
            winding_down: state.is_winding_down(),
            default: self.known_default(leg).await?,
            clock_started: state.clock_start_day().map(|day| UtcDay::from_number(day).to_string()),
        })
    }
}

/// What is attested, and whether it still holds by the chain's clock.
fn categories(standing: Standing, now: u64) -> Vec<CategoryView> {
    let today = UtcDay::from_seconds(now).map_or(u32::MAX, |day| u32::from(day.number()));
    let attested = Category::all().filter(|category| standing.expiry_day(category.bit()) != 0);
    attested
        .map(|category| CategoryView {
            category,
            until: UtcDay::from_number(standing.expiry_day(category.bit())).to_string(),
            valid: standing.holds(category.bit(), today),
        })
        .collect()
}
