//! seev.031, `CorporateActionNotification`.

use super::xml::Writer;
use super::{Event, Message, Notice};

const DEFINITION: &str = "seev.031.001.13";

/// Announces an event to all holders.
#[must_use]
pub fn notification(notice: &Notice) -> Message {
    let xml = Writer::document(DEFINITION, "CorpActnNtfctn", |writer| {
        writer.inside("NtfctnGnlInf", |writer| {
            writer.element("NtfctnTp", "NEWM");
            writer.inside("PrcgSts", |writer| {
                writer.inside("Cd", |writer| {
                    writer.element("EvtCmpltnsSts", "COMP");
                    writer.element("EvtConfSts", "CONF");
                });
            });
        });
        writer.inside("CorpActnGnlInf", |writer| general(writer, notice));
        writer.nested(&["AcctDtls", "ForAllAccts", "IdCd"], "GENR");
        writer.inside("CorpActnDtls", |writer| details(writer, notice));
        writer.inside("CorpActnOptnDtls", |writer| option(writer, notice));
        writer.inside("AddtlInf", |writer| {
            writer.nested(&["AddtlTxt", "AddtlInf"], &narrative(notice));
        });
    });
    let mut left_out = Vec::new();
    if notice.period.is_some() {
        left_out.push("the interest period but in the narrative");
    }
    if notice.lei.is_some() {
        left_out.push("the LEI of the issuer but in the narrative");
    }
    Message { xml, left_out }
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
    if let Some(rate) = &notice.annual_rate {
        writer.nested(&["RateAndAmtDtls", "Intrst", "Rate"], rate.as_str());
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
        if let Some(rate) = &notice.period_rate {
            writer.nested(&["RateAndAmtDtls", "IntrstRateUsdForPmt", "Rate"], rate.as_str());
        }
        if let Some(price) = &notice.price {
            writer.inside("PricDtls", |writer| {
                writer.inside("GncCshPricRcvdPerPdct", |writer| {
                    writer.inside("PctgPric", |writer| {
                        writer.element("PctgPricTp", "PRCT");
                        writer.element("PricVal", price.as_str());
                    });
                });
            });
        }
    });
}

fn narrative(notice: &Notice) -> String {
    let lei = notice.lei.map(|lei| format!(", LEI {lei}")).unwrap_or_default();
    let mut text = format!("Issuer {}{lei}.", notice.issuer);
    if let (Event::Interest, Some((start, end))) = (notice.event, notice.period) {
        text.push_str(&format!(" Interest from {start} to {end}, the last day not counted."));
    }
    text
}
