//! `corridor bond show` and `corridor bond list`

use clap::Args;
use corridor_deploy::instrument::InstrumentKind;
use corridor_operations::{BondView, DefaultView, LegView, RouteStatus, ShareView};
use serde::Serialize;

use crate::commands::route::window;
use crate::context::{Context, ExitStatus};
use crate::output::{Report, fields, table};
use crate::session::Session;

/// Show a bond or a share as the chain has it.
#[derive(Debug, Args)]
pub(crate) struct Show {
    /// The bond
    bond: String,
}

/// Show the bonds and shares of the deployment.
#[derive(Debug, Args)]
pub(crate) struct List;

#[derive(Debug, Serialize)]
struct ShowReport {
    #[serde(flatten)]
    view: BondView,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    routes: Vec<RouteStatus>,
}

impl Report for ShowReport {
    const SCHEMA: &'static str = "corridor.bond-show/2";

    fn text(&self) -> String {
        let view = &self.view;
        let mut values = vec![
            ("issuer", view.issuer.clone().unwrap_or_else(|| "without an LEI".to_owned())),
            ("status", view.status.clone()),
            ("outstanding", view.outstanding.clone()),
            ("terms hash", view.terms_hash.to_string()),
        ];
        if let Some(share) = &view.share {
            values.splice(0..0, facts(share));
        }
        let legs = view.legs.iter().map(leg);
        let routes = (!self.routes.is_empty()).then(|| {
            let row = |route: &RouteStatus| {
                let id = route.route.clone().unwrap_or_else(|| "not in the profile".to_owned());
                let state = if route.open { window(route) } else { "closed".to_owned() };
                [id, route.from.clone(), route.to.clone(), state]
            };
            table(["route", "from", "to", "open"], self.routes.iter().map(row))
        });
        std::iter::once(fields(&view.instrument, values))
            .chain(legs)
            .chain(routes)
            .collect::<Vec<_>>()
            .join("\n\n")
    }
}

/// What a share says of itself.
fn facts(share: &ShareView) -> [(&'static str, String); 3] {
    let nominal = share.nominal_value.map_or_else(|| "none".to_owned(), |value| value.to_string());
    [
        ("instrument", format!("share, classified {}", share.cfi)),
        ("class", share.class.clone()),
        ("nominal value", nominal),
    ]
}

fn leg(leg: &LegView) -> String {
    let state =
        [(leg.paused, "paused"), (leg.halted, "halted"), (leg.winding_down, "winding down")];
    let state: Vec<&str> = state.into_iter().filter_map(|(is, word)| is.then_some(word)).collect();
    let mut values = vec![
        ("isin", leg.isin.clone()),
        ("name", format!("{} ({})", leg.name, leg.symbol)),
        ("token", leg.token.to_string()),
        ("profile", leg.profile.clone()),
        ("regime", leg.regime.to_string()),
        ("outstanding", format!("{} of {}", leg.outstanding, leg.issue_volume)),
    ];
    values.extend(
        leg.headroom
            .clone()
            .map(|headroom| ("headroom", format!("{headroom} under the entrant's limit"))),
    );
    values.extend(leg.clock_started.clone().map(|day| ("clock", format!("started on {day}"))));
    let scheduled = leg.scheduled.iter().map(|one| {
        let is_meant =
            if leg.scheduled.len() > 1 { format!(" --hash {}", one.hash()) } else { String::new() };
        let cancel = format!("`corridor bond cancel-replacement{is_meant}` cancels it");
        ("scheduled", format!("{}; {cancel}", one.words()))
    });
    values.extend(scheduled);
    let default = leg.default.as_ref().and_then(DefaultView::words);
    values.extend(default.map(|words| ("default", words)));
    values.push(("state", if state.is_empty() { "open".to_owned() } else { state.join(", ") }));
    fields(&format!("leg {}", leg.leg), values)
}

impl Show {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let view = session.desk.show_bond(&self.bond).await?;
        let routes = session.desk.routes_of(&self.bond).await?;
        context.output.report(&ShowReport { view, routes })?;
        Ok(ExitStatus::Done)
    }
}

#[derive(Debug, Serialize)]
struct Entry {
    bond: String,
    kind: InstrumentKind,
    terms: String,
    currency: String,
    profile: String,
    legs: Vec<Leg>,
}

#[derive(Debug, Serialize)]
struct Leg {
    leg: String,
    isin: String,
    token: alloy::primitives::Address,
}

#[derive(Debug, Serialize)]
struct ListReport {
    bonds: Vec<Entry>,
}

impl Report for ListReport {
    const SCHEMA: &'static str = "corridor.bond-list/1";

    fn text(&self) -> String {
        if self.bonds.is_empty() {
            return "no bonds and no shares; `corridor bond issue TERMS --profile PROFILE` makes one".to_owned();
        }
        let rows = self.bonds.iter().flat_map(|bond| {
            bond.legs.iter().map(|leg| {
                let (bond, profile) = (bond.bond.clone(), bond.profile.clone());
                [bond, leg.leg.clone(), leg.isin.clone(), profile, leg.token.to_string()]
            })
        });
        table(["bond", "leg", "isin", "profile", "token"], rows)
    }
}

impl List {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        let session = Session::open(context).await?;
        let manifest = session.desk.manifest()?;
        let bonds = manifest.bonds.iter().map(|(id, bond)| {
            let profile = manifest.profiles.get(&bond.profile);
            let legs = bond.legs.iter().map(|leg| Leg {
                leg: leg.leg.clone(),
                isin: leg.isin.to_string(),
                token: leg.token.address,
            });
            Entry {
                bond: id.clone(),
                kind: bond.kind,
                terms: bond.terms.clone(),
                currency: bond.currency.to_string(),
                profile: profile
                    .map_or_else(String::new, |known| format!("{} {}", known.id, known.version)),
                legs: legs.collect(),
            }
        });
        context.output.report(&ListReport { bonds: bonds.collect() })?;
        Ok(ExitStatus::Done)
    }
}
