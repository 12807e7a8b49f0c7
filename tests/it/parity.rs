//! alloy against ethers-core: two implementations that share no encoder, on everything that signs, hashes or encodes.
//! Only the curve arithmetic (k256) is common to both.

use std::sync::LazyLock;

use alloy::dyn_abi::{DynSolType, DynSolValue, JsonAbiExt as _, Specifier as _};
use alloy::eips::BlockId;
use alloy::json_abi::{JsonAbi, Param};
use alloy::network::TransactionBuilder as _;
use alloy::primitives::{Address, B256, Bytes, I256, Signature, U256, keccak256};
use alloy::providers::Provider;
use alloy::rpc::types::{TransactionReceipt, TransactionRequest};
use alloy::signers::SignerSync as _;
use alloy::signers::local::PrivateKeySigner;
use alloy::sol;
use alloy::sol_types::{
    Eip712Domain, SolCall, SolConstructor, SolInterface, SolStruct as _, eip712_domain,
};
use anyhow::Context as _;
use corridor_bindings::ISecurityToken::{self, ISecurityTokenCalls, noncesCall, permitCall};
use corridor_bindings::artifacts::Artifact;
use corridor_bindings::ethers::{ToAlloy as _, ToEthers as _};
use corridor_bindings::generated::{
    bond_desk, bond_token, entrant_ledger, regime, regime_factory, role_manager,
};
use corridor_bindings::{
    AssetRegistry, AttestationDesk, BondDesk, BondToken, EntrantLedger, IBondToken, IEquityToken,
    InstrumentLedger, InvestorRegistry, Permits, Regime, RegimeFactory, RoleManager, Routes,
    RuleExtension,
};
use corridor_deploy::accounts::test_signer;
use corridor_deploy::deployment::read;
use corridor_deploy::devnet::{Devnet, DevnetOptions};
use corridor_deploy::network::Connection;
use corridor_deploy::operations::{CategoryDay, Statement, attestation_domain};
use corridor_deploy::profile::{BoundProfile, Profile};
use corridor_tests::checkout;
use corridor_toolchain::Tools;
use ethers_core::abi::{Abi, Token};
use ethers_core::types::transaction::eip712::{Eip712 as _, TypedData};
use ethers_core::types::{self as ethers, RecoveryMessage};
use ethers_core::utils::{
    get_create2_address, get_create2_address_from_hash, keccak256 as ethers_keccak256, to_checksum,
};
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
    for profile in profiles()? {
        let hash = ethers_keccak256(profile.canonical());
        assert_eq!(profile.hash().0, hash, "{}", profile.profile().id);
    }
    Ok(())
}

// What the contracts compute

/// A value for every input that a built-in profile asks for.
const INPUTS: [(&str, &str); 16] = [
    ("entrant_lei", "506700GE1G29325QX363"),
    ("entrant_jurisdiction", "GB"),
    ("gate", "gate-2"),
    ("activities", "issue,maintain,settle"),
    ("asset_class", "government-bond"),
    ("capacity_limit", "GBP 500,000,000"),
    ("minimum_denomination", "GBP 1,000"),
    ("denomination_multiple", "GBP 1,000"),
    ("category", "2"),
    ("seasoning", "qib-only"),
    ("minimum", "USD 200,000"),
    ("multiple", "USD 1,000"),
    ("exception", "fewer-than-150"),
    ("tier", "1"),
    ("reporting", "reporting"),
    ("section_12g", "counted"),
];

/// The built-in profiles, with inputs; those that name nothing else are left out where it is optional.
fn profiles() -> anyhow::Result<Vec<BoundProfile>> {
    let bind = |profile: Profile| {
        let value = |name: &str| {
            let given = INPUTS.iter().find(|(input, _)| *input == name);
            (name.to_owned(), given.map_or("none", |(_, value)| *value).to_owned())
        };
        let values = profile.inputs.iter().map(|input| value(&input.name)).collect();
        Ok(profile.bind(&values)?)
    };
    Profile::builtin()?.into_iter().map(bind).collect()
}

/// A chain with the factory and what a token needs.
struct System {
    _devnet: Devnet,
    connection: Connection,
    manager: Address,
    ledger: Address,
    factory: Address,
    desk: Address,
}

impl System {
    async fn start() -> anyhow::Result<Self> {
        let anvil = Tools::discover()?.anvil()?.program;
        let devnet = Devnet::ephemeral(&anvil, &DevnetOptions::default()).await?;
        let connection = devnet.connect().await?;
        let governor = test_signer(0)?.address();
        let call = RoleManager::constructorCall { initialAdmin: governor };
        let authority = create(&connection, &role_manager::ARTIFACT, &call).await?;
        let call = EntrantLedger::constructorCall { authority_: authority };
        let ledger = create(&connection, &entrant_ledger::ARTIFACT, &call).await?;
        let code = keccak256(regime::ARTIFACT.runtime_code());
        let call = RegimeFactory::constructorCall { authority_: authority, codeHash_: code };
        let factory = create(&connection, &regime_factory::ARTIFACT, &call).await?;
        let call = BondDesk::constructorCall {
            authority_: authority,
            investors_: authority,
            ledger_: ledger,
            regimes_: factory,
        };
        let desk = create(&connection, &bond_desk::ARTIFACT, &call).await?;
        Ok(Self { _devnet: devnet, connection, manager: authority, ledger, factory, desk })
    }

    /// Has the factory create a regime, and returns where that is as the factory says.
    async fn regime(&self, table: &[u8]) -> anyhow::Result<Address> {
        let code = Bytes::from_static(regime::ARTIFACT.runtime_code());
        let table = Bytes::copy_from_slice(table);
        let call = RegimeFactory::addressOfCall { code: code.clone(), table: table.clone() };
        let address = self.read(self.factory, &call).await?;
        self.send(self.factory, &RegimeFactory::deployCall { code, table }).await?;
        Ok(address)
    }

    async fn read<C: SolCall>(&self, contract: Address, call: &C) -> anyhow::Result<C::Return> {
        Ok(read(&self.connection, contract, call, BlockId::latest()).await?)
    }

    async fn send(&self, contract: Address, call: &impl SolCall) -> anyhow::Result<()> {
        let request = TransactionRequest::default().with_to(contract).with_input(call.abi_encode());
        mined(&self.connection, request).await?;
        Ok(())
    }

    async fn bond(&self, regime: Address) -> anyhow::Result<Address> {
        let terms = BondToken::BondTerms {
            name: "Parity 2040".to_owned(),
            symbol: "PAR40".to_owned(),
            isin: (*b"ZZ0000000000").into(),
            currency: 826,
            decimals: 2,
            denomination: 100_000,
            issueVolume: 1_000_000_000,
            couponRate: 42_500,
            issueDate: 1_277_856_000_u64.try_into()?,
            maturityDate: 2_238_451_200_u64.try_into()?,
        };
        let system = BondToken::SystemContracts { authority: self.manager, desk: self.desk };
        let call = BondToken::constructorCall { terms, system, regime_: regime };
        create(&self.connection, &bond_token::ARTIFACT, &call).await
    }
}

async fn create(
    connection: &Connection,
    artifact: &Artifact,
    constructor: &impl SolConstructor,
) -> anyhow::Result<Address> {
    let code = [artifact.creation_code().as_ref(), &constructor.abi_encode()].concat();
    let receipt = mined(connection, TransactionRequest::default().with_deploy_code(code)).await?;
    receipt.contract_address.context("nothing was created")
}

/// Signed by the first test account.
async fn mined(
    connection: &Connection,
    request: TransactionRequest,
) -> anyhow::Result<TransactionReceipt> {
    let wallet = alloy::network::EthereumWallet::new(test_signer(0)?);
    let provider = alloy::providers::ProviderBuilder::new()
        .with_simple_nonce_management()
        .wallet(wallet)
        .connect_provider(connection.provider().clone());
    let receipt = provider.send_transaction(request).await?.get_receipt().await?;
    anyhow::ensure!(receipt.status(), "{receipt:?}");
    Ok(receipt)
}

/// The creation code that the factory makes: a copy of the regime's code with the table behind it.
fn regime_creation_code(runtime: &[u8], table: &[u8]) -> anyhow::Result<Vec<u8>> {
    let size = u32::try_from(runtime.len() + table.len())?.to_be_bytes();
    let head = [&[0x62], &size[1..], &[0x80, 0x60, 0x0b, 0x5f, 0x39, 0x5f, 0xf3]].concat();
    Ok([&head, runtime, table].concat())
}

#[tokio::test]
async fn regimes_are_where_both_libraries_compute() -> anyhow::Result<()> {
    let system = System::start().await?;
    let runtime = regime::ARTIFACT.runtime_code();
    // This factory's code has no extension.
    let profiles = profiles()?.into_iter().filter(|profile| !profile.needs_extension());
    for profile in profiles {
        for leg in &profile.profile().legs {
            let table = profile.table(&leg.id, system.ledger)?;
            let code = regime_creation_code(runtime, &table)?;
            let salt = profile.hash();
            let address = system.factory.create2(salt, keccak256(&code));
            let hash = ethers_keccak256(&code);
            let same = get_create2_address_from_hash(system.factory.to_ethers(), salt, hash);
            assert_eq!(address.to_ethers(), same);
            assert_eq!(system.regime(&table).await?, address);
            let hash = system.read(address, &Regime::profileHashCall {}).await?;
            assert_eq!(hash.0, ethers_keccak256(profile.canonical()));
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_deployed_token_accepts_the_permit_that_both_sign() -> anyhow::Result<()> {
    let system = System::start().await?;
    let profile = profiles()?.into_iter().find(|profile| !profile.needs_extension());
    let profile = profile.expect("a profile of the regime's own rules");
    let table = profile.table(&profile.profile().legs[0].id, system.ledger)?;
    let bond = system.bond(system.regime(&table).await?).await?;

    let owner = test_signer(3)?;
    let permit = Permit {
        owner: owner.address(),
        spender: test_signer(4)?.address(),
        value: U256::from(250_000),
        nonce: system.read(bond, &noncesCall { owner: owner.address() }).await?,
        deadline: U256::MAX,
    };
    let domain = eip712_domain! {
        name: system.read(bond, &ISecurityToken::nameCall {}).await?,
        version: "1",
        chain_id: system.connection.provider().get_chain_id().await?,
        verifying_contract: bond,
    };
    let separator = system.read(bond, &ISecurityToken::DOMAIN_SEPARATORCall {}).await?;
    assert_eq!(separator, domain.separator());
    let digest = ethers_digest(&domain, &permit);
    assert_eq!(permit.eip712_signing_hash(&domain).0, digest);
    let signature = owner.sign_hash_sync(&B256::from(digest))?.to_ethers();
    let v = u8::try_from(signature.v)?;
    let (r, s) = (signature.r.to_alloy().into(), signature.s.to_alloy().into());
    let Permit { owner, spender, value, deadline, .. } = permit;
    system.send(bond, &permitCall { owner, spender, value, deadline, v, r, s }).await?;
    assert_eq!(system.read(bond, &ISecurityToken::allowanceCall { owner, spender }).await?, value);
    assert_eq!(system.read(bond, &noncesCall { owner }).await?, U256::ONE);
    Ok(())
}
