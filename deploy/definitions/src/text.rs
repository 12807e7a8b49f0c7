//! Text that stands in one line and is what it looks like.

use std::borrow::Cow;

/// Whether a letter breaks the line, is not seen, or turns the letters behind it around, so that a text looks like another one.
/// The two joiners are none of them: names of Persia and India are written with them.
#[must_use]
pub fn is_hidden(letter: char) -> bool {
    let is_nowhere = letter as u32 & 0xfffe == 0xfffe;
    is_nowhere
        || letter.is_control()
        || matches!(
            letter,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fdd0}'..='\u{fdef}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
        )
}

/// How much of a value of a file a message repeats: a screen or two.
const SHOWN: usize = 2_000;

/// A text of a file as messages repeat it: letters that are not seen by their number, and what is too long for a message cut.
#[must_use]
pub fn shown(text: &str) -> Cow<'_, str> {
    let is_plain = |letter: char| letter == '\n' || !is_hidden(letter);
    if text.len() <= SHOWN && text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::new();
    for letter in text.chars().take(SHOWN) {
        if is_plain(letter) {
            shown.push(letter);
        } else {
            shown.extend(letter.escape_unicode());
        }
    }
    let rest = text.chars().count().saturating_sub(SHOWN);
    if rest > 0 {
        shown.push_str(&format!("… ({rest} letters more)"));
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::{is_hidden, shown};

    #[test]
    fn messages_show_what_is_not_seen_and_cut_what_is_long() {
        assert_eq!(shown("`trans\0fer`; é\nb"), "`trans\\u{0}fer`; é\nb");
        let long = "a".repeat(5_000_000);
        let cut = shown(&long);
        assert!(cut.ends_with("a… (4998000 letters more)") && cut.len() < 3_000);
        assert!(matches!(shown("plain"), std::borrow::Cow::Borrowed("plain")));
    }

    #[test]
    fn what_is_not_seen_or_turns_a_line_around_is_hidden() {
        let hidden = "\0\n\r\t\u{7f}\u{85}\u{200b}\u{200e}\u{2028}\u{202e}\u{2066}\u{feff}\u{fffe}\u{1ffff}\u{e0041}";
        assert!(hidden.chars().all(is_hidden));
        let seen =
            "Ada O’Brien-Łukasiewicz & Söhne, 株式会社 \u{200c}\u{200d}विक्रम یاسمن \u{1f600}\u{a0}";
        assert!(!seen.contains(is_hidden));
    }
}
