//! The token of a leg: which contract it is, what it is created with, and what it was.

use alloy::primitives::aliases::U40;
use alloy::primitives::{Address, Bytes, FixedBytes, U256};
use alloy::sol_types::{SolConstructor, SolValue};
use corridor_bindings::artifacts::Artifact;
use corridor_bindings::generated::{bond_token, equity_token};
use corridor_bindings::{BondToken, EquityToken};

use super::{DeploymentError, Instrument, LegRecord, Manifest, SystemContract};
use crate::calendar::UtcDay;
use crate::identifiers::Isin;
use crate::instrument::InstrumentKind;
use crate::terms::{Cfi, NominalValue, Security};

/// What a token says of itself beside name, symbol and identifier.
#[derive(Clone, Debug)]
pub(super) enum TokenTerms {
    /// Of a bond.
    Bond { denomination: u128, issue_volume: u128, coupon_rate: u32, issued: u64, matures: u64 },
    /// Of a share.
    Share { class: String, cfi: Cfi, nominal: Option<NominalValue>, authorised: u128, issued: u64 },
}

impl TokenTerms {
    pub(super) fn of(terms: &Security) -> Result<Self, DeploymentError> {
        let seconds = |date| UtcDay::from_date(date).map(UtcDay::start_seconds);
        Ok(match terms {
            Security::Bond(bond) => Self::Bond {
                denomination: bond.denomination.units(),
                issue_volume: bond.issue_amount.units(),
                coupon_rate: bond.coupon.rate.millionths(),
                issued: seconds(bond.issue_date)?,
                matures: seconds(bond.maturity_date)?,
            },
            Security::Share(share) => Self::Share {
                class: share.share_class.clone(),
                cfi: share.cfi,
                nominal: share.nominal_value,
                authorised: share.shares_authorised.units(),
                issued: seconds(share.issue_date)?,
            },
        })
    }

    pub(super) const fn kind(&self) -> InstrumentKind {
        match self {
            Self::Bond { .. } => InstrumentKind::Debt,
            Self::Share { .. } => InstrumentKind::Equity,
        }
    }
}

/// The contract that a token of one kind is.
pub(super) fn artifact(kind: InstrumentKind) -> &'static Artifact {
    match kind {
        InstrumentKind::Debt => &bond_token::ARTIFACT,
        InstrumentKind::Equity => &equity_token::ARTIFACT,
    }
}

/// The contract that has the other half of its code.
pub(super) const fn desk(kind: InstrumentKind) -> SystemContract {
    match kind {
        InstrumentKind::Debt => SystemContract::BondDesk,
        InstrumentKind::Equity => SystemContract::EquityDesk,
    }
}

/// The constructor's arguments of the token of a leg; `None` while a shared contract is missing.
pub(super) fn arguments(
    instrument: &Instrument,
    leg: &str,
    isin: Isin,
    regime: Address,
    manifest: &Manifest,
) -> Option<Vec<u8>> {
    let authority = manifest.address(SystemContract::AccessManager)?;
    let desk = manifest.address(desk(instrument.kind()))?;
    let (name, symbol) = (instrument.name.clone(), instrument.symbol_of(leg));
    let isin = FixedBytes(isin.bytes());
    Some(match &instrument.token {
        TokenTerms::Bond { denomination, issue_volume, coupon_rate, issued, matures } => {
            let terms = BondToken::BondTerms {
                name,
                symbol,
                isin,
                currency: instrument.currency.numeric(),
                decimals: instrument.currency.exponent(),
                denomination: *denomination,
                issueVolume: *issue_volume,
                couponRate: *coupon_rate,
                issueDate: U40::from(*issued),
                maturityDate: U40::from(*matures),
            };
            let system = BondToken::SystemContracts { authority, desk };
            BondToken::constructorCall { terms, system, regime_: regime }.abi_encode()
        }
        TokenTerms::Share { class, cfi, nominal, authorised, issued } => {
            let terms = EquityToken::ShareTerms {
                name,
                symbol,
                shareClass: class.clone(),
                isin,
                cfi: FixedBytes(cfi.bytes()),
                currency: nominal.map_or(0, |value| value.currency.numeric()),
                nominalValue: nominal.map_or(0, |value| value.hundred_millionths),
                authorised: *authorised,
                issueDate: U40::from(*issued),
            };
            let system = EquityToken::SystemContracts { authority, desk };
            EquityToken::constructorCall { terms, system, regime_: regime }.abi_encode()
        }
    })
}

/// What a token was created with.
pub(crate) struct Created {
    pub(crate) authority: Address,
    pub(crate) desk: Address,
    pub(crate) terms: CreatedTerms,
}

/// The terms among the arguments of its constructor.
pub(crate) enum CreatedTerms {
    Bond(BondToken::BondTerms),
    Share(EquityToken::ShareTerms),
}

impl Created {
    /// Reads the arguments of a constructor; nothing when they are no arguments of that kind.
    pub(crate) fn read(kind: InstrumentKind, arguments: &Bytes) -> Option<Self> {
        type OfBond = (BondToken::BondTerms, BondToken::SystemContracts, Address);
        type OfShare = (EquityToken::ShareTerms, EquityToken::SystemContracts, Address);
        Some(match kind {
            InstrumentKind::Debt => {
                let (terms, system, _) = OfBond::abi_decode_params_validate(arguments).ok()?;
                let terms = CreatedTerms::Bond(terms);
                Self { authority: system.authority, desk: system.desk, terms }
            }
            InstrumentKind::Equity => {
                let (terms, system, _) = OfShare::abi_decode_params_validate(arguments).ok()?;
                let terms = CreatedTerms::Share(terms);
                Self { authority: system.authority, desk: system.desk, terms }
            }
        })
    }
}

impl CreatedTerms {
    pub(crate) fn isin(&self) -> String {
        let (Self::Bond(BondToken::BondTerms { isin, .. })
        | Self::Share(EquityToken::ShareTerms { isin, .. })) = self;
        String::from_utf8_lossy(isin.as_slice()).into_owned()
    }
}

impl LegRecord {
    /// How much might be outstanding when the token was created, by the arguments of its constructor, which `verify` holds against
    /// the code; nothing when they are none of an instrument of that kind.
    #[must_use]
    pub fn issue_volume_at_creation(&self, kind: InstrumentKind) -> Option<U256> {
        Some(match Created::read(kind, &self.token.constructor_arguments)?.terms {
            CreatedTerms::Bond(terms) => U256::from(terms.issueVolume),
            CreatedTerms::Share(terms) => U256::from(terms.authorised),
        })
    }
}
