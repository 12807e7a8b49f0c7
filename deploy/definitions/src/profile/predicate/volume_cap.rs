//! VolumeCap: no more than so much is transferred within a window.

use serde::Serialize;

use super::spec::{Judges, Order, Parameter, Spec, Takes, books};
use super::window::Window;
use super::words::{Words, at, inline};
use super::{Context, Predicate};
use crate::money::Amount;
use crate::source::{Cursor, Fields, SourceError};

pub(super) const SPEC: Spec = Spec {
    id: 17,
    name: "VolumeCap",
    passes: "what was transferred within the window and the amount together are not above the cap",
    judges: Judges::Movement,
    needs_entrant: false,
    books: books::VOLUMES,
    parameters: &[
        Parameter::required("cap", "highest volume", Takes::Amount, Order::Lower),
        Parameter::required("window", "window of the volume", Takes::Window, Order::Higher),
        Parameter::required(
            "scope",
            "volume of",
            Takes::Word(&VolumeScope::NAMES),
            Order::Unranked,
        ),
    ],
};

/// The parameters of VolumeCap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct VolumeCap {
    /// Highest volume.
    pub cap: Amount,
    /// Days or calendar months that are looked back.
    pub window: Window,
    /// Whose transfers count.
    pub scope: VolumeScope,
}

/// Whose transfers count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum VolumeScope {
    /// All of the instrument.
    Instrument,
    /// Those that the sender's investor gave.
    Sender,
    /// Those that the recipient's investor received.
    Recipient,
}

impl VolumeScope {
    const NAMES: [&str; 3] = ["instrument", "sender", "recipient"];

    fn from_name(name: &str) -> Option<Self> {
        [Self::Instrument, Self::Sender, Self::Recipient]
            .into_iter()
            .zip(Self::NAMES)
            .find_map(|(scope, known)| (known == name).then_some(scope))
    }
}

pub(super) fn read(
    context: &Context<'_>,
    fields: &mut Fields<'_>,
) -> Result<Option<Predicate>, SourceError> {
    let cap = context.required(fields, "cap", Cursor::parsed)?;
    let window = context.required(fields, "window", Cursor::parsed)?;
    let scope =
        fields.required("scope")?.named("scope", &VolumeScope::NAMES, VolumeScope::from_name)?;
    let (Some(cap), Some(window)) = (cap, window) else { return Ok(None) };
    Ok(Some(Predicate::VolumeCap(VolumeCap { cap, window, scope })))
}

/// Bits 0..127 the cap, 128..143 the length of the window, 144..145 the scope, 146 the window is in months.
pub(super) fn words(rule: &VolumeCap) -> Words {
    let (length, months) = match rule.window {
        Window::Days(days) => (days, false),
        Window::Months(months) => (months, true),
    };
    let scope = rule.scope as u8;
    inline(at(rule.cap.units(), 0) | at(length, 128) | at(scope, 144) | at(months, 146))
}
