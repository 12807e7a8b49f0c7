//! What a deployed contract's code must be: creation code, runtime code, and where its immutables stand.

use alloy_primitives::{Bytes, U256};
use std::ops::Range;

pub use crate::generated::ARTIFACTS;

/// The code of one contract. The runtime code is a part of the creation code, so it is kept once.
#[derive(Clone, Copy, Debug)]
pub struct Artifact {
    /// Name of the contract.
    pub name: &'static str,
    /// Its source file below `contracts/`.
    pub source: &'static str,
    pub(crate) creation: &'static Bytes,
    /// First byte and length of the runtime code within the creation code.
    pub(crate) runtime: (usize, usize),
    /// The immutable variables that its code contains, in the order of their names.
    pub immutables: &'static [Immutable],
}

/// An immutable variable: its value is written into the runtime code by the constructor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Immutable {
    /// Name of the variable; `Contract.name` when two base contracts use one name.
    pub name: &'static str,
    /// Its Solidity type.
    pub ty: &'static str,
    /// First byte and length of each place it stands in the runtime code.
    pub references: &'static [(usize, usize)],
}

/// How deployed code differs from an [`Artifact`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CodeMismatch {
    /// The address has no code.
    #[error(
        "cannot find {contract}: there is no code at the address; check the address and the network"
    )]
    NoCode {
        /// The contract that was expected.
        contract: &'static str,
    },
    /// The code is of another length.
    #[error(
        "the code is not that of {contract}: it has {found} bytes instead of {expected}; it was built from other sources or with other \
         settings"
    )]
    Length {
        /// The contract that was expected.
        contract: &'static str,
        /// Bytes expected.
        expected: usize,
        /// Bytes found.
        found: usize,
    },
    /// A byte outside the immutables differs.
    #[error(
        "the code is not that of {contract}: byte {position} differs; it was built from other sources or with other settings"
    )]
    Code {
        /// The contract that was expected.
        contract: &'static str,
        /// The first byte that differs.
        position: usize,
    },
    /// An immutable has different values in different places.
    #[error(
        "the code of {contract} is inconsistent: immutable {immutable} has another value at byte {position} than before; it was not made by \
         its constructor"
    )]
    Inconsistent {
        /// The contract.
        contract: &'static str,
        /// The variable.
        immutable: &'static str,
        /// The place that disagrees with the first.
        position: usize,
    },
}

impl Artifact {
    /// The artifact of a contract by its name.
    #[must_use]
    pub fn by_name(name: &str) -> Option<&'static Self> {
        ARTIFACTS.into_iter().find(|artifact| artifact.name == name)
    }

    /// The code that a deployment sends, before the constructor's arguments.
    #[must_use]
    pub const fn creation_code(&self) -> &'static Bytes {
        self.creation
    }

    /// The code that the constructor leaves behind, immutables zero.
    #[must_use]
    pub fn runtime_code(&self) -> &'static [u8] {
        let (start, length) = self.runtime;
        &self.creation[start..start + length]
    }

    /// The code that a constructor leaves behind which sets these immutables; the others are zero.
    #[must_use]
    pub fn runtime_with(&self, values: &[(&str, U256)]) -> Vec<u8> {
        let mut code = self.runtime_code().to_vec();
        for immutable in self.immutables {
            let value = values.iter().find(|(name, _)| *name == immutable.name);
            let word = value.map_or(U256::ZERO, |(_, value)| *value).to_be_bytes::<32>();
            for range in immutable.ranges() {
                code[range].copy_from_slice(&word);
            }
        }
        code
    }

    /// Compares deployed code with this artifact, immutables masked, and returns the values of the immutables.
    ///
    /// # Errors
    /// How the code differs.
    pub fn compare(
        &self,
        deployed: &[u8],
    ) -> Result<Vec<(&'static Immutable, Bytes)>, CodeMismatch> {
        let (contract, expected) = (self.name, self.runtime_code());
        if deployed.is_empty() {
            return Err(CodeMismatch::NoCode { contract });
        }
        if deployed.len() != expected.len() {
            return Err(CodeMismatch::Length {
                contract,
                expected: expected.len(),
                found: deployed.len(),
            });
        }
        let mut masked = deployed.to_vec();
        for range in self.immutables.iter().flat_map(Immutable::ranges) {
            masked[range].fill(0);
        }
        if let Some(position) =
            (0..masked.len()).find(|&position| masked[position] != expected[position])
        {
            return Err(CodeMismatch::Code { contract, position });
        }
        self.immutables
            .iter()
            .map(|immutable| Ok((immutable, self.value(immutable, deployed)?)))
            .collect()
    }

    fn value(&self, immutable: &'static Immutable, deployed: &[u8]) -> Result<Bytes, CodeMismatch> {
        let mut values = immutable.ranges().map(|range| (range.start, &deployed[range]));
        let (_, first) = values.next().unwrap_or_default();
        match values.find(|(_, value)| *value != first) {
            None => Ok(Bytes::copy_from_slice(first)),
            Some((position, _)) => Err(CodeMismatch::Inconsistent {
                contract: self.name,
                immutable: immutable.name,
                position,
            }),
        }
    }
}

impl Immutable {
    /// The places it stands in the runtime code.
    pub fn ranges(&self) -> impl Iterator<Item = Range<usize>> + use<> {
        self.references.iter().map(|&(start, length)| start..start + length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_immutables() -> (&'static Artifact, Vec<u8>) {
        let artifact = Artifact::by_name("BondToken").expect("a generated contract");
        let mut code = artifact.runtime_code().to_vec();
        for (number, immutable) in (1_u8..).zip(artifact.immutables) {
            immutable.ranges().for_each(|range| code[range.end - 1] = number);
        }
        (artifact, code)
    }

    #[test]
    fn every_runtime_code_is_found_and_fits_a_chain() {
        for artifact in ARTIFACTS {
            let code = artifact.runtime_code();
            assert!(
                !code.is_empty() && code.len() <= 24_576,
                "{}: {} bytes",
                artifact.name,
                code.len()
            );
            for range in artifact.immutables.iter().flat_map(Immutable::ranges) {
                assert!(code[range].iter().all(|byte| *byte == 0), "{}", artifact.name);
            }
        }
    }

    #[test]
    fn values_of_immutables_are_read_from_the_code() {
        let (artifact, code) = with_immutables();
        let values = artifact.compare(&code).expect("the same code");
        assert_eq!(values.len(), artifact.immutables.len());
        for (number, (immutable, value)) in (1_u8..).zip(values) {
            assert_eq!(value.last(), Some(&number), "{}", immutable.name);
        }
    }

    #[test]
    fn a_changed_byte_is_found() {
        let (artifact, mut code) = with_immutables();
        code[3] ^= 1;
        assert_eq!(
            artifact.compare(&code).unwrap_err(),
            CodeMismatch::Code { contract: "BondToken", position: 3 }
        );
    }

    #[test]
    fn an_immutable_must_agree_with_itself() {
        let (artifact, mut code) = with_immutables();
        let immutable = artifact
            .immutables
            .iter()
            .find(|immutable| immutable.references.len() > 1)
            .expect("one that is used twice");
        let second = immutable.references[1].0;
        code[second] ^= 1;
        assert!(
            matches!(artifact.compare(&code), Err(CodeMismatch::Inconsistent { position, .. }) if position == second)
        );
    }

    #[test]
    fn other_lengths_and_no_code_are_told_apart() {
        let (artifact, code) = with_immutables();
        assert!(matches!(artifact.compare(&[]), Err(CodeMismatch::NoCode { .. })));
        assert!(matches!(artifact.compare(&code[1..]), Err(CodeMismatch::Length { .. })));
    }
}
