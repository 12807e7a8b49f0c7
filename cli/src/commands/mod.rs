//! The commands, one file each.

mod account;
mod bond;
mod book;
mod cash;
mod compare;
mod completions;
mod coupon;
mod demo;
mod deploy;
mod devnet;
mod doctor;
mod entrant;
mod explain;
mod help;
mod investor;
mod label;
mod permit;
mod pledge;
mod profile;
mod register;
mod rehearse;
mod route;
mod scenario;
mod settle;
mod terms;
mod verifier;
mod verify;

use crate::args::Command;
use crate::context::{Context, ExitStatus};

pub(crate) use account::AccountCommand;
pub(crate) use bond::BondCommand;
pub(crate) use book::BookCommand;
pub(crate) use cash::CashCommand;
pub(crate) use compare::Compare;
pub(crate) use completions::Completions;
pub(crate) use coupon::CouponCommand;
pub(crate) use demo::Demo;
pub(crate) use deploy::Deploy;
pub(crate) use devnet::DevnetCommand;
pub(crate) use doctor::Doctor;
pub(crate) use entrant::EntrantCommand;
pub(crate) use explain::Explain;
pub(crate) use help::Help;
pub(crate) use investor::InvestorCommand;
pub(crate) use label::LabelCommand;
pub(crate) use permit::PermitCommand;
pub(crate) use pledge::PledgeCommand;
pub(crate) use profile::ProfileCommand;
pub(crate) use register::RegisterCommand;
pub(crate) use rehearse::RehearseCommand;
pub(crate) use route::RouteCommand;
pub(crate) use scenario::ScenarioCommand;
pub(crate) use settle::SettleCommand;
pub(crate) use terms::TermsCommand;
pub(crate) use verifier::VerifierCommand;
pub(crate) use verify::Verify;

impl Command {
    /// Runs the command. One that works offline makes no runtime.
    ///
    /// # Errors
    ///
    /// The command's own.
    pub(crate) fn run(self, context: &Context) -> anyhow::Result<ExitStatus> {
        match self {
            Self::Demo(command) => context.block_on(command.run(context)),
            Self::Deploy(command) => context.block_on(command.run(context)),
            Self::Verify(command) => context.block_on(command.run(context)),
            Self::Doctor(command) => context.block_on(command.run(context)),
            Self::Investor(command) => context.block_on(command.run(context)),
            Self::Verifier(command) => context.block_on(command.run(context)),
            Self::Bond(command) => context.block_on(command.run(context)),
            Self::Permit(command) => context.block_on(command.run(context)),
            Self::Cash(command) => context.block_on(command.run(context)),
            Self::Settle(command) => context.block_on(command.run(context)),
            Self::Pledge(command) => context.block_on(command.run(context)),
            Self::Book(command) => context.block_on(command.run(context)),
            Self::Route(command) => context.block_on(command.run(context)),
            Self::Entrant(command) => context.block_on(command.run(context)),
            Self::Explain(command) => context.block_on(command.run(context)),
            Self::Register(command) => context.block_on(command.run(context)),
            Self::Devnet(command) => context.block_on(command.run(context)),
            Self::Compare(command) => context.block_on(command.run(context)),
            Self::Rehearse(command) => context.block_on(command.run(context)),
            Self::Scenario(command) => command.run(context),
            Self::Account(command) => command.run(context),
            Self::Label(command) => command.run(context),
            Self::Profile(command) => command.run(context),
            Self::Coupon(command) => command.run(context),
            Self::Terms(command) => command.run(context),
            Self::Completions(command) => command.run(context),
            Self::Help(command) => command.run(context),
        }
    }
}
