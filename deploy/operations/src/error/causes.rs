//! How errors come from their causes, and what is quoted of them.

use corridor_deploy::bulk::BulkError;
use corridor_deploy::deployment::DeploymentError;
use corridor_deploy::explain::Explanation;
use corridor_deploy::investors::InvestorError;
use corridor_deploy::network::{NetworkError, SendError};
use corridor_deploy::register::RegisterError;

use super::{OperationError, RefusedOrder};
use crate::{
    CashError, ClaimError, DeclareError, ExchangeError, FreezeError, IssueError, RedirectError,
    SignedElsewhere, TapError,
};

impl OperationError {
    /// Whether the node could not be reached, so that the same operation may go through later.
    #[must_use]
    pub fn is_unreachable(&self) -> bool {
        let is_away = |error: &NetworkError| {
            matches!(
                error,
                NetworkError::Down { .. }
                    | NetworkError::Slow { .. }
                    | NetworkError::TurnedAway { .. }
            )
        };
        match self {
            Self::Network(error) => is_away(error),
            Self::Deployment(error) => {
                matches!(&**error, DeploymentError::Network(error) if is_away(error))
            }
            Self::Send { source, .. } => match &**source {
                SendError::Network(error) => is_away(error),
                SendError::NotMined { .. } => true,
                _ => false,
            },
            _ => false,
        }
    }
}

/// Large causes are kept behind a pointer, so that a result without error stays small.
macro_rules! boxed {
    ($($variant:ident($cause:ty)),*) => {$(
        impl From<$cause> for OperationError {
            fn from(cause: $cause) -> Self {
                Self::$variant(Box::new(cause))
            }
        }
    )*};
}

boxed!(
    Deployment(DeploymentError),
    Network(NetworkError),
    Bulk(BulkError),
    Register(RegisterError),
    Investors(InvestorError),
    Cash(CashError),
    Claim(ClaimError),
    Declare(DeclareError),
    Exchange(ExchangeError),
    Freeze(FreezeError),
    Issue(IssueError),
    Redirect(RedirectError),
    SignedElsewhere(SignedElsewhere),
    Tap(TapError)
);

pub(super) fn rules(explanation: &Explanation) -> String {
    explanation.reasons.iter().map(|reason| reason.rule.as_str()).collect::<Vec<_>>().join(", ")
}

pub(super) fn first_line(refused: &[(u64, Explanation)]) -> u64 {
    refused.first().map_or(0, |(line, _)| *line)
}

pub(super) fn first_rules(refused: &[(u64, Explanation)]) -> String {
    refused.first().map_or_else(String::new, |(_, explanation)| rules(explanation))
}

pub(super) fn first_order(refused: &[RefusedOrder]) -> u64 {
    refused.first().map_or(0, |order| order.line)
}

pub(super) fn first_reasons(refused: &[RefusedOrder]) -> String {
    refused.first().into_iter().flat_map(RefusedOrder::reasons).collect::<Vec<_>>().join(", ")
}
