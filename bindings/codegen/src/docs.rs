//! NatSpec as Rust documentation.

use serde_json::Value;

const WIDTH: usize = 110;

/// The lines of one documentation comment, without `///`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Docs(Vec<String>);

impl Docs {
    /// A paragraph of its own; empty text adds nothing.
    pub(crate) fn paragraph(mut self, text: &str) -> Self {
        let text = plain(text);
        if text.is_empty() {
            return self;
        }
        if !self.0.is_empty() {
            self.0.push(String::new());
        }
        self.0.extend(wrap(&text, if text.starts_with("- ") { "  " } else { "" }));
        self
    }

    /// A list of named items; an empty list adds nothing.
    fn list(mut self, items: &[(String, String)]) -> Self {
        if items.is_empty() {
            return self;
        }
        if !self.0.is_empty() {
            self.0.push(String::new());
        }
        for (name, text) in items {
            self.0.extend(wrap(&format!("- {name}: {}", plain(text)), "  "));
        }
        self
    }

    /// What the compiler collected about a function, event or error with these parameters and results.
    pub(crate) fn of_item(
        notice: &Value,
        developer: &Value,
        parameters: &[&str],
        results: &[&str],
    ) -> Self {
        let mut items = entries(&developer["params"], parameters, |name| format!("`{name}`"));
        items.extend(entries(&developer["returns"], results, |name| {
            if name.starts_with('_') { "returns".to_owned() } else { format!("returns `{name}`") }
        }));
        Self::default()
            .paragraph(notice.as_str().unwrap_or_default())
            .paragraph(developer["details"].as_str().unwrap_or_default())
            .list(&items)
    }

    /// The comment above a contract: paragraphs stay paragraphs, list items stay items, a line in capitals is a heading.
    pub(crate) fn of_contract(comment: &str) -> Self {
        let mut docs = Self::default();
        let mut paragraph = String::new();
        for line in comment.lines().map(str::trim).chain([""]) {
            let line = ["@notice", "@dev"]
                .iter()
                .find_map(|tag| line.strip_prefix(tag))
                .unwrap_or(line)
                .trim();
            let is_heading =
                line.len() > 3 && line.chars().all(|c| c.is_ascii_uppercase() || c == ' ');
            if line.is_empty() || line.starts_with("@title") || is_heading || line.starts_with("- ")
            {
                docs = docs.paragraph(&paragraph);
                paragraph.clear();
            }
            if is_heading {
                docs = docs.paragraph(&format!("**{line}**"));
            } else if !line.starts_with("@title") {
                paragraph.push(' ');
                paragraph.push_str(line);
            }
        }
        docs
    }

    /// As `///` lines at an indentation.
    pub(crate) fn to_comment(&self, indentation: &str) -> String {
        self.0
            .iter()
            .map(|line| format!("{indentation}/// {line}").trim_end().to_owned() + "\n")
            .collect()
    }
}

/// The documented ones of `names`, in their order; a result without a name is called `_0`, `_1`.
fn entries(map: &Value, names: &[&str], label: impl Fn(&str) -> String) -> Vec<(String, String)> {
    let numbered = names.iter().enumerate().map(|(index, name)| match *name {
        "" => format!("_{index}"),
        name => name.to_owned(),
    });
    numbered.filter_map(|name| Some((label(&name), map[&name].as_str()?.to_owned()))).collect()
}

/// One line of text; NatSpec's `{Name}` references as code.
pub(crate) fn plain(text: &str) -> String {
    let mut output = String::new();
    for word in text.split_whitespace() {
        if !output.is_empty() {
            output.push(' ');
        }
        output.push_str(&references(word));
    }
    output
}

fn references(word: &str) -> String {
    let Some((before, rest)) = word.split_once('{') else { return word.to_owned() };
    match rest.split_once('}') {
        Some((name, after)) => format!("{before}`{name}`{after}"),
        None => word.to_owned(),
    }
}

fn wrap(text: &str, indentation: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.len() + 1 + word.len() <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            Some(_) => lines.push(format!("{indentation}{word}")),
            None => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn notice_details_and_parameters_are_put_together() {
        let developer = json!({
            "details": "Why: see {IRegime}.",
            "params": { "amount": "how much", "wallet": "whose it is" },
            "returns": { "_0": "the word", "standing": "the word" },
        });
        let docs = Docs::of_item(
            &json!("The standing."),
            &developer,
            &["wallet", "amount"],
            &["", "standing"],
        );
        let expected = "The standing.\n\nWhy: see `IRegime`.\n\n- `wallet`: whose it is\n- `amount`: how much\n\
                        - returns: the word\n- returns `standing`: the word";
        assert_eq!(docs.0.join("\n"), expected);
    }

    #[test]
    fn a_contract_keeps_its_paragraphs() {
        let comment = "@title A\n @notice Does\n this.\n\n ROLES\n None.\n\n PROPERTIES\n - one\n   line\n - two";
        let expected = "Does this.\n\n**ROLES**\n\nNone.\n\n**PROPERTIES**\n\n- one line\n\n- two";
        assert_eq!(Docs::of_contract(comment).0.join("\n"), expected);
    }

    #[test]
    fn nothing_makes_no_comment() {
        assert_eq!(Docs::of_item(&Value::Null, &Value::Null, &[], &[]).to_comment(""), "");
    }

    #[test]
    fn long_lines_wrap_between_words() {
        let lines = wrap(&"word ".repeat(50).trim_end().replace("word", "0123456789"), "  ");
        assert!(lines.iter().all(|line| line.len() <= WIDTH) && lines.len() == 6, "{lines:?}");
    }
}
