//! A working folder, and the binary run in it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use snapbox::cmd::{Command, OutputAssert, cargo_bin};
use snapbox::{Assert, Redactions};

/// A folder with nothing in it. Devnets that a test leaves running are stopped at its end.
pub(crate) struct Bench {
    folder: tempfile::TempDir,
    random_addresses: bool,
}

impl Bench {
    pub(crate) fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("corridor-cli-").tempdir();
        Self { folder: folder.expect("a temporary folder"), random_addresses: false }
    }

    /// For tests that make keys: addresses differ between two runs.
    pub(crate) fn with_random_addresses() -> Self {
        let mut bench = Self::new();
        bench.random_addresses = true;
        bench
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// A file of mode 0600 in the folder.
    pub(crate) fn private_file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path().join(name);
        fs::write(&path, text).expect("written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("restricted");
        path
    }

    /// The binary with a clean environment, in this folder.
    pub(crate) fn command(&self, arguments: &str) -> Command {
        Command::new(cargo_bin!("corridor"))
            .with_assert(self.assert())
            .env_remove("CORRIDOR_HOME")
            .env_remove("CORRIDOR_NETWORK")
            .env_remove("CORRIDOR_KEYSTORE_PASSWORD_FILE")
            .env("COLUMNS", "100")
            .current_dir(self.path())
            .args(arguments.split_whitespace())
    }

    pub(crate) fn run(&self, arguments: &str) -> OutputAssert {
        self.command(arguments).assert()
    }

    /// What differs between two runs is replaced before outputs are compared.
    fn assert(&self) -> Assert {
        let mut redactions = Redactions::new();
        let mut replace = |name: &'static str, pattern: &str| {
            let pattern = regex::Regex::new(pattern).expect("a pattern");
            redactions.insert(name, pattern).expect("a placeholder");
        };
        replace("[HASH]", r"\b0x[0-9a-f]{64}\b");
        if self.random_addresses {
            replace("[ADDRESS]", r"\b0x[0-9a-fA-F]{40}\b");
        }
        replace("[PORT]", r"(?:127\.0\.0\.1:|.port.: )(?<redacted>[0-9]+)");
        replace("[PID]", r"(?:process +|.pid.: )(?<redacted>[0-9]+)");
        let root = fs::canonicalize(self.path()).expect("the folder");
        redactions.insert("[HOME]", root.display().to_string()).expect("a placeholder");
        Assert::new().action_env("SNAPSHOTS").redact_with(redactions)
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        let names = fs::read_dir(self.path().join(".corridor/devnets")).into_iter().flatten();
        for name in names.flatten() {
            let name = name.file_name().to_string_lossy().into_owned();
            let _ = self.command(&format!("devnet down {name}")).output();
        }
    }
}
