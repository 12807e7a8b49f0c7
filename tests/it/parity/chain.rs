//! What the contracts compute on a chain: addresses of regimes, hashes of profiles, and permits.

use alloy::eips::BlockId;
use alloy::network::TransactionBuilder as _;
use alloy::primitives::{Address, B256, Bytes, U256, keccak256};
use alloy::providers::Provider;
use alloy::rpc::types::{TransactionReceipt, TransactionRequest};
use alloy::signers::SignerSync as _;
use alloy::sol_types::{SolCall, SolConstructor, SolStruct as _, eip712_domain};
use anyhow::Context as _;
use corridor_bindings::ISecurityToken::{self, noncesCall, permitCall};
use corridor_bindings::artifacts::Artifact;
use corridor_bindings::ethers::{ToAlloy as _, ToEthers as _};
use corridor_bindings::generated::{
    bond_desk, bond_token, entrant_ledger, regime, regime_factory, role_manager,
};
use corridor_bindings::{BondDesk, BondToken, EntrantLedger, Regime, RegimeFactory, RoleManager};
use corridor_deploy::accounts::test_signer;
use corridor_deploy::deployment::read;
use corridor_deploy::devnet::{Devnet, DevnetOptions};
use corridor_deploy::network::Connection;
use corridor_deploy::profile::{BoundProfile, Profile};
use corridor_toolchain::Tools;
use ethers_core::utils::{get_create2_address_from_hash, keccak256 as ethers_keccak256};

use super::{Permit, ethers_digest};

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
pub(super) fn profiles() -> anyhow::Result<Vec<BoundProfile>> {
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
