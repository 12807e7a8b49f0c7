//! A deployment that a command reads or acts on.

use std::path::PathBuf;
use std::sync::Arc;

use alloy::eips::BlockId;
use alloy::primitives::Address;
use corridor_deploy::accounts::{
    AccountError, AddressBook, NameKind, PasswordSource, Role, RoleAssignments, role_assignments,
};
use corridor_deploy::calendar::UtcDay;
use corridor_deploy::deployment::{Actors, Deployment, ManifestStore};
use corridor_deploy::explain::LegHandle;
use corridor_deploy::home::Home;
use corridor_deploy::instrument::InstrumentKind;
use corridor_deploy::investors::PrivateBook;
use corridor_deploy::network::Connection;
use corridor_deploy::terms::Terms;
use corridor_operations::{
    Desk, Mode, Operation, OperationError, Performed, RefusedOrder, RefusedSum,
};
use serde::Serialize;

use crate::context::{Context, ExitStatus};
use crate::hint::{Hint, UsageError};
use crate::names::{Meant, Names};
use crate::words;

/// A deployment with the names of those it deals with.
#[derive(Debug)]
pub(crate) struct Session {
    /// Where operations are done.
    pub(crate) desk: Desk,
    /// What addresses are called.
    pub(crate) names: Names,
    home: Home,
}

/// The document of operations that were done.
#[derive(Serialize)]
struct Operations<'o> {
    dry_run: bool,
    operations: &'o [Performed],
}

/// The document of a file whose rows are refused.
#[derive(Serialize)]
struct RefusedRow<'r> {
    line: u64,
    #[serde(flatten)]
    explanation: &'r corridor_deploy::explain::Explanation,
}

#[derive(Serialize)]
struct RefusedRows<'r> {
    verdict: &'static str,
    message: String,
    refused: Vec<RefusedRow<'r>>,
}

/// The document of a file whose sum is refused.
#[derive(Serialize)]
struct RefusedTotal<'r> {
    verdict: &'static str,
    message: &'r str,
    rows: u64,
    total: &'r str,
    explanation: &'r corridor_deploy::explain::Explanation,
}

/// The document of an order book with refused orders.
#[derive(Serialize)]
struct RefusedOrders<'r> {
    verdict: &'static str,
    message: String,
    refused: &'r [RefusedOrder],
}

/// Where the private book of a deployment is: ids and salts, readable by the owner alone.
pub(crate) fn private_book(home: &Home, store: &ManifestStore) -> PathBuf {
    let name = store.path().file_stem().unwrap_or_default().to_string_lossy().into_owned();
    home.private().join(format!("{name}{PRIVATE_BOOK}"))
}

/// What the file of a private book ends with, behind the name of its deployment.
pub(crate) const PRIVATE_BOOK: &str = ".investors.jsonl";

/// The accounts of the roles on a network, of which a deployment that is there already records the addresses.
///
/// # Errors
///
/// Nothing says who they are.
pub(crate) fn actors(
    home: &Home,
    deployment: &Deployment,
    passwords: Box<dyn PasswordSource>,
) -> anyhow::Result<Actors> {
    let assignments = role_assignments(deployment.connection())?;
    actors_as(home, deployment, assignments, passwords)
}

fn actors_as(
    home: &Home,
    deployment: &Deployment,
    assignments: RoleAssignments,
    passwords: Box<dyn PasswordSource>,
) -> anyhow::Result<Actors> {
    let recorded = deployment.manifest().map(|manifest| manifest.roles.clone());
    let (connection, recorded) = (deployment.connection(), recorded.unwrap_or_default());
    let passwords = Arc::from(passwords);
    Ok(Actors::of_deployment(home, connection, assignments, recorded, passwords)?)
}

/// The time of the latest block, in unix seconds.
///
/// # Errors
///
/// The endpoint fails.
pub(crate) async fn latest_time(connection: &Connection) -> anyhow::Result<u64> {
    Ok(connection.time_at(BlockId::latest()).await?)
}

/// Where the book of holders of a deployment is: names and addresses, encrypted.
pub(crate) fn holder_book(session: &Session) -> PathBuf {
    let path = private_book(&session.home, session.desk.deployment().store());
    path.with_extension("").with_extension("holders.book")
}

impl Session {
    /// Connects, and opens what the manifest of the chain records.
    ///
    /// # Errors
    ///
    /// The network can't be reached or is another one, or nothing is deployed on it.
    pub(crate) async fn open(context: &Context) -> anyhow::Result<Self> {
        let connection = context.connect().await?;
        Self::on(&context.home, &connection, context.passwords())
    }

    /// Opens what the manifest of the chain behind `connection` records. A network without roles can be read.
    ///
    /// # Errors
    ///
    /// Nothing is deployed, or a file of the working folder is wrong.
    pub(crate) fn on(
        home: &Home,
        connection: &Connection,
        passwords: Box<dyn PasswordSource>,
    ) -> anyhow::Result<Self> {
        let store = ManifestStore::of(home, connection);
        let book = PrivateBook::open(&private_book(home, &store))?;
        let deployment = Deployment::open(connection, store)?;
        let roles = match role_assignments(connection) {
            // Whoever only reads needs none, and the test keys refuse to sign there.
            Err(AccountError::NoRoles { .. }) => RoleAssignments::devnet(),
            roles => roles?,
        };
        let actors = actors_as(home, &deployment, roles, passwords)?;
        let names = Names::new(AddressBook::load(home)?, book, deployment.manifest().ok());
        Ok(Self { desk: Desk::new(deployment, actors)?, names, home: home.clone() })
    }

    /// The private book of the deployment.
    ///
    /// # Errors
    ///
    /// It is damaged, or others may read it.
    pub(crate) fn book(&self) -> anyhow::Result<PrivateBook> {
        Ok(PrivateBook::open(&private_book(&self.home, self.desk.deployment().store()))?)
    }

    /// The private book, in a folder that is ready to take it.
    ///
    /// # Errors
    ///
    /// As [`Self::book`], or the folder can't be made.
    pub(crate) fn book_to_write(&self) -> anyhow::Result<PrivateBook> {
        self.home.create_private()?;
        self.book()
    }

    /// A wallet by its name, as [`Names::option`], where a reference stands for the wallets that its investor has on chain now.
    ///
    /// # Errors
    ///
    /// Nothing has this name, or several wallets have, or the endpoint fails.
    pub(crate) async fn wallet(&self, option: &str, text: &str) -> anyhow::Result<Address> {
        let known = match self.names.meant(option, text)? {
            Meant::Wallet(wallet) => return Ok(wallet),
            Meant::Investor(known) => known,
        };
        let mut linked = self.desk.linked_wallets(&known).await?;
        if linked.is_empty() {
            // Nobody registered it yet, which whatever is done with it will say.
            linked = known.current();
        }
        self.names.wallet_of(option, &known, &linked)
    }

    /// The same for what was not given as well.
    ///
    /// # Errors
    ///
    /// As [`Self::wallet`].
    pub(crate) async fn wallet_if_given(
        &self,
        option: &str,
        text: Option<&str>,
    ) -> anyhow::Result<Option<Address>> {
        match text {
            Some(text) => Ok(Some(self.wallet(option, text).await?)),
            None => Ok(None),
        }
    }

    /// Several wallets.
    ///
    /// # Errors
    ///
    /// As [`Self::wallet`].
    pub(crate) async fn wallets(
        &self,
        option: &str,
        texts: &[String],
    ) -> anyhow::Result<Vec<Address>> {
        let mut wallets = Vec::new();
        for text in texts {
            wallets.push(self.wallet(option, text).await?);
        }
        Ok(wallets)
    }

    /// An account by its role, or as [`Self::wallet`].
    ///
    /// # Errors
    ///
    /// Nothing has this name.
    pub(crate) async fn account(&self, option: &str, text: &str) -> anyhow::Result<Address> {
        match Role::ALL.into_iter().find(|role| role.to_string() == text) {
            Some(role) => {
                let address = self.desk.actors().address(role);
                let what = NameKind::Role.to_string();
                self.names.require_one_meaning(option, text, what, address)?;
                Ok(address)
            }
            None => self.wallet(option, text).await,
        }
    }

    /// The same for what was not given as well.
    ///
    /// # Errors
    ///
    /// As [`Self::account`].
    pub(crate) async fn account_if_given(
        &self,
        option: &str,
        text: Option<&str>,
    ) -> anyhow::Result<Option<Address>> {
        match text {
            Some(text) => Ok(Some(self.account(option, text).await?)),
            None => Ok(None),
        }
    }

    /// Notes in the private book which wallets the investor of these has since something was done with them.
    ///
    /// # Errors
    ///
    /// The endpoint fails, or the book can't be written.
    pub(crate) async fn note_wallets(&self, wallets: &[Address], mode: Mode) -> anyhow::Result<()> {
        if mode == Mode::Execute {
            self.desk.note_wallets(wallets, &mut self.book_to_write()?).await?;
        }
        Ok(())
    }

    /// What is paid with: a cash token of the deployment by its symbol or its currency, or as [`Names::option`].
    ///
    /// # Errors
    ///
    /// Nothing has this name.
    pub(crate) fn token(&self, option: &str, text: &str) -> anyhow::Result<Address> {
        match self.desk.cash_named(text) {
            Ok(cash) => Ok(cash.token),
            Err(_) => self.names.option(option, text),
        }
    }

    /// The leg of a bond that is named, by itself or by its ISIN; all of them when none is.
    ///
    /// # Errors
    ///
    /// There is no such bond or leg.
    pub(crate) fn legs(&self, bond: &str, leg: Option<&str>) -> anyhow::Result<Vec<LegHandle>> {
        match self.desk.leg(bond, leg) {
            Ok(leg) => Ok(vec![leg]),
            Err(OperationError::WhichLeg { instrument, .. }) => {
                let legs = self.desk.legs()?.into_iter();
                Ok(legs.filter(|leg| leg.instrument == instrument).collect())
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The terms that a bond was issued with: a file, or the built-in terms of its id.
    ///
    /// # Errors
    ///
    /// There are none, or it is a share.
    pub(crate) fn terms(&self, leg: &LegHandle, given: Option<&str>) -> anyhow::Result<Terms> {
        let (id, record) = self.desk.manifest()?.bond(&leg.instrument)?;
        if record.kind == InstrumentKind::Equity {
            let wrong = anyhow::anyhow!("{id} is a share, which has no schedule of payments");
            return Err(wrong);
        }
        Ok(Terms::load(given.unwrap_or(&record.terms))?)
    }

    /// The day of the latest block, which may be ahead of the clock on a devnet.
    ///
    /// # Errors
    ///
    /// The endpoint fails.
    pub(crate) async fn today(&self) -> anyhow::Result<UtcDay> {
        UtcDay::from_seconds(self.now().await?)
            .ok_or_else(|| anyhow::anyhow!("the time of the latest block is beyond 2149"))
    }

    /// Refuses a day that is over by the time of the chain, which is what the contracts compare with.
    ///
    /// # Errors
    ///
    /// It is over, or the endpoint fails.
    pub(crate) async fn expect_to_come(
        &self,
        option: &str,
        day: UtcDay,
        hint: &str,
    ) -> anyhow::Result<()> {
        let today = self.today().await?;
        if day < today {
            let wrong =
                format!("{option}: {day} is before today, {today}, by the time of the chain");
            return Err(Hint::on(UsageError(wrong), hint));
        }
        Ok(())
    }

    /// The time of the latest block, in unix seconds.
    ///
    /// # Errors
    ///
    /// The endpoint fails.
    pub(crate) async fn now(&self) -> anyhow::Result<u64> {
        latest_time(self.desk.connection()).await
    }

    /// Does one operation and reports it.
    ///
    /// # Errors
    ///
    /// It was not done, for another reason than a refusal by the regime.
    pub(crate) async fn perform<O: Operation>(
        &self,
        context: &Context,
        command: &'static str,
        operation: &O,
        mode: Mode,
    ) -> anyhow::Result<ExitStatus> {
        let performed = self.desk.perform(operation, mode).await;
        self.settle(context, command, mode, performed.map(|performed| vec![performed]))
    }

    /// Reports operations that were done, or explains why the regime refuses one.
    ///
    /// # Errors
    ///
    /// They were not done, for another reason than a refusal by the regime.
    pub(crate) fn settle(
        &self,
        context: &Context,
        command: &'static str,
        mode: Mode,
        done: Result<Vec<Performed>, OperationError>,
    ) -> anyhow::Result<ExitStatus> {
        let mut performed = match done {
            Ok(performed) => performed,
            Err(error) => return self.refusal(context, error),
        };
        let verdicts = performed.iter_mut().filter_map(|one| one.verdict.as_mut());
        verdicts.for_each(|verdict| self.names.label(verdict));
        let document = Operations { dry_run: mode == Mode::DryRun, operations: &performed };
        context.output.document(&format!("corridor.{command}/1"), &document, || {
            words::operations(&performed, mode, &self.names)
        })?;
        Ok(ExitStatus::Done)
    }

    /// Explains a refusal; any other error is handed back.
    ///
    /// # Errors
    ///
    /// The error itself, when it is no refusal.
    pub(crate) fn refusal(
        &self,
        context: &Context,
        mut error: OperationError,
    ) -> anyhow::Result<ExitStatus> {
        self.label_refusal(&mut error);
        match &error {
            OperationError::Refused(explanation) => {
                let text = || words::explanation(explanation, &self.names);
                context.output.document(words::EXPLAIN_SCHEMA, explanation, text)?;
            }
            OperationError::RowsRefused { refused, .. } => {
                let message = self.names.in_text(&error.to_string());
                let rows = refused
                    .iter()
                    .map(|(line, explanation)| RefusedRow { line: *line, explanation });
                let document = RefusedRows {
                    verdict: "refused",
                    message: message.clone(),
                    refused: rows.collect(),
                };
                context.output.document("corridor.rows-refused/1", &document, || {
                    let rows = refused.iter().map(|(line, explanation)| {
                        format!("line {line}: {}", words::explanation(explanation, &self.names))
                    });
                    format!("{message}\n\n{}", rows.collect::<Vec<_>>().join("\n\n"))
                })?;
            }
            OperationError::SumRefused(sum) => self.refused_sum(context, sum, &error)?,
            OperationError::SettlementRefused(check) => {
                let text = || words::settlement::check(check, &self.names);
                context.output.document(words::settlement::CHECK_SCHEMA, check, text)?;
            }
            OperationError::OrdersRefused { refused, .. } => {
                let message = self.names.in_text(&error.to_string());
                let document = RefusedOrders { verdict: "refused", message, refused };
                context.output.document("corridor.orders-refused/1", &document, || {
                    let orders = words::settlement::refused_orders(refused, &self.names);
                    format!("{}\n\n{orders}", document.message)
                })?;
            }
            _ => return Err(error.into()),
        }
        Ok(ExitStatus::Refused)
    }

    /// Puts names into the verdicts of a refusal.
    fn label_refusal(&self, error: &mut OperationError) {
        match error {
            OperationError::Refused(explanation) => self.names.label(explanation),
            OperationError::RowsRefused { refused, .. } => {
                refused.iter_mut().for_each(|(_, explanation)| self.names.label(explanation));
            }
            OperationError::SumRefused(sum) => self.names.label(&mut sum.explanation),
            OperationError::SettlementRefused(check) => self.names.label(&mut check.movement),
            OperationError::OrdersRefused { refused, .. } => {
                refused.iter_mut().for_each(|order| self.names.label(&mut order.movement));
            }
            _ => {}
        }
    }

    fn refused_sum(
        &self,
        context: &Context,
        sum: &RefusedSum,
        error: &OperationError,
    ) -> anyhow::Result<()> {
        let message = self.names.in_text(&error.to_string());
        let (rows, total, explanation) = (sum.rows, &*sum.total, &sum.explanation);
        let verdict = "refused";
        let document = RefusedTotal { verdict, message: &message, rows, total, explanation };
        context.output.document("corridor.sum-refused/1", &document, || {
            let why = words::explanation(explanation, &self.names);
            format!("{message}\n\nif all of it were for one recipient: {why}")
        })
    }
}
