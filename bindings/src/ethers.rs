//! Conversions to and from `ethers-core` types, for code that still uses ethers-rs.
//!
//! Both libraries keep the same bytes, so a conversion never changes a value. The traits are [`ToEthers`] and
//! [`ToAlloy`]; the ones that can fail return a [`ConversionError`].

use alloy_primitives::{Address, B256, Bytes, Log, LogData, Signature, U256};
use alloy_rpc_types_eth::Log as RpcLog;
use ethers_core::types as ethers;

/// What a value of one library cannot be in the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConversionError {
    /// A log has more topics than a log can have.
    #[error("cannot convert a log with {topics} topics: there can be four; the log is corrupt")]
    TooManyTopics {
        /// How many it has.
        topics: usize,
    },
    /// The recovery value of a signature is none of those in use.
    #[error(
        "cannot convert a signature with v = {v}: it is none of 0, 1, 27, 28 or of EIP-155; sign again"
    )]
    RecoveryValue {
        /// The value.
        v: u64,
    },
    /// A number is larger than the field it goes into.
    #[error("cannot convert {field} = {value}: it does not fit 64 bits; the log is corrupt")]
    TooLarge {
        /// The field of the log.
        field: &'static str,
        /// The number.
        value: U256,
    },
}

/// To the `ethers-core` type of the same meaning.
pub trait ToEthers {
    /// That type.
    type Ethers;

    /// The same value.
    fn to_ethers(&self) -> Self::Ethers;
}

/// To the alloy type of the same meaning.
pub trait ToAlloy {
    /// That type.
    type Alloy;

    /// The same value.
    fn to_alloy(&self) -> Self::Alloy;
}

impl ToEthers for Address {
    type Ethers = ethers::Address;

    fn to_ethers(&self) -> ethers::Address {
        ethers::H160(self.into_array())
    }
}

impl ToAlloy for ethers::Address {
    type Alloy = Address;

    fn to_alloy(&self) -> Address {
        Address::new(self.0)
    }
}

impl ToEthers for B256 {
    type Ethers = ethers::H256;

    fn to_ethers(&self) -> ethers::H256 {
        ethers::H256(self.0)
    }
}

impl ToAlloy for ethers::H256 {
    type Alloy = B256;

    fn to_alloy(&self) -> B256 {
        B256::new(self.0)
    }
}

impl ToEthers for U256 {
    type Ethers = ethers::U256;

    fn to_ethers(&self) -> ethers::U256 {
        ethers::U256(self.into_limbs())
    }
}

impl ToAlloy for ethers::U256 {
    type Alloy = U256;

    fn to_alloy(&self) -> U256 {
        U256::from_limbs(self.0)
    }
}

impl ToEthers for Bytes {
    type Ethers = ethers::Bytes;

    fn to_ethers(&self) -> ethers::Bytes {
        // both are reference-counted buffers of the same crate: nothing is copied
        ethers::Bytes(self.0.clone())
    }
}

impl ToAlloy for ethers::Bytes {
    type Alloy = Bytes;

    fn to_alloy(&self) -> Bytes {
        Bytes(self.0.clone())
    }
}

impl ToEthers for Signature {
    type Ethers = ethers::Signature;

    /// With `v` 27 or 28, as ethers-rs signs messages.
    fn to_ethers(&self) -> ethers::Signature {
        ethers::Signature {
            r: self.r().to_ethers(),
            s: self.s().to_ethers(),
            v: 27 + u64::from(self.v()),
        }
    }
}

impl ToAlloy for ethers::Signature {
    type Alloy = Result<Signature, ConversionError>;

    fn to_alloy(&self) -> Result<Signature, ConversionError> {
        let parity = match self.v {
            0 | 27 => false,
            1 | 28 => true,
            v if v >= 35 => (v - 35) % 2 == 1,
            v => return Err(ConversionError::RecoveryValue { v }),
        };
        Ok(Signature::new(self.r.to_alloy(), self.s.to_alloy(), parity))
    }
}

impl ToEthers for Log {
    type Ethers = ethers::Log;

    /// Address, topics and data; where it was found is unknown.
    fn to_ethers(&self) -> ethers::Log {
        ethers::Log {
            address: self.address.to_ethers(),
            topics: self.topics().iter().map(ToEthers::to_ethers).collect(),
            data: self.data.data.to_ethers(),
            ..Default::default()
        }
    }
}

impl ToEthers for RpcLog {
    type Ethers = ethers::Log;

    fn to_ethers(&self) -> ethers::Log {
        ethers::Log {
            block_hash: self.block_hash.map(|hash| hash.to_ethers()),
            block_number: self.block_number.map(Into::into),
            transaction_hash: self.transaction_hash.map(|hash| hash.to_ethers()),
            transaction_index: self.transaction_index.map(Into::into),
            log_index: self.log_index.map(Into::into),
            removed: Some(self.removed),
            ..self.inner.to_ethers()
        }
    }
}

impl ToAlloy for ethers::Log {
    type Alloy = Result<RpcLog, ConversionError>;

    fn to_alloy(&self) -> Result<RpcLog, ConversionError> {
        let topics: Vec<_> = self.topics.iter().map(ToAlloy::to_alloy).collect();
        let count = topics.len();
        let data = LogData::new(topics, self.data.to_alloy())
            .ok_or(ConversionError::TooManyTopics { topics: count })?;
        let log_index = self.log_index.map(|value| small("logIndex", value)).transpose()?;
        Ok(RpcLog {
            inner: Log { address: self.address.to_alloy(), data },
            block_hash: self.block_hash.map(|hash| hash.to_alloy()),
            block_number: self.block_number.map(|number| number.as_u64()),
            block_timestamp: None,
            transaction_hash: self.transaction_hash.map(|hash| hash.to_alloy()),
            transaction_index: self.transaction_index.map(|index| index.as_u64()),
            log_index,
            removed: self.removed.unwrap_or_default(),
        })
    }
}

fn small(field: &'static str, value: ethers::U256) -> Result<u64, ConversionError> {
    let value = value.to_alloy();
    u64::try_from(value).map_err(|_| ConversionError::TooLarge { field, value })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::InvestorRegistry::StandingChanged;
    use alloy::signers::{SignerSync as _, local::PrivateKeySigner};
    use alloy_primitives::{address, keccak256};
    use alloy_sol_types::SolEvent as _;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn words_survive_the_round_trip(bytes: [u8; 32], address: [u8; 20], data: Vec<u8>) {
            let (hash, number) = (B256::from(bytes), U256::from_be_bytes(bytes));
            prop_assert_eq!(hash.to_ethers().to_alloy(), hash);
            prop_assert_eq!(number.to_ethers().to_alloy(), number);
            prop_assert_eq!(number.to_ethers().to_string(), number.to_string());
            prop_assert_eq!(hash.to_ethers().0, hash.0);
            let address = Address::from(address);
            prop_assert_eq!(address.to_ethers().to_alloy(), address);
            let checksummed = ethers_core::utils::to_checksum(&address.to_ethers(), None);
            prop_assert_eq!(checksummed, address.to_string());
            let data = Bytes::from(data);
            prop_assert_eq!(data.to_ethers().to_alloy(), data);
        }

        #[test]
        fn signatures_recover_alike(seed: [u8; 32], message: Vec<u8>) {
            let signer = PrivateKeySigner::from_bytes(&keccak256(seed)).expect("a hash is a key");
            let signature = signer.sign_message_sync(&message).expect("a local key signs");
            let converted = signature.to_ethers();
            prop_assert_eq!(converted.recover(message).expect("a valid signature"), signer.address().to_ethers());
            prop_assert_eq!(converted.to_alloy(), Ok(signature));
        }
    }

    #[test]
    fn recovery_values_of_every_convention_are_read() {
        let signature = |v| ethers::Signature { r: 1.into(), s: 2.into(), v };
        for (v, parity) in
            [(0, false), (1, true), (27, false), (28, true), (37, false), (62_710, true)]
        {
            assert_eq!(
                signature(v).to_alloy().map(|signature| signature.v()),
                Ok(parity),
                "v = {v}"
            );
        }
        assert_eq!(signature(29).to_alloy(), Err(ConversionError::RecoveryValue { v: 29 }));
    }

    fn log() -> RpcLog {
        let event = StandingChanged {
            investor: 7_u64.try_into().expect("forty bits"),
            wallet: address!("0x00000000000000000000000000000000000000A1"),
            standing: U256::from(9),
        };
        RpcLog {
            inner: Log { address: Address::repeat_byte(3), data: event.encode_log_data() },
            block_hash: Some(B256::repeat_byte(1)),
            block_number: Some(5),
            block_timestamp: None,
            transaction_hash: Some(B256::repeat_byte(2)),
            transaction_index: Some(1),
            log_index: Some(0),
            removed: false,
        }
    }

    #[test]
    fn logs_survive_the_round_trip() {
        let log = log();
        assert_eq!(log.to_ethers().to_alloy(), Ok(log.clone()));
        assert_eq!(log.to_ethers().topics[0], StandingChanged::SIGNATURE_HASH.to_ethers());
        let decoded =
            StandingChanged::decode_log(&log.to_ethers().to_alloy().expect("the same log").inner);
        assert_eq!(decoded.expect("the same event").data.standing, U256::from(9));
    }

    #[test]
    fn impossible_logs_are_refused() {
        let mut log = log().to_ethers();
        log.topics = vec![ethers::H256::zero(); 5];
        assert_eq!(log.to_alloy(), Err(ConversionError::TooManyTopics { topics: 5 }));
        log.topics.clear();
        log.log_index = Some(ethers::U256::MAX);
        assert_eq!(
            log.to_alloy(),
            Err(ConversionError::TooLarge { field: "logIndex", value: U256::MAX })
        );
    }
}
