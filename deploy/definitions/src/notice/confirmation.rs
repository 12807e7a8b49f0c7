//! seev.036, `CorporateActionMovementConfirmation`.

use super::xml::Writer;
use super::{DistributionKind, Message, Movement, Notice, Unrounded, rate_and_price};
use crate::money::Amount;

/// The message definition.
const DEFINITION: &str = "seev.036.001.17";

/// Confirms to one holder what was paid.
#[must_use]
pub fn confirmation(notice: &Notice, movement: &Movement) -> Message {
    let xml = Writer::document(DEFINITION, "CorpActnMvmntConf", |writer| {
        writer.inside("CorpActnGnlInf", |writer| {
            writer.element("CorpActnEvtId", &notice.reference);
            writer.nested(&["EvtTp", "Cd"], notice.event.code());
            writer.nested(&["FinInstrmId", "ISIN"], &notice.isin.to_string());
        });
        writer.inside("AcctDtls", |writer| account(writer, movement));
        writer.inside("CorpActnDtls", |writer| {
            writer.inside("DtDtls", |writer| {
                writer.date("RcrdDt", notice.record_date);
                if let Some(date) = notice.ex_date {
                    writer.date("ExDvddDt", date);
                }
            });
        });
        writer.inside("CorpActnConfDtls", |writer| {
            writer.nested(&["OptnNb", "Nb"], "001");
            writer.nested(&["OptnTp", "Cd"], "CASH");
            writer.inside("CshMvmntDtls", |writer| cash(writer, notice, movement));
        });
        if let Some(exact) = &movement.unrounded {
            let text = rounded_off(&notice.currency, exact);
            writer.nested(&["AddtlInf", "AddtlTxt"], &text);
        }
    });
    let mut left_out = Vec::new();
    if notice.event != DistributionKind::Interest {
        left_out.push("the debit of the units");
    }
    Message { definition: DEFINITION, xml, left_out }
}

fn account(writer: &mut Writer, movement: &Movement) {
    writer.element("BlckChainAdrOrWllt", &movement.wallet);
    writer.inside("Bal", |writer| {
        writer.inside("ConfdBal", |writer| {
            writer.inside("Bal", |writer| {
                writer.element("ShrtLngPos", "LONG");
                writer.nested(&["QtyChc", "Qty", "FaceAmt"], &plain(movement.balance));
            });
        });
    });
}

fn cash(writer: &mut Writer, notice: &Notice, movement: &Movement) {
    writer.element("CdtDbtInd", "CRDT");
    writer.inside("AmtDtls", |writer| {
        writer.amount("PstngAmt", &notice.currency, &plain(movement.paid));
    });
    writer.inside("DtDtls", |writer| {
        writer.date("PstngDt", movement.posted);
        writer.element("PmtDt", &notice.payment_date.to_string());
    });
    rate_and_price(writer, notice);
}

/// What the posting amount leaves out.
fn rounded_off(currency: &str, exact: &Unrounded) -> String {
    let amount = format!("The posting amount is rounded down to the minor unit of {currency}");
    match exact {
        Unrounded::Due(exact) => format!(
            "{amount}; {exact} is due before that, and cash with more decimals pays as many of them as it has."
        ),
        Unrounded::Paid(paid) => format!("{amount}; {paid} was paid."),
    }
}

/// Digits without commas.
fn plain(amount: Amount) -> String {
    amount.number().replace(',', "")
}
