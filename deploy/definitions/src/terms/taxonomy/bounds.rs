//! How large a document may be, told before it is parsed: the parser compares the attributes of an element with each other, so a file of
//! some megabytes can keep it for minutes.

use super::TaxonomyError;

/// Bytes of a document. Those of the taxonomy have some tens of thousands.
const MOST_BYTES: usize = 1 << 20;

/// Bytes of a tag, which has attributes and namespaces in it.
const MOST_OF_A_TAG: usize = 16 << 10;

/// Nodes of a document: elements, comments and the text between them.
pub(super) const MOST_NODES: u32 = 20_000;

/// Declarations of namespaces: each element is compared with all that hold for it.
const MOST_NAMESPACES: usize = 100;

/// Refuses what is too large to be the document of a bond.
pub(super) fn check(file: &str, text: &str) -> Result<(), TaxonomyError> {
    let file = || file.to_owned();
    if text.len() > MOST_BYTES {
        return Err(TaxonomyError::TooLarge { file: file(), bytes: text.len(), most: MOST_BYTES });
    }
    if text.matches("xmlns").count() > MOST_NAMESPACES {
        return Err(TaxonomyError::TooManyNamespaces { file: file(), most: MOST_NAMESPACES });
    }
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        rest = &rest[start..];
        let length = length_of(rest);
        if length > MOST_OF_A_TAG && !is_skipped(rest) {
            let line = text[..text.len() - rest.len()].matches('\n').count() + 1;
            let line = u32::try_from(line).unwrap_or(u32::MAX);
            return Err(TaxonomyError::LongTag { file: file(), line, most: MOST_OF_A_TAG });
        }
        rest = &rest[length..];
    }
    Ok(())
}

/// Sections that have no attributes, and what ends them.
const SKIPPED: [(&str, &str); 3] = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")];

fn is_skipped(text: &str) -> bool {
    SKIPPED.iter().any(|(begins, _)| text.starts_with(begins))
}

/// Bytes of what begins here with `<`, up to its end or to that of the text.
fn length_of(text: &str) -> usize {
    if let Some((_, ends)) = SKIPPED.iter().find(|(begins, _)| text.starts_with(begins)) {
        return text.find(ends).map_or(text.len(), |end| end + ends.len());
    }
    let mut quote = None;
    for (place, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return place + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;
    use crate::terms::taxonomy::import;

    /// What the import of such a file says, at once.
    fn refused(xml: &str) -> TaxonomyError {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bond.xml");
        std::fs::write(&path, xml).unwrap();
        let began = Instant::now();
        let error = import(&path, "2026-11-27".parse().unwrap()).unwrap_err();
        let took = began.elapsed();
        assert!(took < Duration::from_secs(10), "{took:?}: {error}");
        error
    }

    fn many(count: usize, one: impl Fn(usize) -> String) -> String {
        (0..count).map(one).collect()
    }

    #[test]
    fn what_would_keep_the_parser_is_refused_before_it_is_parsed() {
        let attributes = |count| many(count, |one| format!(" a{one}=\"\""));
        let error = refused(&format!("<Document>\n<a{}/></Document>", attributes(200_000)));
        assert!(matches!(error, TaxonomyError::TooLarge { .. }), "{error}");
        let error = refused(&format!("<Document>\n<a{}/></Document>", attributes(50_000)));
        assert!(matches!(error, TaxonomyError::LongTag { line: 2, .. }), "{error}");
        // A tag ends behind its values, whatever is in them, and is as long without an end.
        let value = "> <".repeat(MOST_OF_A_TAG / 3);
        for (begins, ends) in [("\"", "\"/>"), ("'", "'/>"), ("\"", "")] {
            let error = refused(&format!("<!-- < -->\n<a b={begins}{value}{ends}"));
            assert!(matches!(error, TaxonomyError::LongTag { line: 2, .. }), "{error}");
        }
        let names = many(15_000, |one| format!("<a xmlns:n{one}=\"u:{one}\">"));
        let error = refused(&names);
        assert!(matches!(error, TaxonomyError::TooManyNamespaces { .. }), "{error}");
        let error = refused(&"<a>".repeat(30_000));
        assert!(matches!(error, TaxonomyError::TooManyNodes { .. }), "{error}");
    }

    #[test]
    fn what_is_no_tag_may_be_long() {
        let long = "<a b=\"1\" ".repeat(MOST_OF_A_TAG);
        for text in [
            format!("<Document><!-- {long} --></Document>"),
            format!("<Document><![CDATA[{long}]]></Document>"),
            format!("<?pi {long}?><Document/>"),
            format!("<Document>{}</Document>", "text ".repeat(MOST_OF_A_TAG)),
        ] {
            check("bond.xml", &text).unwrap();
        }
    }
}
