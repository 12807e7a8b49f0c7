//! Which role may call what: what deployment restores and verification compares.

use alloy::primitives::Selector;
use alloy::sol_types::SolCall;
use corridor_bindings::{
    AssetRegistry, BondDocuments, CashToken, EntrantLedger, ISecurityToken, InstrumentLedger,
    InvestorRegistry, Permits, Pledges, RegimeFactory, Routes, Servicing, Settlement,
};

use super::SystemContract;
use crate::accounts::Role;

/// The access manager's number of a role; `None` for the verifier, whose authority is a scope in the investor registry.
#[must_use]
pub const fn role_id(role: Role) -> Option<u64> {
    match role {
        Role::Governor => Some(0),
        Role::Issuer => Some(1),
        Role::Registrar => Some(2),
        Role::PayingAgent => Some(3),
        Role::Supervisor => Some(4),
        Role::EnforcementOfficer => Some(5),
        Role::Verifier => None,
    }
}

/// The number of the role that takes units out of a leg and brings them in: no account has it, only the contract of the routes.
pub const ROUTES_ROLE: u64 = 6;

/// Numbers of all roles that functions are opened to.
pub(super) fn role_ids() -> impl Iterator<Item = u64> {
    Role::ALL.into_iter().filter_map(role_id).chain([ROUTES_ROLE])
}

/// The name of a role by its number.
pub(super) fn role_name(id: u64) -> String {
    match role_of_id(id) {
        Some(role) => role.to_string(),
        None if id == ROUTES_ROLE => "routes".to_owned(),
        None => format!("number {id}"),
    }
}

/// The role of a number of the access manager.
#[must_use]
pub fn role_of_id(id: u64) -> Option<Role> {
    Role::ALL.into_iter().find(|role| role_id(*role) == Some(id))
}

/// A kind of contract with restricted functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Restricted {
    /// The investor registry.
    InvestorRegistry,
    /// The entrant ledger.
    EntrantLedger,
    /// The asset registry.
    AssetRegistry,
    /// The regime factory.
    RegimeFactory,
    /// Facts that people put on chain.
    Permits,
    /// What is remembered of movements.
    InstrumentLedger,
    /// Routes between legs.
    Routes,
    /// Every token.
    SecurityToken,
    /// Interest and redemptions.
    Servicing,
    /// Documents of bonds.
    BondDocuments,
    /// Delivery against payment, and allotment.
    Settlement,
    /// Security interests.
    Pledges,
    /// Every cash token that was made for tests.
    CashToken,
}

/// A restricted function and who may call it.
#[derive(Clone, Copy, Debug)]
pub struct Permission {
    /// The contract.
    pub contract: Restricted,
    /// Name and parameter types.
    pub signature: &'static str,
    /// The first four bytes of a call.
    pub selector: Selector,
    /// Number of the role.
    pub role_id: u64,
}

const fn allow<C: SolCall>(contract: Restricted, role: Role) -> Permission {
    // The verifier calls no restricted function.
    let role_id = match role_id(role) {
        Some(id) => id,
        None => u64::MAX,
    };
    allow_id::<C>(contract, role_id)
}

const fn allow_id<C: SolCall>(contract: Restricted, role_id: u64) -> Permission {
    Permission {
        contract,
        signature: C::SIGNATURE,
        selector: alloy::primitives::FixedBytes(C::SELECTOR),
        role_id,
    }
}

/// Every restricted function. The access manager opens most to their roles by itself (`contracts/src/access/Roles.sol`); what the chain
/// says is compared with this, and put right where it differs.
pub static PERMISSIONS: [Permission; 62] = {
    use Restricted as On;
    [
        allow::<InvestorRegistry::setRestrictionsCall>(
            On::InvestorRegistry,
            Role::EnforcementOfficer,
        ),
        allow::<InvestorRegistry::linkWalletCall>(On::InvestorRegistry, Role::Registrar),
        allow::<InvestorRegistry::unlinkWalletCall>(On::InvestorRegistry, Role::Registrar),
        allow::<InvestorRegistry::setVerifierScopeCall>(On::InvestorRegistry, Role::Governor),
        allow::<EntrantLedger::setEntrantCall>(On::EntrantLedger, Role::Supervisor),
        allow::<EntrantLedger::setLimitCall>(On::EntrantLedger, Role::Supervisor),
        allow::<EntrantLedger::setRateCall>(On::EntrantLedger, Role::Supervisor),
        allow::<EntrantLedger::enrolCall>(On::EntrantLedger, Role::Registrar),
        allow::<AssetRegistry::listCall>(On::AssetRegistry, Role::Registrar),
        allow::<AssetRegistry::addLegCall>(On::AssetRegistry, Role::Registrar),
        allow::<AssetRegistry::amendTermsCall>(On::AssetRegistry, Role::Registrar),
        allow::<AssetRegistry::setStatusCall>(On::AssetRegistry, Role::Registrar),
        allow::<RegimeFactory::setCodeHashCall>(On::RegimeFactory, Role::Governor),
        allow::<InstrumentLedger::recordOffersCall>(On::InstrumentLedger, Role::Issuer),
        allow::<InstrumentLedger::seedCall>(On::InstrumentLedger, Role::Registrar),
        allow::<InstrumentLedger::recountCall>(On::InstrumentLedger, Role::Registrar),
        allow::<InstrumentLedger::setLotTermsCall>(On::InstrumentLedger, Role::Registrar),
        allow::<InstrumentLedger::setOfferingPoolCall>(On::InstrumentLedger, Role::Registrar),
        allow::<InstrumentLedger::setVolumeShareCall>(On::InstrumentLedger, Role::Supervisor),
        allow::<Permits::setFactCall>(On::Permits, Role::Registrar),
        allow::<Permits::setCertificateCall>(On::Permits, Role::Registrar),
        allow::<Permits::approveTransferCall>(On::Permits, Role::Registrar),
        allow::<Permits::admitSymbolCall>(On::Permits, Role::Registrar),
        allow::<Permits::withdrawSymbolCall>(On::Permits, Role::Registrar),
        allow::<Permits::recordObjectionCall>(On::Permits, Role::Registrar),
        allow::<Permits::setVenueCall>(On::Permits, Role::Supervisor),
        allow::<Permits::setCashClassCall>(On::Permits, Role::Supervisor),
        allow::<Permits::setAverageVolumeCall>(On::Permits, Role::Supervisor),
        allow::<Routes::openRouteCall>(On::Routes, Role::Registrar),
        allow::<Routes::setRouteCall>(On::Routes, Role::Registrar),
        allow::<Routes::revokeRouteCall>(On::Routes, Role::Registrar),
        allow::<ISecurityToken::mintCall>(On::SecurityToken, Role::Issuer),
        allow::<ISecurityToken::batchMintCall>(On::SecurityToken, Role::Issuer),
        allow::<ISecurityToken::increaseIssueVolumeCall>(On::SecurityToken, Role::Issuer),
        allow::<ISecurityToken::startOfferingClockCall>(On::SecurityToken, Role::Issuer),
        allow::<ISecurityToken::redeemCall>(On::SecurityToken, Role::PayingAgent),
        allow::<ISecurityToken::addRecordDateCall>(On::SecurityToken, Role::PayingAgent),
        allow::<ISecurityToken::forcedTransferCall>(On::SecurityToken, Role::EnforcementOfficer),
        allow::<ISecurityToken::setFrozenTokensCall>(On::SecurityToken, Role::EnforcementOfficer),
        allow::<ISecurityToken::recoverCall>(On::SecurityToken, Role::EnforcementOfficer),
        allow::<ISecurityToken::setPausedCall>(On::SecurityToken, Role::Supervisor),
        allow::<ISecurityToken::setHaltedCall>(On::SecurityToken, Role::Supervisor),
        allow_id::<ISecurityToken::exchangeOutCall>(On::SecurityToken, ROUTES_ROLE),
        allow_id::<ISecurityToken::exchangeInCall>(On::SecurityToken, ROUTES_ROLE),
        allow::<ISecurityToken::startWindDownCall>(On::SecurityToken, Role::Governor),
        allow::<ISecurityToken::setRegimeCall>(On::SecurityToken, Role::Governor),
        allow::<Servicing::declareCall>(On::Servicing, Role::PayingAgent),
        allow::<Servicing::payCall>(On::Servicing, Role::PayingAgent),
        allow::<Servicing::cancelCall>(On::Servicing, Role::PayingAgent),
        allow::<Servicing::declareDefaultCall>(On::Servicing, Role::PayingAgent),
        allow::<Servicing::cureCall>(On::Servicing, Role::PayingAgent),
        allow::<Servicing::redirectCall>(On::Servicing, Role::EnforcementOfficer),
        allow::<BondDocuments::setDocumentCall>(On::BondDocuments, Role::Registrar),
        allow::<BondDocuments::removeDocumentCall>(On::BondDocuments, Role::Registrar),
        allow::<Settlement::openOfferingCall>(On::Settlement, Role::Issuer),
        allow::<Settlement::closeOfferingCall>(On::Settlement, Role::Issuer),
        allow::<Settlement::allotCall>(On::Settlement, Role::Issuer),
        allow::<Pledges::enforceCall>(On::Pledges, Role::EnforcementOfficer),
        allow::<Pledges::movePledgeCall>(On::Pledges, Role::EnforcementOfficer),
        allow::<CashToken::mintCall>(On::CashToken, Role::Issuer),
        allow::<CashToken::burnCall>(On::CashToken, Role::Issuer),
        allow::<CashToken::setAdmittedCall>(On::CashToken, Role::Issuer),
    ]
};

/// Contracts whose functions the access manager does not open by itself, so that a deployment without them pays nothing for them. The
/// governor opens them when one is made.
pub(super) const fn opened_by_governor(contract: SystemContract) -> Option<Restricted> {
    match contract {
        SystemContract::Servicing => Some(Restricted::Servicing),
        SystemContract::BondDocuments => Some(Restricted::BondDocuments),
        SystemContract::Settlement => Some(Restricted::Settlement),
        SystemContract::Pledges => Some(Restricted::Pledges),
        _ => None,
    }
}

/// The restricted functions of a kind of contract.
pub fn permissions_of(contract: Restricted) -> impl Iterator<Item = &'static Permission> {
    PERMISSIONS.iter().filter(move |permission| permission.contract == contract)
}

#[cfg(test)]
mod tests {
    use alloy::sol_types::SolInterface;
    use corridor_bindings::RoleManager;

    use super::*;

    #[test]
    fn no_function_is_listed_twice() {
        for (index, one) in PERMISSIONS.iter().enumerate() {
            let again = PERMISSIONS[index + 1..]
                .iter()
                .any(|other| other.contract == one.contract && other.selector == one.selector);
            assert!(!again, "{}", one.signature);
        }
    }

    /// The access manager finds the role by the selector, whatever the contract.
    #[test]
    fn one_selector_has_one_role_and_is_none_of_the_manager_s_own() {
        let own: Vec<_> = RoleManager::RoleManagerCalls::selectors().collect();
        for (index, one) in PERMISSIONS.iter().enumerate() {
            let other =
                PERMISSIONS[index + 1..].iter().find(|other| other.selector == one.selector);
            assert!(
                other.is_none_or(|other| other.role_id == one.role_id),
                "{} has two roles",
                one.signature
            );
            assert!(!own.contains(&one.selector.0), "{} is the manager's own", one.signature);
        }
    }

    #[test]
    fn numbers_and_roles_correspond() {
        for role in Role::ALL {
            assert_eq!(
                role_id(role).and_then(role_of_id),
                (role != Role::Verifier).then_some(role)
            );
        }
    }
}
