//! A working folder, and the binary run in it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use snapbox::cmd::{Command, OutputAssert, cargo_bin};
use snapbox::{Assert, Redactions};

/// Inputs of the UK profile, as a file.
pub(crate) const UK_INPUTS: &str = r#"entrant_lei = "969500KSV493XWY0PS33"
entrant_jurisdiction = "GB"
gate = "gate-2"
activities = "issue,maintain,settle"
asset_class = "sovereign-bonds"
capacity_limit = "GBP 500,000,000"
minimum_denomination = "GBP 100,000"
denomination_multiple = "GBP 0.01"
"#;

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
            .env_remove("CORRIDOR_BOOK_PASSPHRASE_FILE")
            .env("COLUMNS", "100")
            .current_dir(self.path())
            .args(arguments.split_whitespace())
    }

    /// The binary with arguments between double quotes kept together.
    pub(crate) fn quoted(&self, line: &str) -> OutputAssert {
        let words = line.split('"').enumerate().flat_map(|(index, part)| match index % 2 {
            0 => part.split_whitespace().map(str::to_owned).collect::<Vec<_>>(),
            _ => vec![part.to_owned()],
        });
        self.command("").args(words).assert()
    }

    /// A folder with a running devnet that has the gilt under the UK profile, and the demo's investors.
    pub(crate) fn with_gilt() -> Self {
        let bench = Self::new();
        bench.private_file("uk.toml", UK_INPUTS);
        bench.run("devnet up").success();
        let issue = "bond issue treasury-gilt-2040 --profile uk-sandbox --inputs uk.toml --quiet";
        bench.run(issue).success();
        bench.run("investor import --demo").success();
        bench
    }

    pub(crate) fn run(&self, arguments: &str) -> OutputAssert {
        self.command(arguments).assert()
    }

    /// The status of a command to whose result nobody listens.
    pub(crate) fn unheard(&self, arguments: &str) -> Option<i32> {
        let mut command = std::process::Command::new(cargo_bin!("corridor"));
        command.args(arguments.split_whitespace()).current_dir(self.path());
        command.stdout(Stdio::piped()).stderr(Stdio::null()).env_remove("CORRIDOR_HOME");
        let mut running = command.spawn().expect("started");
        drop(running.stdout.take());
        running.wait().expect("ended").code()
    }

    /// Runs commands whose input is wrong: each ends with its status and one error, which says this, and prints nothing else.
    pub(crate) fn wrong(&self, commands: &[(&str, i32, &str)]) {
        for (line, status, said) in commands {
            let output = self.quoted(line).code(*status).stdout_eq("").get_output().clone();
            let told = String::from_utf8(output.stderr).expect("text is UTF-8");
            let errors = told.lines().filter(|line| line.starts_with("error: ")).count();
            assert!(errors == 1 && told.starts_with("error: "), "{line}: {told}");
            assert!(told.contains(said), "{line}: {told}");
        }
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
        replace("[TIME]", r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z\b");
        replace("[GAS]", r"(?:gas +|.gas_(?:used|estimate).: )(?<redacted>[0-9,]*[0-9])");
        replace("[GAS]", r"(?<redacted>[0-9][0-9,]*) gas\b");
        replace("[GAS]", r"(?<redacted>[0-9][0-9,]+ +(?:0x[0-9a-f]{64}|\[HASH\]))");
        replace("[REGIME]", r"regime +(?<redacted>0x[0-9a-fA-F]{40})\b");
        replace("[SECONDS]", r"must be; (?<redacted>[0-9]+\.[0-9]) s\n");
        replace("[DAY]", r"(?:leg reg-s, on|days since) (?<redacted>[0-9]{4}-[0-9]{2}-[0-9]{2})\b");
        replace("[DAY]", r"end on (?<redacted>[0-9]{4}-[0-9]{2}-[0-9]{2})\b");
        replace("[DAY]", r"today, (?<redacted>[0-9]{4}-[0-9]{2}-[0-9]{2})\b");
        replace(
            "[DAY]",
            r"(?:tranche|last purchase|first offer) +(?<redacted>[0-9]{4}-[0-9]{2}-[0-9]{2})\b",
        );
        replace("[DAY]", r#""tranche": "(?<redacted>[0-9]{4}-[0-9]{2}-[0-9]{2})""#);
        replace("[DAY]", r"(?m)^(?<redacted>[0-9]{4}-[0-9]{2}-[0-9]{2})  +GBP");
        // A country, with its subdivision or another word behind it, the day of issue, an amount.
        replace(
            "[DAY]",
            r"\b[A-Z]{2}(?:[-,][^,\n]*?)?  +(?<redacted>[0-9]{4}-[0-9]{2}-[0-9]{2})  +[A-Z]{3} ",
        );
        replace("[DAY]", r#"issued": "(?<redacted>[0-9]{4}-[0-9]{2}-[0-9]{2})""#);
        replace("[DAY]", r"GBP [0-9]+,[0-9]+,(?<redacted>[0-9]{4}-[0-9]{2}-[0-9]{2}),");
        replace("[DAY]", r"(?:recorded +|deleted +|as of )(?<redacted>[0-9]{4}-[0-9]{2}-[0-9]{2})");
        replace("[DAY]", r"reaches to (?<redacted>[0-9]{4}-[0-9]{2}-[0-9]{2})");
        replace("[SECONDS]", r#""time": (?<redacted>[0-9]+)"#);
        replace(
            "[DAY]",
            r"in [0-9]+ (?:day|month)s?, used .* since (?<redacted>[0-9]{4}-[0-9]{2}-[0-9]{2})\b",
        );
        replace(
            "[STAMP]",
            r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}-[0-9]{2}-[0-9]{2}Z(?:-[0-9]+)?\b",
        );
        replace("[DATA]", r"\b0x[0-9a-f]{72,}\b");
        replace("[PORT]", r"(?:127\.0\.0\.1:|.port.: )(?<redacted>[0-9]+)");
        replace("[PID]", r"(?:process +|.pid.: )(?<redacted>[0-9]+)");
        replace("[BLOCK]", r#""block": (?<redacted>[0-9]+)"#);
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
