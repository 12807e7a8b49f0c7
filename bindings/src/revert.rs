//! Revert data as typed errors and sentences.

use crate::generated::{errors, explanations};
use crate::moments::in_words;
use alloy_primitives::{Bytes, Selector};
use alloy_sol_types::{Panic, PanicKind, Revert as RevertReason, SolError, SolInterface as _};
use std::fmt;

pub use crate::generated::errors::Corridor::{self, CorridorErrors};

/// What the sources say about one custom error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErrorDocumentation {
    /// The first four bytes of the revert data.
    pub selector: [u8; 4],
    /// Name and parameter types.
    pub signature: &'static str,
    /// The contracts whose interface has it.
    pub raised_by: &'static [&'static str],
    /// What is wrong, in a sentence.
    pub notice: &'static str,
    /// Why that is refused.
    pub why: &'static str,
    /// What to do about it.
    pub what_to_do: &'static str,
}

impl ErrorDocumentation {
    /// Every custom error that a Corridor contract raises, in the order of their names.
    #[must_use]
    pub fn all() -> &'static [Self] {
        &explanations::DOCUMENTATION
    }

    /// The error of a selector.
    #[must_use]
    pub fn by_selector(selector: [u8; 4]) -> Option<&'static Self> {
        Self::all().iter().find(|documentation| documentation.selector == selector)
    }

    /// The name without parameters.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.signature.split('(').next().unwrap_or(self.signature)
    }
}

/// A custom error of a Corridor contract, with its arguments.
#[derive(Clone, Debug, PartialEq)]
pub struct CustomError {
    /// What the sources say about it.
    pub documentation: &'static ErrorDocumentation,
    /// The error itself; match on it for its arguments.
    pub error: CorridorErrors,
    /// The data it was read from.
    pub data: Bytes,
}

impl CustomError {
    /// Names and values of its arguments, for people.
    #[must_use]
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        errors::arguments(&self.error)
    }
}

/// Why a call or a transaction was reverted.
#[derive(Clone, Debug, PartialEq)]
pub enum Revert {
    /// A custom error of a Corridor contract, OpenZeppelin's and ERC-6093's included.
    Custom(Box<CustomError>),
    /// `Error(string)`.
    Reason(String),
    /// `Panic(uint256)`: a failed assertion, an overflow, an index out of bounds.
    Panic {
        /// The code.
        code: u64,
        /// What it stands for.
        meaning: &'static str,
    },
    /// No data: no such function, a call to an account without code, or out of gas.
    Empty,
    /// Data of no known error.
    Unknown(Bytes),
}

impl Revert {
    /// Reads revert data. Every input is something: what cannot be read is [`Unknown`](Self::Unknown).
    #[must_use]
    pub fn decode(data: &[u8]) -> Self {
        if data.is_empty() {
            return Self::Empty;
        }
        Self::custom(data)
            .or_else(|| Self::reason(data))
            .or_else(|| Self::panic(data))
            .unwrap_or_else(|| Self::Unknown(Bytes::copy_from_slice(data)))
    }

    /// The error as its own type, when it is that one.
    #[must_use]
    pub fn as_error<E: SolError>(&self) -> Option<E> {
        match self {
            Self::Custom(custom) => E::abi_decode(&custom.data).ok(),
            _ => None,
        }
    }

    /// What is wrong, in a sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::Custom(custom) => custom.documentation.notice.to_owned(),
            Self::Reason(reason) => format!("The contract says: {reason}"),
            Self::Panic { code, meaning } => {
                format!("The contract failed by itself: {meaning} (panic 0x{code:02x}).")
            }
            Self::Empty => "The call failed without a reason.".to_owned(),
            Self::Unknown(data) => format!("The call failed with an unknown error: {data}."),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn what_to_do(&self) -> &'static str {
        match self {
            Self::Custom(custom) => custom.documentation.what_to_do,
            Self::Reason(_) | Self::Unknown(_) => {
                "Check that the address is of a contract of this release; the error is none of its own."
            }
            Self::Panic { .. } => "Report this as a defect; no input should lead here.",
            Self::Empty => {
                "Check that the address has code on this network, and that the gas limit is not too low."
            }
        }
    }

    /// Whether a regime refused a movement, and nothing else did.
    #[must_use]
    pub fn is_by_regime(&self) -> bool {
        matches!(
            self,
            Self::Custom(custom) if matches!(custom.error, CorridorErrors::MovementRefused(_))
        )
    }

    fn custom(data: &[u8]) -> Option<Self> {
        let selector = Selector::try_from(data.get(..4)?).ok()?;
        let documentation = ErrorDocumentation::by_selector(selector.0)?;
        let error = CorridorErrors::abi_decode(data).ok()?;
        let data = Bytes::copy_from_slice(data);
        Some(Self::Custom(Box::new(CustomError { documentation, error, data })))
    }

    fn reason(data: &[u8]) -> Option<Self> {
        RevertReason::abi_decode(data).ok().map(|reason| Self::Reason(reason.reason))
    }

    fn panic(data: &[u8]) -> Option<Self> {
        let code = u64::try_from(Panic::abi_decode(data).ok()?.code).ok()?;
        let kind = u32::try_from(code).ok().and_then(PanicKind::from_number);
        let meaning = kind.map_or("an unknown failure", |kind| kind.as_str());
        Some(Self::Panic { code, meaning })
    }
}

impl fmt::Display for Revert {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Custom(custom) = self else { return f.write_str(&self.sentence()) };
        f.write_str(custom.documentation.notice)?;
        let arguments = custom.arguments();
        write!(f, " [{}", custom.documentation.name())?;
        for (index, (name, value)) in arguments.into_iter().enumerate() {
            let value = in_words(name, value);
            write!(f, "{}{name} = {value}", if index == 0 { ": " } else { ", " })?;
        }
        f.write_str("]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloy_primitives::{Address, U256, address};

    const WALLET: Address = address!("0x00000000000000000000000000000000000000A1");

    #[test]
    fn a_custom_error_becomes_its_sentence() {
        let revert = Revert::decode(&Corridor::WalletNotRegistered { wallet: WALLET }.abi_encode());
        assert_eq!(revert.sentence(), "The wallet has no standing.");
        assert_eq!(revert.what_to_do(), "Register it first.");
        assert_eq!(
            revert.to_string(),
            "The wallet has no standing. [WalletNotRegistered: wallet = 0x00000000000000000000000000000000000000A1]"
        );
        let typed = revert.as_error::<Corridor::WalletNotRegistered>().expect("the same error");
        assert_eq!(typed.wallet, WALLET);
        assert!(revert.as_error::<Corridor::InvalidWallet>().is_none());
    }

    #[test]
    fn moments_are_times_and_days() {
        let late = Corridor::AttestationExpired { deadline: 1_825_113_859 };
        let told = Revert::decode(&late.abi_encode()).to_string();
        assert!(told.ends_with("[AttestationExpired: deadline = 2027-11-02T00:04:19Z]"), "{told}");
        let day = Revert::decode(&Corridor::InvalidClockDay { day: 20_786 }.abi_encode());
        assert!(day.to_string().ends_with("[InvalidClockDay: day = 2026-11-29]"), "{day}");
    }

    #[test]
    fn a_refusal_keeps_its_list() {
        let refusals = vec![Corridor::Refusal { regime: WALLET, reasons: U256::from(5) }];
        let revert = Revert::decode(&Corridor::MovementRefused { kind: 1, refusals }.abi_encode());
        assert!(revert.is_by_regime());
        let Revert::Custom(custom) = revert else { panic!("a custom error") };
        let CorridorErrors::MovementRefused(refused) = custom.error else { panic!("a refusal") };
        assert_eq!((refused.kind, refused.refusals[0].reasons), (1, U256::from(5)));
        let other = Corridor::WalletNotRegistered { wallet: WALLET }.abi_encode();
        assert!(!Revert::decode(&other).is_by_regime() && !Revert::Empty.is_by_regime());
    }

    #[test]
    fn errors_of_openzeppelin_and_erc_6093_are_known() {
        for name in [
            "AccessManagedUnauthorized",
            "AccessManagerUnauthorizedAccount",
            "ERC20InsufficientAllowance",
        ] {
            assert!(
                ErrorDocumentation::all().iter().any(|documentation| documentation.name() == name),
                "{name}"
            );
        }
    }

    #[test]
    fn every_error_has_its_sentences_and_a_selector_of_its_own() {
        let mut selectors = std::collections::BTreeSet::new();
        for documentation in ErrorDocumentation::all() {
            for text in [documentation.notice, documentation.why, documentation.what_to_do] {
                assert!(!text.is_empty(), "{}", documentation.signature);
            }
            assert!(selectors.insert(documentation.selector), "{}", documentation.signature);
            assert!(
                CorridorErrors::valid_selector(documentation.selector),
                "{}",
                documentation.signature
            );
        }
    }

    #[test]
    fn reasons_and_panics_are_read() {
        assert_eq!(
            Revert::decode(&RevertReason::from("no").abi_encode()),
            Revert::Reason("no".to_owned())
        );
        let panic = Revert::decode(&Panic::from(PanicKind::UnderOverflow).abi_encode());
        assert!(matches!(panic, Revert::Panic { code: 0x11, .. }), "{panic:?}");
    }

    #[test]
    fn anything_else_is_kept_as_it_is() {
        assert_eq!(Revert::decode(&[]), Revert::Empty);
        assert_eq!(Revert::decode(&[1, 2]), Revert::Unknown(Bytes::from(vec![1, 2])));
        // a known selector with cut-off arguments
        let mut cut = Corridor::WalletNotRegistered { wallet: WALLET }.abi_encode();
        cut.truncate(20);
        assert!(matches!(Revert::decode(&cut), Revert::Unknown(_)));
    }
}
