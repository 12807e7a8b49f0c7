//! Roles that a governor has moved to other keys on chain: the manifest takes them over, where the chain leaves no doubt.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use alloy::network::TransactionBuilder as _;
use alloy::primitives::{Address, U256};
use alloy::rpc::types::TransactionRequest;
use alloy::sol_types::SolCall;
use corridor_bindings::InvestorRegistry::setVerifierScopeCall;
use corridor_bindings::RoleManager::{grantRoleCall, revokeRoleCall};
use corridor_bindings::standing::VerifierScope;
use corridor_deploy::accounts::{FilePasswords, Role, RoleAssignments, test_address};
use corridor_deploy::deployment::{Actors, Applied, DeploymentError, Goal, Step, SystemContract};
use corridor_tests::bench::{Bench, gilt, roles, uk_goal, uk_sandbox};

/// The test account that an account is replaced by.
const OTHER: u32 = 9;

/// A deployment on a devnet, of which one role is to be another account's.
struct Moved {
    bench: Bench,
    role: Role,
    former: Address,
    holder: Address,
}

impl Moved {
    async fn new(role: Role) -> anyhow::Result<Self> {
        let bench = Bench::start().await?;
        bench.apply(&uk_goal()).await?;
        Ok(Self { bench, role, former: roles()[&role], holder: test_address(OTHER)? })
    }

    /// The roles as networks.toml would have them now.
    fn actors(&self) -> anyhow::Result<Actors> {
        let account = |index: usize, role: Role| match role == self.role {
            true => format!("devnet:{OTHER}"),
            false => format!("devnet:{index}"),
        };
        let named = Role::ALL.into_iter().enumerate();
        let named: BTreeMap<_, _> =
            named.map(|(index, role)| (role.to_string(), account(index, role))).collect();
        let passwords = Arc::new(FilePasswords(PathBuf::from("none")));
        let assignments = RoleAssignments::from_names(&named)?;
        Ok(Actors::new(&self.bench.home, &self.bench.connection, assignments, passwords)?)
    }

    fn goal(&self) -> anyhow::Result<Goal> {
        // What can only be done by those who have the roles now.
        let instrument = gilt(uk_sandbox("GBP 500,000,000", "GBP 1,000"));
        Ok(Goal::system(self.actors()?.addresses())
            .with_extra(SystemContract::AttestationDesk)
            .with_instrument(instrument))
    }

    async fn plan(&self) -> anyhow::Result<Result<Vec<Step>, DeploymentError>> {
        Ok(self.bench.deployment()?.plan(&self.goal()?).await.map(|plan| plan.steps))
    }

    async fn apply(&self) -> anyhow::Result<Applied> {
        let (goal, actors) = (self.goal()?, self.actors()?);
        let mut ignore = |_: corridor_deploy::deployment::Progress<'_>| ControlFlow::Continue(());
        Ok(self.bench.deployment()?.apply(&goal, &actors, &mut ignore).await?)
    }

    /// The governor decides, by a contract that obeys it.
    async fn decide(&self, contract: SystemContract, call: impl SolCall) -> anyhow::Result<()> {
        let to = self.bench.deployment()?.manifest()?.address(contract).expect("a contract");
        let request = TransactionRequest::default().with_to(to).with_input(call.abi_encode());
        self.bench.actors()?.role(Role::Governor)?.send_and_wait(request).await?;
        Ok(())
    }

    /// What was planned and done, and that nothing is left to do or wrong.
    async fn taken_over(&self, scope: Option<U256>) -> anyhow::Result<()> {
        let (role, former, holder) = (self.role, self.former, self.holder);
        let expected = Step::TakeOverRole { role, former, holder, scope };
        let before = std::fs::read(self.bench.store().path())?;
        assert_eq!(self.plan().await??[0], expected);
        assert_eq!(std::fs::read(self.bench.store().path())?, before, "a plan writes nothing");
        let applied = self.apply().await?;
        let words = format!(
            "record that {holder} has the role {role}, which was moved on chain from {former}"
        );
        assert_eq!((&applied.steps[0].step, applied.steps[0].transaction), (&words, None));
        assert_eq!(self.bench.deployment()?.manifest()?.roles[&role], holder);
        assert_eq!(self.bench.deployment()?.verify().await?.findings, []);
        assert_eq!(self.plan().await??, []);
        Ok(())
    }
}

#[tokio::test]
async fn an_issuer_whose_key_was_replaced_on_chain_is_taken_over() -> anyhow::Result<()> {
    let moved = Moved::new(Role::Issuer).await?;
    let (former, holder) = (moved.former, moved.holder);
    let before = std::fs::read(moved.bench.store().path())?;
    let error = moved.plan().await?.expect_err("nothing was moved");
    assert!(matches!(error, DeploymentError::RoleMoved { .. }), "{error:?}");

    let grant = grantRoleCall { roleId: 1, account: holder, executionDelay: 0 };
    moved.decide(SystemContract::AccessManager, grant).await?;
    let error = moved.plan().await?.expect_err("both have it");
    assert!(matches!(error, DeploymentError::RoleHeldTwice { .. }), "{error:?}");
    let error = error.to_string();
    assert!(error.contains(&format!("take it away from {former}")), "{error}");
    assert!(error.contains(&format!("revokeRole(1, {former})")), "{error}");
    assert!(moved.apply().await.is_err());
    assert_eq!(std::fs::read(moved.bench.store().path())?, before);

    let revoke = revokeRoleCall { roleId: 1, account: former };
    moved.decide(SystemContract::AccessManager, revoke).await?;
    moved.taken_over(None).await
}

#[tokio::test]
async fn a_verifier_that_another_took_the_place_of_is_taken_over() -> anyhow::Result<()> {
    let moved = Moved::new(Role::Verifier).await?;
    let (former, holder) = (moved.former, moved.holder);
    let registry = SystemContract::InvestorRegistry;
    let scope = VerifierScope::unlimited().word();
    moved.decide(registry, setVerifierScopeCall { verifier: holder, scope }).await?;
    let error = moved.plan().await?.expect_err("both have it").to_string();
    assert!(error.contains(&format!("`corridor verifier set {former} --nothing`")), "{error}");
    let end = setVerifierScopeCall { verifier: former, scope: U256::ZERO };
    moved.decide(registry, end).await?;
    moved.taken_over(Some(scope)).await
}

#[tokio::test]
async fn a_governor_that_handed_over_to_another_is_taken_over() -> anyhow::Result<()> {
    let moved = Moved::new(Role::Governor).await?;
    let (former, holder) = (moved.former, moved.holder);
    let grant = grantRoleCall { roleId: 0, account: holder, executionDelay: 0 };
    moved.decide(SystemContract::AccessManager, grant).await?;
    let revoke = revokeRoleCall { roleId: 0, account: former };
    moved.decide(SystemContract::AccessManager, revoke).await?;
    moved.taken_over(None).await
}
