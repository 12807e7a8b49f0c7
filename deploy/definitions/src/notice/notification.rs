//! seev.031, `CorporateActionNotification`.

use super::xml::Writer;
use super::{DistributionKind, Message, Notice, rate_and_price};

/// The message definition.
const DEFINITION: &str = "seev.031.001.16";

/// Characters of a name.
const LONGEST_NAME: usize = 350;

/// Announces an event to all holders.
#[must_use]
pub fn notification(notice: &Notice) -> Message {
    let left_out = left_out(notice);
    let xml = Writer::document(DEFINITION, "CorpActnNtfctn", |writer| {
        writer.inside("NtfctnGnlInf", |writer| {
            writer.element("NtfctnTp", "NEWM");
            writer.inside("PrcgSts", |writer| {
                writer.inside("Cd", |writer| {
                    let completeness = if left_out.is_empty() { "COMP" } else { "INCO" };
                    writer.element("EvtCmpltnsSts", completeness);
                    writer.element("EvtConfSts", "CONF");
                });
            });
        });
        writer.inside("CorpActnGnlInf", |writer| general(writer, notice));
        writer.nested(&["AcctDtls", "ForAllAccts", "IdCd"], "GENR");
        writer.inside("CorpActnDtls", |writer| details(writer, notice));
        writer.inside("CorpActnOptnDtls", |writer| option(writer, notice));
        writer.inside("AddtlInf", |writer| {
            writer.inside("AddtlTxt", |writer| {
                writer.element("Lang", "en");
                writer.element("AddtlInf", &narrative(notice));
            });
        });
        writer.inside("Issr", |writer| match notice.lei {
            Some(lei) => writer.element("LEI", &lei.to_string()),
            None => {
                writer.nested(&["NmAndAdr", "Nm"], &issuer(notice));
            }
        });
    });
    Message { definition: DEFINITION, xml, left_out }
}

/// What holders have to know besides, and the terms do not say, or not yet.
fn left_out(notice: &Notice) -> Vec<&'static str> {
    let mut left_out = Vec::new();
    if notice.event == DistributionKind::Interest && notice.period_rate.is_none() {
        left_out.push("the rate of interest, which is not known without fixings");
    }
    if notice.event.is_voluntary() {
        left_out.push("until when and how holders elect");
    }
    left_out
}

fn general(writer: &mut Writer, notice: &Notice) {
    writer.element("CorpActnEvtId", &notice.reference);
    writer.nested(&["EvtTp", "Cd"], notice.event.code());
    let choice = if notice.event.is_voluntary() { "VOLU" } else { "MAND" };
    writer.nested(&["MndtryVlntryEvtTp", "Cd"], choice);
    writer.nested(&["UndrlygScty", "FinInstrmId", "ISIN"], &notice.isin.to_string());
}

fn details(writer: &mut Writer, notice: &Notice) {
    writer.inside("DtDtls", |writer| {
        writer.date("RcrdDt", notice.record_date);
        if let Some(date) = notice.ex_date {
            writer.date("ExDvddDt", date);
        }
    });
    if let Some((start, end)) = notice.period {
        writer.inside("PrdDtls", |writer| {
            writer.inside("IntrstPrd", |writer| {
                writer.inside("Prd", |writer| {
                    writer.date("StartDt", start);
                    writer.date("EndDt", end);
                });
            });
        });
    }
    if let Some(rate) = &notice.annual_rate {
        writer.nested(&["RateAndAmtDtls", "IntrstRate", "Rate"], rate.as_str());
    }
}

fn option(writer: &mut Writer, notice: &Notice) {
    writer.element("OptnNb", "001");
    writer.nested(&["OptnTp", "Cd"], "CASH");
    writer.element("CcyOptn", &notice.currency);
    let is_default = if notice.event.is_voluntary() { "false" } else { "true" };
    writer.nested(&["DfltPrcgOrStgInstr", "DfltOptnInd"], is_default);
    writer.inside("CshMvmntDtls", |writer| {
        writer.element("CdtDbtInd", "CRDT");
        writer.inside("DtDtls", |writer| writer.date("PmtDt", notice.payment_date));
        rate_and_price(writer, notice);
    });
}

/// As much of the name of the issuer as a message has room for.
fn issuer(notice: &Notice) -> String {
    notice.issuer.chars().take(LONGEST_NAME).collect()
}

fn narrative(notice: &Notice) -> String {
    let mut text = format!("Issuer {}.", issuer(notice));
    if let (DistributionKind::Interest, Some((start, end))) = (notice.event, notice.period) {
        text.push_str(&format!(" Interest from {start} to {end}, the last day not counted."));
    }
    if let Some(part) = &notice.part {
        text.push_str(&format!(
            " Of every holding at the end of the record day {} per cent is redeemed, rounded down to the minor unit of {}.",
            part.as_str(),
            notice.currency
        ));
    }
    text
}
