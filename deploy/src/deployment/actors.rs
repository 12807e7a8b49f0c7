//! Who signs: the accounts of the roles, and of wallets.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use alloy::primitives::Address;
use alloy::signers::local::PrivateKeySigner;

use super::DeploymentError;
use crate::accounts::{
    AccountError, AccountRef, Keystores, PasswordSource, Role, RoleAssignments, test_address,
};
use crate::home::Home;
use crate::network::{Connection, SenderOptions, TransactionSender};

/// Test accounts that are looked through for the key of a wallet.
const TEST_ACCOUNTS_SEARCHED: u32 = 1_000;

/// The accounts of the roles and of wallets on one network. A key is unlocked when it first signs, and every account
/// has one sender, which counts its nonces.
pub struct Actors {
    connection: Connection,
    keystores: Keystores,
    passwords: Arc<dyn PasswordSource>,
    assignments: RoleAssignments,
    recorded: BTreeMap<Role, Address>,
    addresses: BTreeMap<Role, Address>,
    options: SenderOptions,
    senders: Mutex<BTreeMap<Address, Arc<TransactionSender>>>,
}

impl Actors {
    /// The accounts that `assignments` name, where no deployment records who has the roles. No key is unlocked yet.
    ///
    /// # Errors
    ///
    /// An account of a role doesn't exist, or its keystore is damaged.
    pub fn new(
        home: &Home,
        connection: &Connection,
        assignments: RoleAssignments,
        passwords: Arc<dyn PasswordSource>,
    ) -> Result<Self, DeploymentError> {
        Self::of_deployment(home, connection, assignments, BTreeMap::new(), passwords)
    }

    /// The accounts that `assignments` name, of a deployment that records who has the roles. Whose keystore is not here, or
    /// damaged, is known by that record: a machine needs the keys that sign on it, and no others.
    ///
    /// # Errors
    ///
    /// A role that is not recorded has an account that doesn't exist, or whose keystore is damaged.
    pub fn of_deployment(
        home: &Home,
        connection: &Connection,
        assignments: RoleAssignments,
        recorded: BTreeMap<Role, Address>,
        passwords: Arc<dyn PasswordSource>,
    ) -> Result<Self, DeploymentError> {
        let keystores = Keystores::new(home);
        let addresses = assignments
            .iter()
            .map(|(role, account)| {
                // Test accounts that may not sign only stand for those whom a network does not name.
                let stand_in =
                    matches!(account, AccountRef::Test(_)) && !connection.allows_test_accounts();
                match (recorded.get(&role), keystores.address(account)) {
                    (Some(recorded), _) if stand_in => Ok((role, *recorded)),
                    (Some(recorded), Err(_)) => Ok((role, *recorded)),
                    (_, address) => Ok((role, address?)),
                }
            })
            .collect::<Result<BTreeMap<_, _>, DeploymentError>>()?;
        Ok(Self {
            connection: connection.clone(),
            keystores,
            passwords,
            assignments,
            recorded,
            addresses,
            options: SenderOptions::default(),
            senders: Mutex::default(),
        })
    }

    /// Senders that wait, poll and estimate otherwise.
    #[must_use]
    pub fn with_options(mut self, options: SenderOptions) -> Self {
        self.options = options;
        self
    }

    /// The connection they send over.
    #[must_use]
    pub const fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Who acts in which role.
    #[must_use]
    pub const fn addresses(&self) -> &BTreeMap<Role, Address> {
        &self.addresses
    }

    /// The address of a role.
    #[must_use]
    pub fn address(&self, role: Role) -> Address {
        self.addresses.get(&role).copied().unwrap_or_default()
    }

    /// The sender of a role.
    ///
    /// # Errors
    ///
    /// Its key can't be unlocked.
    pub fn role(&self, role: Role) -> Result<Arc<TransactionSender>, DeploymentError> {
        self.sender(self.address(role), || self.role_signer(role))
    }

    /// The sender of any address whose key is here: a role's, a keystore's, a test account's on a devnet.
    ///
    /// # Errors
    ///
    /// There is no such key, or it can't be unlocked.
    pub fn wallet(&self, wallet: Address) -> Result<Arc<TransactionSender>, DeploymentError> {
        if let Some((role, _)) = self.addresses.iter().find(|(_, address)| **address == wallet) {
            return self.role(*role);
        }
        self.sender(wallet, || self.wallet_signer(wallet))
    }

    /// Whether the key of an address is here.
    ///
    /// # Errors
    ///
    /// The keystores can't be read.
    pub fn has_key(&self, wallet: Address) -> Result<bool, DeploymentError> {
        let is_stored = self.keystores.readable()?.iter().any(|account| account.address == wallet);
        Ok(is_stored || self.test_index(wallet).is_ok())
    }

    /// The key of any address whose key is here.
    ///
    /// # Errors
    ///
    /// There is no such key, or it can't be unlocked.
    pub fn wallet_signer(&self, wallet: Address) -> Result<PrivateKeySigner, DeploymentError> {
        let accounts = self.keystores.readable()?;
        let stored = accounts.into_iter().find(|account| account.address == wallet);
        let account = match stored {
            Some(account) => AccountRef::Keystore(account.name),
            None => AccountRef::Test(self.test_index(wallet)?),
        };
        Ok(self.keystores.signer(&account, &self.connection, self.passwords.as_ref())?)
    }

    /// The key of a role.
    ///
    /// # Errors
    ///
    /// It can't be unlocked.
    pub fn role_signer(&self, role: Role) -> Result<PrivateKeySigner, DeploymentError> {
        let account = self.assignments.account(role);
        let signer = self.keystores.signer(account, &self.connection, self.passwords.as_ref());
        Ok(signer.map_err(|error| self.of_role(role, error))?)
    }

    /// What is wrong with the keystore of a role, with the address that it has to have where that is recorded.
    fn of_role(&self, role: Role, error: AccountError) -> AccountError {
        let Some(recorded) = self.recorded.get(&role).copied() else { return error };
        let AccountRef::Keystore(name) = self.assignments.account(role) else { return error };
        let fault = match error {
            AccountError::NoAccount { .. } => "is not there".to_owned(),
            AccountError::BadKeystore { reason, .. } => format!("is damaged: {reason}"),
            other => return other,
        };
        let path = self.keystores.path(name);
        AccountError::RoleKeystore { role, name: name.clone(), path, fault, recorded }
    }

    /// Forgets all counted nonces. Needed after the chain was rolled back, or after another sender used a key.
    pub async fn resynchronise(&self) {
        let senders: Vec<_> =
            self.senders.lock().unwrap_or_else(PoisonError::into_inner).values().cloned().collect();
        for sender in senders {
            sender.resynchronise().await;
        }
    }

    fn test_index(&self, wallet: Address) -> Result<u32, DeploymentError> {
        let missing = DeploymentError::NoKey { account: wallet };
        if !self.connection.allows_test_accounts() {
            return Err(missing);
        }
        let found = (0..TEST_ACCOUNTS_SEARCHED)
            .find(|index| test_address(*index).is_ok_and(|known| known == wallet));
        found.ok_or(missing)
    }

    fn sender(
        &self,
        address: Address,
        signer: impl FnOnce() -> Result<PrivateKeySigner, DeploymentError>,
    ) -> Result<Arc<TransactionSender>, DeploymentError> {
        let mut senders = self.senders.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = senders.get(&address) {
            return Ok(sender.clone());
        }
        let sender = TransactionSender::with_options(
            self.connection.clone(),
            signer()?,
            self.options.clone(),
        );
        let sender = Arc::new(sender);
        senders.insert(address, sender.clone());
        Ok(sender)
    }
}

impl std::fmt::Debug for Actors {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Actors").field("addresses", &self.addresses).finish_non_exhaustive()
    }
}
