//! Registering who takes part.

use alloy::primitives::B256;
use corridor_bindings::revert::Revert;
use corridor_deploy::investors::InvestorRecord;
use corridor_operations::{
    LinkWallet, Operation, OperationError, Register, RegisterMany, Restrict,
};

use super::super::{Investor, ScenarioError, ScenarioFile, Wallet};
use super::{ChainWorld, TryError};

/// Investors registered by one transaction.
const BATCH: usize = 100;

impl ChainWorld {
    /// Registers the investors of a file, links their further wallets and sets their restrictions.
    pub(super) async fn register(&mut self, file: &ScenarioFile) -> Result<(), ScenarioError> {
        let wrong = |error: TryError| match error {
            TryError::Scenario(error) => error,
            other => {
                ScenarioError::Cast { file: file.source().to_owned(), reason: other.to_string() }
            }
        };
        self.register_all(&file.investors).await.map_err(wrong)
    }

    async fn register_all(&mut self, investors: &[Investor]) -> Result<(), TryError> {
        let records: Vec<InvestorRecord> = investors.iter().filter_map(record).collect();
        for batch in records.chunks(BATCH) {
            let rows = batch.iter().map(|record| Register {
                wallet: record.wallet,
                facts: record.facts(),
                commitment: record.commitment(B256::ZERO),
            });
            self.act_now(&RegisterMany { rows: rows.collect() }).await?;
        }
        for investor in investors {
            let first = Wallet::new(investor.name.clone(), 1).address();
            for number in 2..=investor.wallets {
                let new_wallet = Wallet::new(investor.name.clone(), number).address();
                self.act_now(&LinkWallet { wallet: first, new_wallet }).await?;
            }
            for flag in investor.flags.iter().copied().filter(|flag| flag.is_restriction()) {
                self.act_now(&Restrict { wallet: first, flag, on: true }).await?;
            }
        }
        Ok(())
    }

    async fn act_now<O: Operation>(&mut self, operation: &O) -> Result<(), TryError> {
        let prepared = operation.prepare(&self.desk).await?;
        let sent = self.node.send_now(self.signer(&prepared), &prepared).await?;
        match sent.refusal {
            None => Ok(()),
            Some(data) => Err(TryError::Operation(OperationError::Reverted {
                attempt: prepared.summary,
                revert: Box::new(Revert::decode(&data)),
            })),
        }
    }
}

/// The record of an investor's first wallet; a stranger has none.
fn record(investor: &Investor) -> Option<InvestorRecord> {
    Some(InvestorRecord {
        line: 0,
        reference: investor.name.clone(),
        wallet: Wallet::new(investor.name.clone(), 1).address(),
        jurisdiction: investor.jurisdiction.filter(|_| investor.registered)?,
        kind: investor.kind,
        categories: investor.categories.clone(),
        flags: investor.flags.clone(),
    })
}
