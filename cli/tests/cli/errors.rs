//! What failures look like.

use std::net::TcpListener;

use snapbox::str;

use crate::bench::Bench;

#[test]
fn a_devnet_that_is_not_there() {
    let bench = Bench::new();
    for command in ["down", "status", "reset"] {
        bench
            .run(&format!("devnet {command} nowhere"))
            .code(1)
            .stdout_eq(str![[""]])
            .stderr_eq(str![[r#"
error: there is no devnet `nowhere`; `corridor devnet list` shows those there are, `corridor devnet up nowhere` makes one

"#]]);
    }
    bench.run("--json devnet status nowhere").code(1).stdout_eq(str![[r#"
{
  "schema": "corridor.error/1",
  "error": {
    "code": "devnet",
    "message": "there is no devnet `nowhere`; `corridor devnet list` shows those there are, `corridor devnet up nowhere` makes one",
    "hint": null
  }
}

"#]]);
    assert!(!bench.path().join(".corridor").exists());
}

#[test]
fn a_port_that_is_taken() {
    let bench = Bench::new();
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let error = format!(
        "error: port {port} is taken by another process; choose another with --port, or leave it out for a free one\n"
    );
    bench
        .run(&format!("devnet up --port {port}"))
        .code(1)
        .stdout_eq(str![[""]])
        .stderr_eq(error.clone());
    bench.run(&format!("devnet up --dry-run --port {port}")).code(1).stderr_eq(error);
    assert!(!bench.path().join(".corridor").exists());
    bench.run("devnet list").success().stdout_eq(str![[r#"
no devnets; `corridor devnet up` makes one

"#]]);
}

#[test]
fn a_missing_anvil() {
    let bench = Bench::new();
    let anvil = bench.path().join("no-anvil");
    let output = bench.command("devnet up").env("CORRIDOR_ANVIL", anvil).assert();
    output.code(1).stdout_eq(str![[""]]).stderr_eq(str![[r#"
error: [HOME]/no-anvil (from $CORRIDOR_ANVIL) is not an executable file; correct the path, or leave it out to use the installed anvil

"#]]);
}

#[test]
fn a_home_that_is_a_file() {
    let bench = Bench::new();
    bench.private_file("home", "");
    bench.run("--home home label set alice devnet:1").code(1).stdout_eq(str![[""]]).stderr_eq(
        str![[r#"
error: could not read [HOME]/home/labels.toml: Not a directory (os error 20)

"#]],
    );
}
