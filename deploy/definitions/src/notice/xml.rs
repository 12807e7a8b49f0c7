//! Writing XML.

use std::fmt::Write as _;

use jiff::civil::Date;

/// A document that is written.
pub(super) struct Writer {
    xml: String,
    depth: usize,
}

impl Writer {
    /// Writes a document of a message definition.
    pub(super) fn document(
        definition: &str,
        message: &str,
        content: impl FnOnce(&mut Self),
    ) -> String {
        let xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
        let mut writer = Self { xml, depth: 0 };
        let namespace = format!("urn:iso:std:iso:20022:tech:xsd:{definition}");
        writer.line(&format!("<Document xmlns=\"{namespace}\">"));
        writer.depth = 1;
        writer.inside(message, content);
        writer.depth = 0;
        writer.line("</Document>");
        writer.xml
    }

    /// An element with others in it.
    pub(super) fn inside(&mut self, name: &str, content: impl FnOnce(&mut Self)) {
        self.line(&format!("<{name}>"));
        self.depth += 1;
        content(self);
        self.depth -= 1;
        self.line(&format!("</{name}>"));
    }

    /// Elements in one another, and a text in the last of them.
    pub(super) fn nested(&mut self, names: &[&str], text: &str) {
        match names {
            [] => {}
            [name] => self.element(name, text),
            [name, rest @ ..] => self.inside(name, |writer| writer.nested(rest, text)),
        }
    }

    /// A day, which messages have as a choice.
    pub(super) fn date(&mut self, name: &str, date: Date) {
        self.nested(&[name, "Dt"], &date.to_string());
    }

    /// An element with a text.
    pub(super) fn element(&mut self, name: &str, text: &str) {
        self.line(&format!("<{name}>{}</{name}>", escaped(text)));
    }

    /// An amount of money.
    pub(super) fn amount(&mut self, name: &str, currency: &str, number: &str) {
        let (currency, number) = (escaped(currency), escaped(number));
        self.line(&format!("<{name} Ccy=\"{currency}\">{number}</{name}>"));
    }

    fn line(&mut self, text: &str) {
        // Writing to a string does not fail.
        let _ = writeln!(self.xml, "{:width$}{text}", "", width = 2 * self.depth);
    }
}

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;").replace('"', "&quot;")
}
