//! Verifiers: who may attest what, of investors of which jurisdictions.

use std::collections::BTreeMap;

use alloy::primitives::{Address, U256};
use alloy::sol_types::SolEvent;
use corridor_bindings::InvestorRegistry;
use corridor_bindings::standing::VerifierScope;
use corridor_deploy::accounts::Role;
use corridor_deploy::deployment::{SystemContract, logs};
use corridor_deploy::identifiers::Country;
use corridor_deploy::vocabulary::Category;
use serde::Serialize;

use super::{Desk, Mode, Operation, OperationError, Performed, Prepared, Who};

/// Says what an account may attest; an empty scope ends its authority. Signed by the governor.
#[derive(Clone, Copy, Debug)]
pub struct SetVerifierScope {
    /// The verifier.
    pub verifier: Address,
    /// What it may attest.
    pub scope: VerifierScope,
}

impl Operation for SetVerifierScope {
    const NAME: &'static str = "set-verifier-scope";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let Self { verifier, scope } = *self;
        let call = InvestorRegistry::setVerifierScopeCall { verifier, scope: scope.word() };
        let investors = desk.contract(SystemContract::InvestorRegistry)?;
        let what = if scope.is_empty() { "end the scope of" } else { "set the scope of" };
        let summary = format!("{what} the verifier {verifier}");
        Ok(Prepared::act(summary, Who::Role(Role::Governor), investors, &call))
    }
}

/// A verifier, as the chain has it.
#[derive(Clone, Debug, Serialize)]
pub struct VerifierView {
    /// The account.
    pub verifier: Address,
    /// Whether it may attest for investors of any jurisdiction.
    pub anywhere: bool,
    /// The jurisdictions it may attest for, alpha-2.
    pub jurisdictions: Vec<String>,
    /// The categories it may attest.
    pub categories: Vec<Category>,
}

impl VerifierView {
    fn new(verifier: Address, scope: VerifierScope) -> Self {
        let named = scope.jurisdictions().filter(|code| *code != VerifierScope::ANYWHERE);
        Self {
            verifier,
            anywhere: scope.jurisdictions().any(|code| code == VerifierScope::ANYWHERE),
            jurisdictions: named
                .map(|code| {
                    Country::from_numeric(code)
                        .map_or_else(|| code.to_string(), |country| country.to_string())
                })
                .collect(),
            categories: scope.categories().filter_map(Category::from_bit).collect(),
        }
    }
}

impl Desk {
    /// Says what an account may attest, on chain and in the manifest. When the governor's decisions have a delay, the
    /// first call schedules it and a call after [`Performed::ready_at`] executes it.
    ///
    /// # Errors
    ///
    /// The endpoint fails, or the manifest can't be written.
    pub async fn set_verifier_scope(
        &mut self,
        operation: &SetVerifierScope,
        mode: Mode,
    ) -> Result<Performed, OperationError> {
        let performed = self.decide(operation, mode).await?;
        if mode == Mode::Execute && performed.ready_at.is_none() {
            let SetVerifierScope { verifier, scope } = *operation;
            let word = scope.word();
            self.deployment_mut().amend(|manifest| {
                if manifest.roles.get(&Role::Verifier) == Some(&verifier) {
                    manifest.verifier_scope = word;
                } else if scope.is_empty() {
                    manifest.verifiers.remove(&verifier);
                } else {
                    manifest.verifiers.insert(verifier, word);
                }
            })?;
        }
        Ok(performed)
    }

    /// Every account that may attest something.
    ///
    /// # Errors
    ///
    /// The endpoint fails.
    pub async fn verifiers(&self) -> Result<Vec<VerifierView>, OperationError> {
        let investors = self.contract(SystemContract::InvestorRegistry)?;
        let mut scopes: BTreeMap<Address, U256> = BTreeMap::new();
        let topics = vec![InvestorRegistry::VerifierScopeSet::SIGNATURE_HASH];
        logs(self.connection(), investors, topics, self.manifest()?.first_block(), |log| {
            if let Ok(set) = InvestorRegistry::VerifierScopeSet::decode_log(&log.inner) {
                scopes.insert(set.verifier, set.scope);
            }
        })
        .await?;
        let scopes = scopes.into_iter().map(|(who, word)| (who, VerifierScope::from_word(word)));
        let current = scopes.filter(|(_, scope)| !scope.is_empty());
        Ok(current.map(|(verifier, scope)| VerifierView::new(verifier, scope)).collect())
    }
}
