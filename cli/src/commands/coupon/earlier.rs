//! Interest that is recorded before units are burnt.

use clap::Args;
use corridor_deploy::terms::Terms;
use corridor_operations::{Distribution, DistributionKind};

use crate::context::Context;
use crate::session::Session;

/// What tells whether units would be burnt with interest that is not on record.
#[derive(Debug, Args)]
pub(crate) struct Earlier {
    /// The terms that the bond was issued with, of what burns units [default: the built-in terms of its id]
    #[arg(long, value_name = "NAME|FILE")]
    terms: Option<String>,
    /// Burn units though interest that is due by then is not on record: whoever gives them up has none of it
    #[arg(long)]
    skip_earlier: bool,
}

impl Earlier {
    /// Refuses to burn units with interest that is not on record.
    pub(super) async fn require_recorded(
        &self,
        session: &Session,
        one: &Distribution,
    ) -> anyhow::Result<()> {
        if self.skip_earlier || !session.desk.burns_units(one).await? {
            return Ok(());
        }
        let terms = session.terms(&one.leg, self.terms.as_deref());
        let terms = terms
            .map_err(|error| if self.terms.is_none() { unknown(&error, one) } else { error })?;
        Ok(session.desk.require_recorded_interest(one, &terms).await?)
    }
}

/// What to do where the terms are no built-in ones.
fn unknown(error: &anyhow::Error, one: &Distribution) -> anyhow::Error {
    let (id, instrument) = (one.id, &one.leg.instrument);
    anyhow::anyhow!(
        "could not tell what interest is lost with the units that distribution {id} burns: {error}; the file that {instrument} was issued \
         from is given with --terms"
    )
}

/// Says what has to be on record before a distribution is paid, where that burns units.
pub(super) async fn note_unrecorded(
    context: &Context,
    session: &Session,
    one: &Distribution,
    terms: &Terms,
) -> anyhow::Result<()> {
    if one.kind()? == DistributionKind::Interest {
        return Ok(());
    }
    let unrecorded = session.desk.unrecorded_interest(one, terms).await?;
    let Some(first) = unrecorded.first() else { return Ok(()) };
    let more = match unrecorded.len() {
        1 => String::new(),
        more => format!("; and so it is with that of {} more days", more - 1),
    };
    let (id, words) = (one.id, first.words());
    context.output.note(format!(
        "`corridor coupon pay {id}` burns units, and interest due by then is to be on record first: {words}{more}"
    ));
    Ok(())
}
