//! alloy against ethers-core: two implementations that share no encoder, on everything that signs, hashes or encodes.
//! Only the curve arithmetic (k256) is common to both.

mod chain;

use std::sync::LazyLock;

use alloy::dyn_abi::{DynSolType, DynSolValue, JsonAbiExt as _, Specifier as _};
use alloy::json_abi::{JsonAbi, Param};
use alloy::primitives::{Address, B256, I256, Signature, U256, keccak256};
use alloy::signers::SignerSync as _;
use alloy::signers::local::PrivateKeySigner;
use alloy::sol;
use alloy::sol_types::{Eip712Domain, SolInterface, SolStruct as _, eip712_domain};
use corridor_bindings::ISecurityToken::ISecurityTokenCalls;
use corridor_bindings::ethers::{ToAlloy as _, ToEthers as _};
use corridor_bindings::{
    AssetRegistry, AttestationDesk, EntrantLedger, IBondToken, IEquityToken, InstrumentLedger,
    InvestorRegistry, Permits, Regime, RegimeFactory, RoleManager, Routes, RuleExtension,
};
use corridor_operations::{CategoryDay, Statement, attestation_domain};
use corridor_tests::checkout;
use ethers_core::abi::{Abi, Token};
use ethers_core::types::transaction::eip712::{Eip712 as _, TypedData};
use ethers_core::types::{self as ethers, RecoveryMessage};
use ethers_core::utils::{get_create2_address, keccak256 as ethers_keccak256, to_checksum};
use proptest::prelude::*;
use serde_json::json;

/// A contract's interface as each library reads it from the committed artifact.
struct Contract {
    name: &'static str,
    alloy: JsonAbi,
    ethers: Abi,
    /// Decodes a call with the generated bindings, and encodes it again.
    recode: fn(&[u8]) -> alloy::sol_types::Result<Vec<u8>>,
    selectors: Vec<[u8; 4]>,
}

/// A contract whose bindings are in one place.
fn contract<C: SolInterface>(name: &'static str) -> Contract {
    bound(name, recode::<C>, C::selectors().collect())
}

/// A token, of which every security has a part and its kind the rest.
fn token_of<C: SolInterface>(name: &'static str) -> Contract {
    let recode = |call: &[u8]| recode::<C>(call).or_else(|_| recode::<ISecurityTokenCalls>(call));
    bound(name, recode, C::selectors().chain(ISecurityTokenCalls::selectors()).collect())
}

fn recode<C: SolInterface>(call: &[u8]) -> alloy::sol_types::Result<Vec<u8>> {
    Ok(C::abi_decode_validate(call)?.abi_encode())
}

fn bound(
    name: &'static str,
    recode: fn(&[u8]) -> alloy::sol_types::Result<Vec<u8>>,
    selectors: Vec<[u8; 4]>,
) -> Contract {
    let text = checkout::read(&format!("bindings/artifacts/{name}.json")).expect("an artifact");
    let artifact: serde_json::Value = serde_json::from_str(&text).expect("an artifact is JSON");
    let abi = &artifact["abi"];
    Contract {
        name,
        alloy: serde_json::from_value(abi.clone()).expect("alloy reads the interface"),
        ethers: serde_json::from_value(abi.clone()).expect("ethers-core reads the interface"),
        recode,
        selectors,
    }
}

static CONTRACTS: LazyLock<[Contract; 13]> = LazyLock::new(|| {
    [
        contract::<RoleManager::RoleManagerCalls>("RoleManager"),
        contract::<AssetRegistry::AssetRegistryCalls>("AssetRegistry"),
        contract::<AttestationDesk::AttestationDeskCalls>("AttestationDesk"),
        token_of::<IBondToken::IBondTokenCalls>("IBondToken"),
        token_of::<IEquityToken::IEquityTokenCalls>("IEquityToken"),
        contract::<EntrantLedger::EntrantLedgerCalls>("EntrantLedger"),
        contract::<InvestorRegistry::InvestorRegistryCalls>("InvestorRegistry"),
        contract::<Regime::RegimeCalls>("Regime"),
        contract::<InstrumentLedger::InstrumentLedgerCalls>("InstrumentLedger"),
        contract::<Permits::PermitsCalls>("Permits"),
        contract::<RegimeFactory::RegimeFactoryCalls>("RegimeFactory"),
        contract::<Routes::RoutesCalls>("Routes"),
        contract::<RuleExtension::RuleExtensionCalls>("RuleExtension"),
    ]
});

// Values

/// Any value of a type. Numbers keep the width of their type.
fn value(ty: &DynSolType) -> BoxedStrategy<DynSolValue> {
    match ty.clone() {
        DynSolType::Bool => any::<bool>().prop_map(DynSolValue::Bool).boxed(),
        DynSolType::Address => {
            any::<[u8; 20]>().prop_map(|bytes| DynSolValue::Address(bytes.into())).boxed()
        }
        DynSolType::Uint(bits) => any::<[u8; 32]>()
            .prop_map(move |bytes| {
                DynSolValue::Uint(U256::from_be_bytes(bytes) >> (256 - bits), bits)
            })
            .boxed(),
        DynSolType::Int(bits) => any::<[u8; 32]>()
            .prop_map(move |bytes| {
                DynSolValue::Int(I256::from_be_bytes(bytes).asr(256 - bits), bits)
            })
            .boxed(),
        DynSolType::FixedBytes(size) => any::<[u8; 32]>()
            .prop_map(move |mut bytes| {
                bytes[size..].fill(0);
                DynSolValue::FixedBytes(bytes.into(), size)
            })
            .boxed(),
        DynSolType::Bytes => any::<Vec<u8>>().prop_map(DynSolValue::Bytes).boxed(),
        DynSolType::String => any::<String>().prop_map(DynSolValue::String).boxed(),
        DynSolType::Array(item) => {
            prop::collection::vec(value(&item), 0..5).prop_map(DynSolValue::Array).boxed()
        }
        DynSolType::FixedArray(item, size) => {
            prop::collection::vec(value(&item), size).prop_map(DynSolValue::FixedArray).boxed()
        }
        DynSolType::Tuple(types) => values(&types).prop_map(DynSolValue::Tuple).boxed(),
        other => panic!("the contracts use {other}, which this test cannot make"),
    }
}

fn values(types: &[DynSolType]) -> BoxedStrategy<Vec<DynSolValue>> {
    types.iter().map(value).collect::<Vec<_>>().boxed()
}

fn types(params: &[Param]) -> Vec<DynSolType> {
    params.iter().map(|param| param.resolve().expect("a type of the interface")).collect()
}

/// The same value in the other library.
fn token(value: &DynSolValue) -> Token {
    let tokens = |values: &[DynSolValue]| values.iter().map(token).collect();
    match value {
        DynSolValue::Bool(value) => Token::Bool(*value),
        DynSolValue::Address(value) => Token::Address(value.to_ethers()),
        DynSolValue::Uint(value, _) => Token::Uint(value.to_ethers()),
        DynSolValue::Int(value, _) => Token::Int(value.into_raw().to_ethers()),
        DynSolValue::FixedBytes(word, size) => Token::FixedBytes(word[..*size].to_vec()),
        DynSolValue::Bytes(value) => Token::Bytes(value.clone()),
        DynSolValue::String(value) => Token::String(value.clone()),
        DynSolValue::Array(values) => Token::Array(tokens(values)),
        DynSolValue::FixedArray(values) => Token::FixedArray(tokens(values)),
        DynSolValue::Tuple(values) => Token::Tuple(tokens(values)),
        other => panic!("the contracts use {other:?}, which this test cannot convert"),
    }
}

fn tokens(values: &[DynSolValue]) -> Vec<Token> {
    values.iter().map(token).collect()
}

/// Runs 256 cases of one property.
fn check<S: Strategy>(strategy: S, property: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) };
    let mut runner = proptest::test_runner::TestRunner::new(config);
    if let Err(problem) = runner.run(&strategy, property) {
        panic!("{problem}");
    }
}

// Calls, errors and events

#[test]
fn calls_of_every_function_are_encoded_alike() {
    for contract in CONTRACTS.iter() {
        for function in contract.alloy.functions() {
            let signature = function.signature();
            let same = contract
                .ethers
                .functions()
                .find(|other| other.short_signature() == function.selector().0)
                .unwrap_or_else(|| panic!("ethers-core has no {}.{signature}", contract.name));
            check(values(&types(&function.inputs)), |arguments| {
                let call = function.abi_encode_input(&arguments).expect("arguments of these types");
                let other = same.encode_input(&tokens(&arguments)).expect("the same arguments");
                prop_assert_eq!(&call, &other, "{}", signature);
                // and the generated bindings read and write the same bytes
                let again = (contract.recode)(&other).expect("a call of this contract");
                prop_assert_eq!(&again, &call, "{}", signature);
                let decoded = same.decode_input(&call[4..]).expect("arguments");
                prop_assert_eq!(decoded, tokens(&arguments), "{}", signature);
                Ok(())
            });
        }
    }
}

#[test]
fn the_bindings_have_every_function_and_no_other() {
    for contract in CONTRACTS.iter() {
        let mut expected: Vec<_> =
            contract.ethers.functions().map(|function| function.short_signature()).collect();
        let mut found = contract.selectors.clone();
        expected.sort_unstable();
        found.sort_unstable();
        assert_eq!(found, expected, "{}", contract.name);
    }
}

#[test]
fn errors_are_encoded_alike() {
    for contract in CONTRACTS.iter() {
        for error in contract.alloy.errors() {
            let same = contract
                .ethers
                .errors()
                .find(|other| other.signature()[..4] == error.selector().0)
                .unwrap_or_else(|| panic!("ethers-core has no {}", error.signature()));
            check(values(&types(&error.inputs)), |arguments| {
                let data = error.abi_encode_input(&arguments).expect("arguments of these types");
                let other = same.encode(&tokens(&arguments)).expect("the same arguments");
                prop_assert_eq!(data, other, "{}", error.signature());
                Ok(())
            });
        }
    }
}

#[test]
fn events_have_the_same_topic() {
    let mut compared = 0;
    for contract in CONTRACTS.iter() {
        for event in contract.alloy.events() {
            let found = contract.ethers.events().any(|other| {
                other.signature().to_alloy() == event.selector() && other.name == event.name
            });
            assert!(found, "{}.{}", contract.name, event.signature());
            compared += 1;
        }
    }
    assert!(compared > 20, "only {compared} events");
}

// Addresses, hashes and signatures

#[test]
fn addresses_have_the_same_checksum() {
    check(any::<([u8; 20], u8)>(), |(bytes, chain)| {
        let address = Address::from(bytes);
        let same = address.to_ethers();
        prop_assert_eq!(address.to_checksum(None), to_checksum(&same, None));
        prop_assert_eq!(
            address.to_checksum(Some(u64::from(chain))),
            to_checksum(&same, Some(chain))
        );
        let read: ethers::Address = address.to_string().parse().expect("an address");
        prop_assert_eq!(read, same);
        Ok(())
    });
}

#[test]
fn create2_addresses_are_the_same() {
    check(any::<([u8; 20], [u8; 32], Vec<u8>)>(), |(deployer, salt, code)| {
        let address = Address::from(deployer).create2_from_code(salt, &code);
        let same = get_create2_address(ethers::Address::from(deployer), salt, &code);
        prop_assert_eq!(address.to_ethers(), same);
        Ok(())
    });
}

#[test]
fn signatures_of_one_are_read_by_the_other() {
    use ethers_core::k256::ecdsa::SigningKey;
    check(any::<([u8; 32], [u8; 32])>(), |(seed, digest)| {
        let key = keccak256(seed);
        let signer = PrivateKeySigner::from_bytes(&key).expect("a hash is a key");
        let digest = B256::from(digest);
        let signature = signer.sign_hash_sync(&digest).expect("a local key signs");
        let message = RecoveryMessage::Hash(digest.to_ethers());
        let recovered = signature.to_ethers().recover(message).expect("a valid signature");
        prop_assert_eq!(recovered.to_alloy(), signer.address());

        let other = SigningKey::from_slice(key.as_slice()).expect("the same key");
        let (signed, id) = other.sign_prehash_recoverable(digest.as_slice()).expect("a digest");
        let signed = Signature::from_signature_and_parity(signed, id.is_y_odd());
        prop_assert_eq!(
            signed.recover_address_from_prehash(&digest).expect("valid"),
            signer.address()
        );
        prop_assert_eq!(signed, signature);
        Ok(())
    });
}

sol! {
    /// ERC-2612.
    #[derive(Debug)]
    struct Permit {
        address owner;
        address spender;
        uint256 value;
        uint256 nonce;
        uint256 deadline;
    }
}

/// The digest of typed data as ethers-core computes it. A struct is its name, its members and their values.
pub(crate) fn ethers_typed_digest(
    domain: &Eip712Domain,
    name: &str,
    members: &[(&str, &str, serde_json::Value)],
) -> [u8; 32] {
    let member = |name: &str, ty: &str| json!({ "name": name, "type": ty });
    let message = members.iter().map(|(name, _, value)| ((*name).to_owned(), value.clone()));
    let typed: TypedData = serde_json::from_value(json!({
        "primaryType": name,
        "domain": {
            "name": domain.name,
            "version": domain.version,
            "chainId": domain.chain_id.map(|id| format!("{id:#x}")),
            "verifyingContract": domain.verifying_contract,
        },
        "types": {
            "EIP712Domain": [
                member("name", "string"),
                member("version", "string"),
                member("chainId", "uint256"),
                member("verifyingContract", "address"),
            ],
            name: members.iter().map(|(name, ty, _)| member(name, ty)).collect::<Vec<_>>(),
        },
        "message": message.collect::<serde_json::Map<_, _>>(),
    }))
    .expect("typed data");
    typed.encode_eip712().expect("a digest")
}

/// The digest of a permit as ethers-core computes it.
fn ethers_digest(domain: &Eip712Domain, permit: &Permit) -> [u8; 32] {
    let members = [
        ("owner", "address", json!(permit.owner)),
        ("spender", "address", json!(permit.spender)),
        ("value", "uint256", json!(format!("{:#x}", permit.value))),
        ("nonce", "uint256", json!(format!("{:#x}", permit.nonce))),
        ("deadline", "uint256", json!(format!("{:#x}", permit.deadline))),
    ];
    ethers_typed_digest(domain, "Permit", &members)
}

/// The digest of an attestation as ethers-core computes it.
pub(crate) fn ethers_attestation_digest(domain: &Eip712Domain, one: &Statement) -> [u8; 32] {
    let lanes = |value: fn(&CategoryDay) -> u16| {
        json!(one.categories.iter().map(|entry| value(entry).to_string()).collect::<Vec<_>>())
    };
    let members = [
        ("verifier", "address", json!(one.verifier)),
        ("investor", "uint40", json!(one.investor.to_string())),
        ("wallet", "address", json!(one.wallet)),
        ("commitment", "bytes32", json!(one.commitment)),
        ("jurisdiction", "uint16", json!(one.jurisdiction.to_string())),
        ("subdivision", "uint16", json!(one.subdivision.to_string())),
        ("attestedFlags", "uint24", json!(one.attested_flags.to_string())),
        ("categories", "uint8[]", lanes(|entry| entry.category.into())),
        ("lastDays", "uint16[]", lanes(|entry| entry.last_day)),
        ("issuedAt", "uint64", json!(one.issued_at.to_string())),
        ("deadline", "uint64", json!(one.deadline.to_string())),
        ("salt", "bytes32", json!(one.salt)),
    ];
    ethers_typed_digest(domain, "Attestation", &members)
}

#[test]
fn attestations_have_the_same_digest() {
    let words = any::<([u8; 20], [u8; 20], [u8; 32], [u8; 32], [u8; 20])>();
    let numbers = (0..1_u64 << 40, any::<[u16; 2]>(), 0..1_u32 << 24, any::<[u64; 2]>());
    let days = prop::collection::vec(any::<(u8, u16)>(), 0..=10);
    check((words, numbers, days, any::<u64>()), |(words, numbers, days, chain)| {
        let (verifier, wallet, commitment, salt, desk) = words;
        let (investor, [jurisdiction, subdivision], attested_flags, [issued_at, deadline]) =
            numbers;
        let day = |(category, last_day)| CategoryDay { category, last_day };
        let statement = Statement {
            verifier: verifier.into(),
            investor,
            wallet: wallet.into(),
            commitment: commitment.into(),
            jurisdiction,
            subdivision,
            attested_flags,
            categories: days.into_iter().map(day).collect(),
            issued_at,
            deadline,
            salt: salt.into(),
        };
        let domain = attestation_domain(chain, desk.into());
        prop_assert_eq!(
            statement.digest(&domain).0,
            ethers_attestation_digest(&domain, &statement)
        );
        Ok(())
    });
}

type PermitParts = ([u8; 20], [u8; 20], [u8; 32], [u8; 32], [u8; 32]);

#[test]
fn permits_have_the_same_digest() {
    let domain = any::<(String, u64, [u8; 20])>();
    check((domain, any::<PermitParts>()), |((name, chain, token), parts)| {
        let domain = eip712_domain! {
            name: name,
            version: "1",
            chain_id: chain,
            verifying_contract: Address::from(token),
        };
        let (owner, spender, value, nonce, deadline) = parts;
        let permit = Permit {
            owner: owner.into(),
            spender: spender.into(),
            value: U256::from_be_bytes(value),
            nonce: U256::from_be_bytes(nonce),
            deadline: U256::from_be_bytes(deadline),
        };
        prop_assert_eq!(permit.eip712_signing_hash(&domain).0, ethers_digest(&domain, &permit));
        Ok(())
    });
}

#[test]
fn hashes_are_the_same() -> anyhow::Result<()> {
    check(any::<Vec<u8>>(), |data| {
        prop_assert_eq!(keccak256(&data).0, ethers_keccak256(&data));
        Ok(())
    });
    for profile in chain::profiles()? {
        let hash = ethers_keccak256(profile.canonical());
        assert_eq!(profile.hash().0, hash, "{}", profile.profile().id);
    }
    Ok(())
}
