//! Files of fixings on the command line.

use std::path::Path;

use corridor_deploy::schedule::Fixings;
use corridor_deploy::terms::{CouponKind, Terms};

use crate::context::Context;

/// Lines that a note names.
const NAMED: usize = 3;

/// Reads the fixings that an option names.
///
/// # Errors
///
/// The file cannot be read, or is no file of fixings.
pub(crate) fn read(file: Option<&Path>) -> anyhow::Result<Option<Fixings>> {
    Ok(file.map(Fixings::read).transpose()?)
}

/// Says which lines may be wrong, of fixings that the coupon follows.
///
/// # Errors
///
/// A day is beyond the calendars.
pub(crate) fn note_doubts(
    context: &Context,
    fixings: Option<&Fixings>,
    terms: &Terms,
) -> anyhow::Result<()> {
    let (Some(fixings), CouponKind::Floating(floating)) = (fixings, &terms.coupon.kind) else {
        return Ok(());
    };
    let doubts = fixings.doubts(floating.reference_rate)?;
    for doubt in doubts.iter().take(NAMED) {
        context.output.note(doubt.to_string());
    }
    if let Some(more) = doubts.len().checked_sub(NAMED).filter(|more| *more != 0) {
        context.output.note(format!("and {more} more lines such as these"));
    }
    Ok(())
}
