//! What is paid with: any ERC-20 that moves what it is told, in its own smallest units.

use alloy::primitives::utils::{format_units, parse_units};
use alloy::primitives::{Address, U256};
use alloy::providers::Provider as _;
use corridor_bindings::CashToken;
use corridor_bindings::revert::Revert;
use corridor_deploy::accounts::Role;
use corridor_deploy::explain::LegHandle;
use corridor_deploy::identifiers::Currency;
use corridor_deploy::money::{group, ungroup};
use serde::Serialize;

use crate::{Desk, Mode, Operation, OperationError, Performed, Prepared, Who};

/// Characters of a symbol that are shown.
const LONGEST_SYMBOL: usize = 32;

/// Why nothing is paid with a token, or none of it is made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CashError {
    /// A contract that does not say how its amounts are written.
    #[error(
        "the contract at {token} does not say its {missing}, by which amounts are written and read; ERC-20 leaves that to a token, and cash \
         has to have it here: name a token that says its symbol and decimals"
    )]
    Undescribed {
        /// The contract.
        token: Address,
        /// What it does not say.
        missing: &'static str,
    },
    /// A security is no cash.
    #[error(
        "{token} is the token of {instrument}, leg {leg}, and a security is no cash; name a cash token, as `corridor cash show` lists them"
    )]
    Security {
        /// The token.
        token: Address,
        /// The instrument.
        instrument: String,
        /// The leg.
        leg: String,
    },
    /// More than a token can count.
    #[error(
        "could not mint {amount}: there are {supply}, and a token counts no more than 256 bits of its smallest unit; mint less"
    )]
    TooMuch {
        /// What would be made.
        amount: String,
        /// What there is.
        supply: String,
    },
    /// A token that is none of these contracts refuses in its own words.
    #[error(
        "could not {attempt}: the cash token {symbol} refuses it ({says}); ask its issuer, whose refusal it is"
    )]
    Refuses {
        /// What was attempted.
        attempt: String,
        /// The token.
        symbol: String,
        /// What it says.
        says: String,
    },
}

/// A cash token.
#[derive(Clone, Debug, Serialize)]
pub struct CashHandle {
    /// What it calls itself.
    pub symbol: String,
    /// Its contract.
    pub token: Address,
    /// Decimal places of its smallest unit.
    pub decimals: u8,
    /// The currency that it stands for, when the manifest knows it.
    pub currency: Option<Currency>,
}

/// A cash token and what of it there is.
#[derive(Clone, Debug, Serialize)]
pub struct CashTokenView {
    /// The token.
    #[serde(flatten)]
    pub cash: CashHandle,
    /// Whether it asks who receives it.
    pub allowlisted: bool,
    /// How much there is.
    pub supply: String,
    /// What the wallet has that was asked about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub balance: Option<String>,
}

impl CashHandle {
    /// What a token refuses in words that are none of these contracts' is its issuer's affair.
    fn refused(&self, error: OperationError) -> OperationError {
        match error {
            OperationError::Reverted { attempt, revert }
                if !matches!(*revert, Revert::Custom(_)) =>
            {
                let says = revert.to_string().trim_end_matches('.').to_owned();
                CashError::Refuses { attempt, symbol: self.symbol.clone(), says }.into()
            }
            other => other,
        }
    }

    /// "tGBP 1,000.25"; all decimals that are not zero.
    #[must_use]
    pub fn words(&self, units: U256) -> String {
        let Ok(text) = format_units(units, self.decimals) else {
            return format!("{units} smallest units of {}", self.symbol);
        };
        let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
        let (whole, decimals) = (group(whole), decimals.trim_end_matches('0'));
        let point = if decimals.is_empty() { "" } else { "." };
        format!("{} {whole}{point}{decimals}", self.symbol)
    }

    /// Smallest units of an amount such as `1,000.25`, with or without the symbol or the currency before it.
    ///
    /// # Errors
    ///
    /// It is no amount, or has more decimals than the token.
    pub fn parse(&self, text: &str) -> Result<U256, OperationError> {
        let wrong = || OperationError::NoCashAmount {
            text: text.to_owned(),
            symbol: self.symbol.clone(),
            decimals: self.decimals,
        };
        let code = self.currency.map(Currency::code).unwrap_or_default();
        let number = text.trim();
        // A symbol that could be a number itself is none that an amount begins with.
        let is_numeric = |letter: char| letter.is_ascii_digit() || letter == ',' || letter == '.';
        let symbol = Some(self.symbol.as_str()).filter(|symbol| !symbol.chars().all(is_numeric));
        let number = symbol.and_then(|symbol| number.strip_prefix(symbol)).unwrap_or(number);
        let number = number.strip_prefix(code).unwrap_or(number).trim();
        let (whole, decimals) = number.split_once('.').unwrap_or((number, "0"));
        let is_number = decimals.bytes().all(|byte| byte.is_ascii_digit());
        let fits = (1..=usize::from(self.decimals).max(1)).contains(&decimals.len());
        let whole = ungroup(whole).filter(|_| is_number && fits).ok_or_else(wrong)?;
        let number = format!("{whole}.{decimals}");
        Ok(parse_units(&number, self.decimals).map_err(|_| wrong())?.get_absolute())
    }

    /// Smallest units of the token in one smallest unit of `currency`.
    ///
    /// # Errors
    ///
    /// The token stands for another currency, has fewer decimals, or so many that amounts do not fit.
    pub fn scale(&self, currency: Currency) -> Result<u128, OperationError> {
        if self.currency.is_some_and(|own| own != currency) {
            return Err(OperationError::OtherCash { symbol: self.symbol.clone(), currency });
        }
        let places = self.decimals.checked_sub(currency.exponent());
        let scale = places.and_then(|places| 10_u128.checked_pow(u32::from(places)));
        let (symbol, decimals) = (self.symbol.clone(), self.decimals);
        scale.ok_or(OperationError::CoarseCash { symbol, decimals, currency })
    }
}

impl Desk {
    /// The cash token at an address.
    ///
    /// # Errors
    ///
    /// There is no token, or the endpoint fails.
    pub async fn cash(&self, token: Address) -> Result<CashHandle, OperationError> {
        let records = self.manifest()?.cash.values();
        if let Some(record) = records.into_iter().find(|record| record.token.address == token) {
            let terms = record.terms;
            let (symbol, decimals) = (terms.symbol(), terms.decimals);
            return Ok(CashHandle { symbol, token, decimals, currency: Some(terms.currency) });
        }
        let symbol = self.read(token, &CashToken::symbolCall {}).await;
        let decimals = self.read(token, &CashToken::decimalsCall {}).await;
        let missing = match (symbol, decimals) {
            (Ok(symbol), Ok(decimals)) => {
                let symbol = printable(&symbol, token);
                return Ok(CashHandle { symbol, token, decimals, currency: None });
            }
            (Ok(_), Err(_)) => "decimals",
            (Err(_), Ok(_)) => "symbol",
            (Err(_), Err(_)) => "symbol and decimals",
        };
        let code = self.connection().provider().get_code_at(token).await;
        let code = code.map_err(|error| self.connection().error("eth_getCode", &error))?;
        match code.is_empty() {
            true => {
                Err(OperationError::NoCash { name: token.to_string(), known: self.cash_symbols()? })
            }
            false => Err(CashError::Undescribed { token, missing }.into()),
        }
    }

    /// The cash token at an address that somebody names to be paid with: any but a security of this deployment.
    ///
    /// # Errors
    ///
    /// It is a security, there is no token, or the endpoint fails.
    pub async fn cash_at(&self, token: Address) -> Result<CashHandle, OperationError> {
        match self.legs()?.into_iter().find(|leg| leg.token == token) {
            Some(LegHandle { instrument, leg, .. }) => {
                Err(CashError::Security { token, instrument, leg }.into())
            }
            None => self.cash(token).await,
        }
    }

    /// The cash token of a symbol or a currency of the manifest.
    ///
    /// # Errors
    ///
    /// The manifest has none.
    pub fn cash_named(&self, name: &str) -> Result<CashHandle, OperationError> {
        let records = self.manifest()?.cash.iter();
        let found = records.into_iter().find(|(symbol, record)| {
            symbol.as_str() == name || record.terms.currency.code() == name
        });
        let missing = || -> Result<_, OperationError> {
            Ok(OperationError::NoCash { name: name.to_owned(), known: self.cash_symbols()? })
        };
        let Some((symbol, record)) = found else { return Err(missing()?) };
        Ok(CashHandle {
            symbol: symbol.clone(),
            token: record.token.address,
            decimals: record.terms.decimals,
            currency: Some(record.terms.currency),
        })
    }

    fn cash_symbols(&self) -> Result<String, OperationError> {
        let known: Vec<&str> = self.manifest()?.cash.keys().map(String::as_str).collect();
        Ok(if known.is_empty() { "none".to_owned() } else { known.join(", ") })
    }

    /// What there is of a cash token, and of it in a wallet.
    ///
    /// # Errors
    ///
    /// The endpoint fails.
    pub async fn cash_view(
        &self,
        cash: CashHandle,
        wallet: Option<Address>,
    ) -> Result<CashTokenView, OperationError> {
        let supply = self.read(cash.token, &CashToken::totalSupplyCall {}).await?;
        let balance = match wallet {
            Some(account) => {
                let call = CashToken::balanceOfCall { account };
                Some(cash.words(self.read(cash.token, &call).await?))
            }
            None => None,
        };
        let record = self.manifest()?.cash.get(&cash.symbol);
        let allowlisted = record.is_some_and(|record| record.terms.allowlisted);
        Ok(CashTokenView { allowlisted, supply: cash.words(supply), balance, cash })
    }
}

/// A symbol that somebody else's contract has, as it can be printed in a line; the token's address where nothing of it can.
fn printable(symbol: &str, token: Address) -> String {
    let is_shown = |letter: &char| letter.is_alphanumeric() || letter.is_ascii_graphic();
    let words = symbol.split_whitespace().map(|word| word.chars().filter(is_shown).collect());
    let words: Vec<String> = words.filter(|word: &String| !word.is_empty()).collect();
    let shown: String = words.join(" ").chars().take(LONGEST_SYMBOL).collect();
    if shown.is_empty() { token.to_string() } else { shown }
}

/// Makes cash out of nothing, for tests. Signed by the issuer.
#[derive(Clone, Debug)]
pub struct MintCash {
    /// The token.
    pub cash: CashHandle,
    /// Who receives it.
    pub to: Address,
    /// Smallest units.
    pub amount: U256,
}

impl Operation for MintCash {
    const NAME: &'static str = "mint-cash";

    async fn prepare(&self, desk: &Desk) -> Result<Prepared, OperationError> {
        let call = CashToken::mintCall { to: self.to, amount: self.amount };
        let amount = self.cash.words(self.amount);
        let supply = desk.read(self.cash.token, &CashToken::totalSupplyCall {}).await?;
        if supply.checked_add(self.amount).is_none() {
            return Err(CashError::TooMuch { amount, supply: self.cash.words(supply) }.into());
        }
        let summary = format!("mint {amount} to {}", self.to);
        Ok(Prepared::act(summary, Who::Role(Role::Issuer), self.cash.token, &call))
    }
}

/// Lets a contract take cash. Signed by whoever has it.
#[derive(Clone, Debug)]
pub struct ApproveCash {
    /// The token.
    pub cash: CashHandle,
    /// Whose cash.
    pub owner: Who,
    /// Who may take it.
    pub spender: Address,
    /// Smallest units.
    pub amount: U256,
}

impl Operation for ApproveCash {
    const NAME: &'static str = "approve-cash";

    async fn prepare(&self, _: &Desk) -> Result<Prepared, OperationError> {
        let call = CashToken::approveCall { spender: self.spender, value: self.amount };
        let summary = format!("approve {} for {}", self.spender, self.cash.words(self.amount));
        Ok(Prepared::act(summary, self.owner, self.cash.token, &call))
    }
}

impl Desk {
    /// What the spender of an approval may take as it is.
    pub(super) async fn cash_allowed(
        &self,
        approval: &ApproveCash,
    ) -> Result<U256, OperationError> {
        let (owner, spender) = (self.account(approval.owner), approval.spender);
        self.read(approval.cash.token, &CashToken::allowanceCall { owner, spender }).await
    }

    /// Lets a contract take cash, in the place of what it was let before. Some tokens (USDT is one) give no allowance in the
    /// place of another: there the old one is taken back first.
    ///
    /// # Errors
    ///
    /// The token refuses, the key can't be unlocked, or the endpoint fails.
    pub async fn approve_cash(
        &self,
        approval: &ApproveCash,
        mode: Mode,
    ) -> Result<Vec<Performed>, OperationError> {
        let replaces = !approval.amount.is_zero() && !self.cash_allowed(approval).await?.is_zero();
        let refused = |error| approval.cash.refused(error);
        if !replaces || self.attempt(&approval.prepare(self).await?).await.is_ok() {
            return Ok(vec![self.perform(approval, mode).await.map_err(refused)?]);
        }
        let taken_back = ApproveCash { amount: U256::ZERO, ..approval.clone() };
        let first = self.perform(&taken_back, mode).await.map_err(refused)?;
        let then = match mode {
            Mode::Execute => self.perform(approval, mode).await.map_err(refused)?,
            Mode::DryRun => self.foretell(approval).await?,
        };
        Ok(vec![first, then])
    }
}

/// Lets a contract receive an allowlisted cash token. Signed by the issuer.
#[derive(Clone, Debug)]
pub struct AdmitToCash {
    /// The token.
    pub cash: CashHandle,
    /// The contract.
    pub account: Address,
}

impl Operation for AdmitToCash {
    const NAME: &'static str = "admit-to-cash";

    async fn prepare(&self, _: &Desk) -> Result<Prepared, OperationError> {
        let call = CashToken::setAdmittedCall { account: self.account, admitted: true };
        let summary = format!("let {} receive {}", self.account, self.cash.symbol);
        Ok(Prepared::act(summary, Who::Role(Role::Issuer), self.cash.token, &call))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cash() -> CashHandle {
        let currency = "GBP".parse().ok();
        CashHandle { symbol: "tGBP".to_owned(), token: Address::ZERO, decimals: 6, currency }
    }

    #[test]
    fn amounts_are_read_as_they_are_written() {
        for (text, units) in [
            ("1,000.25", 1_000_250_000_u64),
            ("tGBP 1,000,000", 1_000_000_000_000),
            ("GBP 0.000001", 1),
            (" 1000 ", 1_000_000_000),
        ] {
            assert_eq!(cash().parse(text).ok(), Some(U256::from(units)), "{text}");
        }
        let whole = CashHandle { decimals: 0, ..cash() };
        assert_eq!(whole.parse("1,000").ok(), Some(U256::from(1_000)));
    }

    /// A symbol says what its contract likes.
    #[test]
    fn symbols_are_one_line_and_no_part_of_a_number() {
        let token = Address::repeat_byte(7);
        for (symbol, shown) in [
            ("USDC", "USDC"),
            ("a\n\ndone: paid\t1", "a done: paid 1"),
            ("\u{1b}[31mred\u{202e}\u{200b}", "[31mred"),
            ("EUR€", "EUR"),
        ] {
            assert_eq!(printable(symbol, token), shown, "{symbol:?}");
        }
        assert_eq!(printable("\n\u{7}", token), token.to_string());
        assert_eq!(printable(&"x".repeat(1000), token).len(), 32);
        let odd = |symbol: &str| CashHandle { symbol: symbol.to_owned(), currency: None, ..cash() };
        for (symbol, text) in [("42", "4200"), ("1,", "1,000"), ("42", " 42")] {
            let units = text.trim().replace(',', "").parse::<u64>().unwrap() * 1_000_000;
            assert_eq!(odd(symbol).parse(text).ok(), Some(U256::from(units)), "{symbol} {text}");
        }
        assert_eq!(odd("D60").parse("D60 5").ok(), Some(U256::from(5_000_000)));
    }

    #[test]
    fn decimals_are_too_few_or_too_many() {
        let pounds = "GBP".parse().unwrap();
        let wrong = |decimals| {
            let handle = CashHandle { decimals, currency: None, ..cash() };
            handle.scale(pounds).map_err(|error| error.to_string())
        };
        assert_eq!(wrong(6).unwrap(), 10_000);
        assert!(wrong(0).unwrap_err().contains("0 decimals, too few for amounts in GBP"));
        assert!(wrong(60).unwrap_err().contains("60 decimals, too many for amounts in GBP"));
    }

    #[test]
    fn commas_stand_between_thousands_or_nowhere() {
        for text in ["1,5", "1,00,0", "495,5", "1000,000", ",1", "1,", "1_000", "1.", ".5", "1.5,5"]
        {
            let refused = matches!(cash().parse(text), Err(OperationError::NoCashAmount { .. }));
            assert!(refused, "{text}");
        }
    }
}
