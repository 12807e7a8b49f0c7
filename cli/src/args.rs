//! Arguments that every command has, and the list of commands.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use corridor_operations::Mode;

use crate::commands::{
    AccountCommand, BondCommand, BookCommand, CashCommand, Compare, Completions, CouponCommand,
    Demo, Deploy, DevnetCommand, Doctor, EntrantCommand, Explain, Help, InvestorCommand,
    LabelCommand, PermitCommand, PledgeCommand, ProfileCommand, RegisterCommand, RehearseCommand,
    RouteCommand, ScenarioCommand, SettleCommand, TermsCommand, VerifierCommand, Verify,
};
use crate::env;

/// Permissioned tokenised bonds and shares: issue them, and show before anyone goes live what a regime lets through.
#[derive(Debug, Parser)]
#[command(
    name = "corridor",
    version,
    arg_required_else_help = true,
    disable_help_subcommand = true,
    max_term_width = 100,
    after_help = "Exit status: 0 done, 1 failed, 2 wrong usage, 3 refused by the regime."
)]
pub(crate) struct Cli {
    /// What every command takes.
    #[command(flatten)]
    pub(crate) global: Global,
    /// The command.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every command takes.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Global {
    /// The working folder [default: .corridor]
    #[arg(long, global = true, env = env::HOME, value_name = "FOLDER", hide_env_values = true)]
    pub(crate) home: Option<PathBuf>,
    /// A devnet, a network of networks.toml, or the address of a JSON-RPC endpoint
    #[arg(long, global = true, env = env::NETWORK, value_name = "NAME|URL", hide_env_values = true)]
    pub(crate) network: Option<String>,
    /// Print one JSON document and nothing else
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// No progress and no notes
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
}

/// Makes a writing command say what it would do.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct DryRun {
    /// Say what would be done, and do nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

impl DryRun {
    /// How operations are done.
    pub(crate) const fn mode(self) -> Mode {
        if self.dry_run { Mode::DryRun } else { Mode::Execute }
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show it all, from nothing: one bond under two regimes, and why movements are refused
    Demo(Demo),
    /// Bring the contracts, a profile and a bond or a share to a chain
    Deploy(Deploy),
    /// Hold the chain against the manifest
    Verify(Verify),
    /// Recount from the events what the contracts count
    Doctor(Doctor),
    /// Register investors, and what is attested of them
    #[command(subcommand)]
    Investor(InvestorCommand),
    /// Say who may attest what
    #[command(subcommand)]
    Verifier(VerifierCommand),
    /// Issue bonds and shares, and do everything that is done with them
    #[command(subcommand)]
    #[command(visible_alias = "share")]
    Bond(BondCommand),
    /// What a bond pays and when; pay it
    #[command(subcommand)]
    Coupon(CouponCommand),
    /// Make cash for tests, and look at it
    #[command(subcommand)]
    Cash(CashCommand),
    /// Sell units against cash, all or nothing; allot an order book
    #[command(subcommand)]
    Settle(SettleCommand),
    /// Pledge holdings as security: title stays with the holder
    #[command(subcommand)]
    Pledge(PledgeCommand),
    /// Check terms, and exchange those of bonds with others: XML of the ICMA Bond Data Taxonomy
    #[command(subcommand)]
    Terms(TermsCommand),
    /// Put on record what rules read: facts, certificates, approvals, venues, cash, volumes, symbols
    #[command(subcommand)]
    Permit(PermitCommand),
    /// What is remembered of a bond's movements for its rules: holders, offers, lots, pools, breaches
    #[command(subcommand)]
    Book(BookCommand),
    /// Move units between the legs of a bond, and say which ways are open
    #[command(subcommand)]
    Route(RouteCommand),
    /// Record what the supervisor says of an issuing firm: stage, activities, limits, rates
    #[command(subcommand)]
    Entrant(EntrantCommand),
    /// Say whether a movement is allowed, and by which rules it is refused
    Explain(Explain),
    /// The register of holders
    #[command(subcommand)]
    Register(RegisterCommand),
    /// Play scenarios: investors, steps, and the verdict that each step must get
    #[command(subcommand)]
    Scenario(ScenarioCommand),
    /// Replay the same investors and steps under several regimes, each on its own chain, side by side
    Compare(Compare),
    /// Rehearse an emergency on test chains and write the evidence
    #[command(subcommand)]
    Rehearse(RehearseCommand),
    /// Start, stop and look at local chains
    #[command(subcommand)]
    Devnet(DevnetCommand),
    /// Make, import and list encrypted keys
    #[command(subcommand)]
    Account(AccountCommand),
    /// Name addresses
    #[command(subcommand)]
    Label(LabelCommand),
    /// Look at the regimes that profiles describe
    #[command(subcommand)]
    Profile(ProfileCommand),
    /// Print the completion script of a shell
    Completions(Completions),
    /// Print this message or the help of the given subcommand(s)
    Help(Help),
}
