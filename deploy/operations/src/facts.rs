//! Other facts of an investor: where it resides, what it is.

use alloy::primitives::Address;
use alloy::primitives::aliases::U24;
use corridor_bindings::InvestorRegistry;
use corridor_bindings::standing::Standing;
use corridor_deploy::accounts::Role;
use corridor_deploy::deployment::SystemContract;
use corridor_deploy::residence::{Residence, SubdivisionCode};
use corridor_deploy::vocabulary::Flag;

use super::{Desk, Operation, OperationError, Prepared, Who};

/// Records another residence or other attested flags of an investor, on each of its wallets. Signed by the verifier.
#[derive(Clone, Debug)]
pub struct SetFacts {
    /// Any wallet of the investor.
    pub wallet: Address,
    /// Where it resides or is organised; as it is when missing.
    pub jurisdiction: Option<Residence>,
    /// Its attested flags; as they are when missing.
    pub flags: Option<Vec<Flag>>,
}

impl Operation for SetFacts {
    const NAME: &'static str = "set-facts";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let wallet = self.wallet;
        let standing = desk.standing(wallet).await?;
        let flags = match &self.flags {
            None => standing.flags() & Standing::ATTESTED_FLAGS,
            Some(flags) => {
                if let Some(flag) = flags.iter().find(|flag| flag.is_restriction()) {
                    return Err(restriction(*flag));
                }
                flags.iter().fold(0, |mask, flag| mask | flag.mask())
            }
        };
        let (jurisdiction, subdivision) = match self.jurisdiction {
            None => (standing.jurisdiction(), standing.subdivision()),
            Some(Residence { country, subdivision }) => {
                (country.numeric(), subdivision.map_or(0, SubdivisionCode::number))
            }
        };
        let call = InvestorRegistry::setFactsCall {
            wallet,
            jurisdiction,
            subdivision,
            attestedFlags: U24::from(flags),
        };
        let investors = desk.contract(SystemContract::InvestorRegistry)?;
        let summary = format!("record other facts of {wallet}");
        Ok(Prepared::act(summary, Who::Role(Role::Verifier), investors, &call))
    }
}

fn restriction(flag: Flag) -> OperationError {
    let expected = "one that verifiers attest; enforcement officers set restrictions, by `corridor investor block`";
    OperationError::WrongFlag { flag: flag.to_string(), expected }
}

impl Desk {
    /// What makes the facts of an investor those that are wanted: another residence, flags that it gets and that it loses.
    /// `None` when they are so already.
    ///
    /// # Errors
    ///
    /// A flag is a restriction, nobody registered the wallet, or the endpoint fails.
    pub async fn other_facts(
        &self,
        wallet: Address,
        jurisdiction: Option<Residence>,
        gets: &[Flag],
        loses: &[Flag],
    ) -> Result<Option<SetFacts>, OperationError> {
        if let Some(flag) = gets.iter().chain(loses).find(|flag| flag.is_restriction()) {
            return Err(restriction(*flag));
        }
        let standing = self.standing(wallet).await?;
        let mask = |flags: &[Flag]| flags.iter().fold(0, |mask, flag| mask | flag.mask());
        let current = standing.flags() & Standing::ATTESTED_FLAGS;
        let wanted = (current | mask(gets)) & !mask(loses);
        let moves = jurisdiction.is_some_and(|wanted| Residence::of(standing) != Some(wanted));
        let flags = Some(Flag::in_mask(wanted));
        Ok((moves || wanted != current).then_some(SetFacts { wallet, jurisdiction, flags }))
    }
}
