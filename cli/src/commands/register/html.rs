//! A register as a page to print. It refers to nothing outside itself, and what it shows is text and nothing else.

use std::fmt::Write as _;

use corridor_deploy::explain::Wording;
use corridor_deploy::register::{ControlTotal, Holder, Register};

use super::export::{agreement, title};

/// For the screen and for paper: a table's head comes again on every sheet, and no row is cut in two.
const STYLE: &str = "
body { font: 14px/1.4 system-ui, sans-serif; margin: 2em; color: #111; background: #fff }
h1 { font-size: 1.4em } h2 { font-size: 1.1em; margin-top: 2em }
table { border-collapse: collapse; width: 100% }
th, td { border-bottom: 1px solid #bbb; padding: .3em .6em; text-align: left; vertical-align: top }
td.number, th.number { text-align: right; white-space: nowrap }
td.wallet { font-family: ui-monospace, monospace; font-size: .85em; overflow-wrap: anywhere }
@page { size: A4 landscape; margin: 15mm }
@media print { body { margin: 0; font-size: 9pt } thead { display: table-header-group } tr { break-inside: avoid } }
";

/// What stands where the book says nothing.
const NO_OWNER: &str = "not in the book";

pub(super) fn page(register: &Register) -> String {
    let mut page = Page(String::new());
    let title = escaped(&title(register));
    page.line(&format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>Register of holders</h1>\n<p>{title}</p>"
    ));
    for note in &register.notes {
        page.line(&format!("<p>Note: {}.</p>", escaped(note)));
    }
    page.line("<h2>Holders</h2>");
    page.holders(&register.holders, false);
    if !register.cancelled.is_empty() {
        page.line("<h2>Cancelled positions</h2>");
        page.holders(&register.cancelled, true);
    }
    page.line("<h2>Control totals</h2>");
    page.totals(register);
    page.line(
        "<p>The securities are uncertificated: no certificate has a number or a date. The issue date of a position is the day of its \
         first credit, from nothing; its cancellation date the day on which it came to nothing.</p>\n</body>\n</html>",
    );
    page.0
}

struct Page(String);

impl Page {
    fn line(&mut self, text: &str) {
        // Writing to a string does not fail.
        let _ = writeln!(self.0, "{text}");
    }

    fn holders(&mut self, holders: &[Holder], cancelled: bool) {
        let mut heads = vec![
            ("", "Registered owner"),
            ("", "Address"),
            ("", "Leg and ISIN"),
            ("", "Wallet"),
            ("number", "Principal amount"),
            ("number", "Frozen"),
            ("", "Certificate"),
            ("", "Issue date"),
        ];
        if cancelled {
            heads.push(("", "Cancellation date"));
        }
        self.heads(&heads);
        for holder in holders {
            self.row(&cells(holder, cancelled));
        }
        self.line("</tbody>\n</table>");
    }

    fn totals(&mut self, register: &Register) {
        self.heads(&[
            ("", "Leg"),
            ("number", "Holders"),
            ("number", "Investors"),
            ("number", "Authorised"),
            ("number", "Issued"),
            ("number", "Redeemed"),
            ("number", "Exchanged in"),
            ("number", "Exchanged out"),
            ("number", "Outstanding"),
        ]);
        let number = |text: String| ("number", text);
        let words = Wording::new(register.currency);
        let amount = |units| number(words.amount(units));
        for total in &register.legs {
            let ControlTotal { leg, holders, investors, authorised, control, units, .. } = total;
            self.row(&[
                ("", leg.clone()),
                number(holders.to_string()),
                number(investors.to_string()),
                authorised.map_or_else(|| number(String::new()), amount),
                amount(control.issued),
                amount(control.redeemed),
                amount(control.exchanged_in),
                amount(control.exchanged_out),
                amount(*units),
            ]);
        }
        self.line("</tbody>\n</table>");
        let (total, agreement) = (escaped(&register.total), agreement(register));
        self.line(&format!("<p>All legs: {total}; {agreement}.</p>"));
    }

    fn heads(&mut self, heads: &[(&str, &str)]) {
        let heads: Vec<String> = heads
            .iter()
            .map(|(class, head)| format!("<th{}>{head}</th>", classed(class)))
            .collect();
        self.line(&format!("<table>\n<thead><tr>{}</tr></thead>\n<tbody>", heads.concat()));
    }

    fn row(&mut self, cells: &[(&str, String)]) {
        let cells: Vec<String> = cells
            .iter()
            .map(|(class, text)| {
                format!("<td{}>{}</td>", classed(class), escaped(text).replace('\n', "<br>"))
            })
            .collect();
        self.line(&format!("<tr>{}</tr>", cells.concat()));
    }
}

fn cells(holder: &Holder, cancelled: bool) -> Vec<(&'static str, String)> {
    let owner = holder.owner.as_ref();
    let registration = owner.map_or(NO_OWNER, |owner| owner.registration());
    let investor = match holder.investor {
        Some(number) => format!("investor {number}"),
        None => "not registered".to_owned(),
    };
    let named = holder.label.as_ref().map(|name| format!("{name}\n")).unwrap_or_default();
    let day = |day: Option<corridor_deploy::calendar::UtcDay>| {
        day.map(|day| day.to_string()).unwrap_or_default()
    };
    let mut cells = vec![
        ("", format!("{registration}\n{investor}")),
        ("", owner.map(|owner| owner.address.join("\n")).unwrap_or_default()),
        ("", format!("{}\n{}", holder.leg, holder.isin)),
        ("wallet", format!("{named}{}", holder.wallet)),
        ("number", holder.amount.clone()),
        ("number", holder.frozen.clone()),
        ("", "uncertificated".to_owned()),
        ("", day(holder.issued)),
    ];
    if cancelled {
        cells.push(("", day(holder.cancelled)));
    }
    cells
}

fn classed(class: &str) -> String {
    if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") }
}

/// Text that is no markup, whoever wrote it.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            character => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_becomes_markup() {
        let mut page = Page(String::new());
        page.row(&[("", "<script>alert('x')</script>\n\"A\" & B".to_owned())]);
        assert_eq!(
            page.0,
            "<tr><td>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;<br>&quot;A&quot; &amp; B</td></tr>\n"
        );
    }

    #[test]
    fn the_style_refers_to_nothing_outside() {
        for outside in ["url(", "@import", "http"] {
            assert!(!STYLE.contains(outside));
        }
    }
}
