//! The committed artifacts, bindings and contracts/ERRORS.md are what the Solidity sources give, byte for byte.

use std::process::{Command, Stdio};

#[test]
fn nothing_generated_is_stale() {
    let status = Command::new(env!("CARGO_BIN_EXE_corridor-codegen"))
        .arg("--check")
        .stdin(Stdio::null())
        .status()
        .expect("the generator starts");
    assert!(status.success(), "`cargo codegen` brings the files named above up to date");
}
