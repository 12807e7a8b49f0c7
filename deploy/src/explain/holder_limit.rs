//! HolderLimit: there would be more holders than the limit.

use corridor_bindings::InstrumentLedger;

use super::chain::Chain;
use crate::deployment::DeploymentError;
use crate::profile::{HolderClass, HolderLimit, books};

pub(super) async fn details(
    rule: &HolderLimit,
    chain: &Chain<'_>,
) -> Result<Vec<String>, DeploymentError> {
    if !chain.is_ready(books::HOLDERS).await? {
        return Ok(vec![
            "the book of holders is not complete: a registrar enters the holdings that were there before".to_owned(),
        ]);
    }
    let (class, key, words) = match rule.class {
        HolderClass::All {} => (0, 0, "holders".to_owned()),
        HolderClass::Jurisdiction(country) => {
            (1, country.numeric(), format!("holders admitted in {country}"))
        }
        HolderClass::Category(category) => {
            (2, category.bit().into(), format!("holders admitted with `{}`", category.title()))
        }
        HolderClass::Without(category) => {
            (3, category.bit().into(), format!("holders admitted without `{}`", category.title()))
        }
    };
    let call = InstrumentLedger::holderCountCall { instrument: chain.token, class, key };
    let count = chain.books(call).await?;
    Ok(vec![format!(
        "limit {} {words}, counted {count}; the recipient would be one more",
        rule.highest
    )])
}
