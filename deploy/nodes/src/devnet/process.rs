//! Node processes: starting, recognising and ending them.
//!
//! A process id alone proves nothing, because ids are used again. A process is recognised by its id together with
//! the moment it started.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Write};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};
use serde::{Deserialize, Serialize};

const POLL: Duration = Duration::from_millis(10);

/// Waits for one line before it becomes the node, so that no node runs that nobody wrote down: when the command
/// dies first, the line never comes and the shell ends.
const WAIT_THEN_BECOME: &str = r#"read -r go && exec "$@" </dev/null"#;

/// Runs the node for as long as its standard input stays open, that is for as long as the owner lives, however the
/// owner ends.
const RUN_WHILE_OWNED: &str = r#"
exec 3<&0
"$@" </dev/null 3<&- &
node=$!
(read -r _ <&3; kill -KILL "$node") 2>/dev/null &
watcher=$!
wait "$node"
status=$?
kill -KILL "$watcher" 2>/dev/null
exit "$status"
"#;

/// A process, recognisable after its id has been used again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProcessId {
    /// The process id.
    pub pid: u32,
    /// When the process started, in the system's own form; it is compared and never interpreted.
    pub started: String,
}

impl ProcessId {
    /// The process that has this id now; `None` when there is none.
    #[must_use]
    pub fn of(pid: u32) -> Option<Self> {
        started_at(pid).map(|started| Self { pid, started })
    }

    /// Whether this very process still runs.
    #[must_use]
    pub fn is_running(&self) -> bool {
        if let Some(pid) = self.raw() {
            // Collects it when it is an ended child of ours; a foreign process is not affected.
            let _ = waitpid(Some(pid), WaitOptions::NOHANG);
        }
        Self::of(self.pid).as_ref() == Some(self)
    }

    /// Asks the process to end and write its state; ends it by force after `patience`. Returns whether it ended by
    /// itself.
    ///
    /// # Errors
    ///
    /// The process belongs to somebody else.
    pub fn stop(&self, patience: Duration) -> io::Result<bool> {
        self.signal(Signal::INT)?;
        if self.ended_within(patience) {
            return Ok(true);
        }
        self.kill()?;
        Ok(false)
    }

    /// Ends the process by force and waits until it is gone.
    ///
    /// # Errors
    ///
    /// The process belongs to somebody else, or doesn't end.
    pub fn kill(&self) -> io::Result<()> {
        self.signal(Signal::KILL)?;
        if self.ended_within(Duration::from_secs(5)) {
            return Ok(());
        }
        Err(io::Error::new(io::ErrorKind::TimedOut, "the process did not end"))
    }

    fn raw(&self) -> Option<Pid> {
        i32::try_from(self.pid).ok().and_then(Pid::from_raw)
    }

    fn signal(&self, signal: Signal) -> io::Result<()> {
        match self.raw() {
            Some(pid) if self.is_running() => match kill_process(pid, signal) {
                Ok(()) | Err(rustix::io::Errno::SRCH) => Ok(()),
                Err(error) => Err(error.into()),
            },
            _ => Ok(()),
        }
    }

    fn ended_within(&self, patience: Duration) -> bool {
        let began = Instant::now();
        while self.is_running() {
            if began.elapsed() >= patience {
                return false;
            }
            std::thread::sleep(POLL);
        }
        true
    }
}

/// On Linux: the boot and the clock tick of the start, from `/proc`. An ended process that nobody collected yet
/// doesn't count.
#[cfg(target_os = "linux")]
fn started_at(pid: u32) -> Option<String> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The second field is the name in parentheses, which may itself hold spaces and parentheses.
    let mut fields = stat.get(stat.rfind(')')? + 1..)?.split_whitespace();
    let state = fields.next()?;
    let ticks = fields.nth(18)?;
    if matches!(state, "Z" | "X") {
        return None;
    }
    let boot = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
    Some(format!("{}:{ticks}", boot.trim()))
}

/// Elsewhere: what `ps` says.
#[cfg(not(target_os = "linux"))]
fn started_at(pid: u32) -> Option<String> {
    let output = Command::new("ps").args(["-o", "stat=,lstart=", "-p", &pid.to_string()]).output();
    let text = String::from_utf8(output.ok()?.stdout).ok()?;
    let (state, started) = text.trim().split_once(char::is_whitespace)?;
    (!state.starts_with('Z')).then(|| started.trim().to_owned())
}

/// A node that has been started and belongs to nobody yet: dropping it ends it.
#[derive(Debug)]
pub(super) struct Starting {
    child: Child,
    id: ProcessId,
    kept: bool,
}

impl Starting {
    /// Prepares a node that outlives this process. It does not run before [`Self::go`].
    pub(super) fn detached(binary: &Path, arguments: &[OsString], log: &File) -> io::Result<Self> {
        let mut child = shell(WAIT_THEN_BECOME, binary, arguments, log)?;
        match ProcessId::of(child.id()) {
            Some(id) => Ok(Self { child, id, kept: false }),
            None => {
                child.kill()?;
                child.wait()?;
                Err(io::Error::other("the new process could not be recognised"))
            }
        }
    }

    pub(super) fn id(&self) -> &ProcessId {
        &self.id
    }

    pub(super) fn go(&mut self) -> io::Result<()> {
        match self.child.stdin.take() {
            Some(mut pipe) => pipe.write_all(b"go\n"),
            None => Ok(()),
        }
    }

    pub(super) fn exited(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().ok().flatten()
    }

    /// Lets the node live on.
    pub(super) fn keep(mut self) {
        self.kept = true;
    }
}

impl Drop for Starting {
    fn drop(&mut self) {
        if !self.kept {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// A node that ends with its owner: when this is dropped, and when the owning process dies.
#[derive(Debug)]
pub(super) struct Owned {
    child: Child,
}

impl Owned {
    pub(super) fn start(binary: &Path, arguments: &[OsString], log: &File) -> io::Result<Self> {
        Ok(Self { child: shell(RUN_WHILE_OWNED, binary, arguments, log)? })
    }

    pub(super) fn exited(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().ok().flatten()
    }
}

impl Drop for Owned {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

/// A shell script in its own process group, so that an interrupt at the terminal doesn't reach it.
fn shell(script: &str, binary: &Path, arguments: &[OsString], log: &File) -> io::Result<Child> {
    Command::new("/bin/sh")
        .args(["-c", script, "corridor-node"])
        .arg(binary)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(log.try_clone()?)
        .stderr(log.try_clone()?)
        .process_group(0)
        .spawn()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log() -> File {
        tempfile::tempfile().expect("a temporary file")
    }

    #[test]
    fn a_process_is_recognised_by_its_start() {
        let own = ProcessId::of(std::process::id()).expect("this process");
        assert!(own.is_running());
        let other = ProcessId { pid: own.pid, started: "another time".to_owned() };
        assert!(!other.is_running());
        other.kill().expect("a process that is not this one is left alone");
    }

    #[test]
    fn a_node_that_is_not_told_to_go_never_runs() {
        let mut starting = Starting::detached(Path::new("/bin/sleep"), &["60".into()], &log())
            .expect("a prepared process");
        let id = starting.id().clone();
        assert!(id.is_running());
        drop(starting.child.stdin.take());
        assert!(id.ended_within(Duration::from_secs(5)));
    }

    #[test]
    fn a_kept_node_lives_on_until_it_is_stopped() {
        let mut starting = Starting::detached(Path::new("/bin/sleep"), &["60".into()], &log())
            .expect("a prepared process");
        starting.go().expect("go");
        let id = starting.id().clone();
        starting.keep();
        assert!(id.is_running());
        // Whether the interrupt is heeded depends on who runs the test; the end comes in any case.
        id.stop(Duration::from_millis(300)).expect("stopped");
        assert!(!id.is_running());
    }

    #[test]
    fn an_owned_node_ends_with_its_owner() {
        let marker = tempfile::tempdir().expect("a temporary folder");
        let file = marker.path().join("pid");
        let script = format!("echo $$ > {}; exec sleep 60", file.display());
        let owned =
            Owned::start(Path::new("/bin/sh"), &["-c".into(), script.into()], &log()).expect("run");
        let began = Instant::now();
        let pid = loop {
            if let Some(pid) =
                std::fs::read_to_string(&file).ok().and_then(|t| t.trim().parse().ok())
            {
                break pid;
            }
            assert!(began.elapsed() < Duration::from_secs(5), "the node never ran");
            std::thread::sleep(POLL);
        };
        let id = ProcessId::of(pid).expect("the node");
        drop(owned);
        assert!(!id.is_running());
    }
}
