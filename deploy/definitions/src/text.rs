//! Text that stands in one line and is what it looks like.

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

#[cfg(test)]
mod tests {
    use super::is_hidden;

    #[test]
    fn what_is_not_seen_or_turns_a_line_around_is_hidden() {
        let hidden = "\0\n\r\t\u{7f}\u{85}\u{200b}\u{200e}\u{2028}\u{202e}\u{2066}\u{feff}\u{fffe}\u{1ffff}\u{e0041}";
        assert!(hidden.chars().all(is_hidden));
        let seen =
            "Ada O’Brien-Łukasiewicz & Söhne, 株式会社 \u{200c}\u{200d}विक्रम یاسمن \u{1f600}\u{a0}";
        assert!(!seen.contains(is_hidden));
    }
}
