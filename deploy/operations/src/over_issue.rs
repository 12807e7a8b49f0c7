//! What is outstanding over all legs of an instrument beyond what its terms let be issued. Each leg holds only itself to that.

use alloy::primitives::U256;
use corridor_bindings::ISecurityToken;
use corridor_deploy::explain::{LegHandle, Wording};

use super::{Desk, OperationError};

/// More than the terms and the taps of all legs come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverIssue {
    /// What is outstanding over all legs, or would be.
    pub outstanding: String,
    /// What may be issued.
    pub volume: String,
}

impl Desk {
    /// Whether the legs of an instrument would come to more than its terms say, with so much more of one of them.
    ///
    /// # Errors
    ///
    /// There is no such instrument, or the endpoint fails.
    pub async fn over_issue(
        &self,
        leg: &LegHandle,
        more: U256,
    ) -> Result<Option<OverIssue>, OperationError> {
        let supplies = self.outstanding_by_leg(&leg.instrument).await?;
        let (_, bond) = self.manifest()?.bond(&leg.instrument)?;
        let given = bond.legs.first().and_then(|one| one.issue_volume_at_creation(bond.kind));
        let Some(given) = given.filter(|_| supplies.len() > 1) else { return Ok(None) };
        let (mut volume, mut outstanding) = (given, more);
        for (leg, supply) in supplies {
            let of_leg = self.read(leg.token, &ISecurityToken::issueVolumeCall {}).await?;
            volume = volume.saturating_add(of_leg.saturating_sub(given));
            outstanding = outstanding.saturating_add(supply);
        }
        let words = |units| Wording::new(leg.currency).amount(units);
        let (is_over, outstanding) = (outstanding > volume, words(outstanding));
        Ok(is_over.then(|| OverIssue { outstanding, volume: words(volume) }))
    }
}
