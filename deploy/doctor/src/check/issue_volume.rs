//! How much may be issued: the terms that the token was created with, and its taps.

use alloy::primitives::U256;
use corridor_bindings::ISecurityToken;

use super::{ALTERED, LegCheck, LegView, Question, Questions};

pub(super) const CHECK: LegCheck = LegCheck {
    name: "issue-volume",
    remedy: ALTERED,
    applies: |view| at_creation(view).is_some(),
    questions,
};

fn at_creation(view: &LegView<'_>) -> Option<U256> {
    view.record?.issue_volume_at_creation(view.kind)
}

fn questions(view: LegView<'_>) -> Questions<'_> {
    let tapped = view.leg.tapped;
    let since = tapped.map(|tapped| tapped.since).or_else(|| view.leg.created());
    let taps = tapped.map_or(U256::ZERO, |tapped| tapped.value);
    Box::new(at_creation(&view).into_iter().map(move |first| {
        Question::view(
            "issue volume",
            view.token,
            &ISecurityToken::issueVolumeCall {},
            &first.wrapping_add(taps),
            view.amount(),
            since,
        )
    }))
}
