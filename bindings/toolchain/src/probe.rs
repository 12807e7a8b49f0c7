//! Asks a program for its version.

use std::{ffi::OsString, path::Path, process::Command};

/// Runs `program args.. --version` and returns what it printed, or why it could not.
pub(crate) fn version_text(program: &Path, args: &[OsString]) -> Result<String, String> {
    let output =
        Command::new(program).args(args).arg("--version").output().map_err(|e| e.to_string())?;
    if !output.status.success() {
        let stderr = String::from_utf8_lossy(&output.stderr);
        return Err(format!(
            "it ended with {} and wrote: {}",
            output.status,
            last_lines(&stderr, 3)
        ));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The version in the output of a Foundry tool (`anvil Version: 1.7.1-stable`) or of solc (`Version: 0.8.37+commit...`).
pub(crate) fn reported_version(text: &str) -> Option<&str> {
    text.lines()
        .find_map(|line| line.split_once("Version: "))
        .and_then(|(_, rest)| rest.split_whitespace().next())
}

/// Whether a reported version is the release `pinned`: a commit or a release label may follow, a pre-release may not.
pub(crate) fn is_release(reported: &str, pinned: &str) -> bool {
    let Some(rest) = reported.strip_prefix(pinned) else { return false };
    let label = rest.split('+').next().unwrap_or_default();
    label.is_empty() || label == "-stable" || label.strip_prefix("-v") == Some(pinned)
}

/// The last `count` lines of `text` that are not blank.
pub(crate) fn last_lines(text: &str, count: usize) -> String {
    let lines: Vec<_> = text.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
    lines[lines.len().saturating_sub(count)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_from_both_families() {
        assert_eq!(reported_version("anvil Version: 1.7.1\nCommit SHA: 40"), Some("1.7.1"));
        let solc = "solc, the solidity compiler\nVersion: 0.8.37+commit.f401782d.Linux.g++\n";
        assert_eq!(reported_version(solc), Some("0.8.37+commit.f401782d.Linux.g++"));
        assert_eq!(reported_version("something else"), None);
    }

    #[test]
    fn a_release_may_carry_a_commit_or_a_label_and_nothing_else() {
        for good in ["1.7.1", "1.7.1-stable", "1.7.1-v1.7.1", "1.7.1+commit.40", "1.7.1-stable+40"]
        {
            assert!(is_release(good, "1.7.1"), "{good}");
        }
        for bad in ["1.7.10", "1.7.1-nightly", "1.7.1-dev+40", "1.7", "0.1.7.1", ""] {
            assert!(!is_release(bad, "1.7.1"), "{bad}");
        }
    }

    #[test]
    fn the_last_lines_skip_blank_ones() {
        assert_eq!(last_lines("a\n\nb\nc\n\n", 2), "b\nc");
        assert_eq!(last_lines("", 2), "");
    }
}
