#!/usr/bin/env bash
# How long a cold build of the binary takes, against a bare program that has the same alloy features and nothing else. Both are
# built in one run, with the profiles of this workspace (which optimise the curve and the ciphers of keystores in every build), in
# fresh target folders, with crates downloaded beforehand. Wants an otherwise idle machine.
#
#   tests/bench/cold-build.sh [--release]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
root="$PWD"
profile=("$@")

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/bare/src"
# Every section of a profile but those of this workspace's own crates, which the bare program does not have.
profiles="$(awk '/^\[/ { wanted = /^\[profile\./ && !/corridor-/ } wanted && !/^#/' Cargo.toml)"
features="$(cargo metadata --no-deps --format-version 1 --locked | node -e '
    const packages = JSON.parse(require("fs").readFileSync(0, "utf8")).packages;
    const deploy = packages.find((one) => one.name === "corridor-deploy");
    const alloy = deploy.dependencies.find((one) => one.name === "alloy");
    console.log(`alloy = { version = "${alloy.req}", default-features = false, features = ${JSON.stringify(alloy.features)} }`);
')"
cat > "$work/bare/Cargo.toml" <<TOML
[package]
name = "bare"
version = "0.0.0"
edition = "2024"

[dependencies]
$features
tokio = { version = "1", features = ["macros", "rt-multi-thread"] }

[workspace]

$profiles
TOML
cat > "$work/bare/src/main.rs" <<'RUST'
use alloy::providers::{Provider as _, ProviderBuilder};

#[tokio::main]
async fn main() {
    let provider = ProviderBuilder::new().connect_http("http://127.0.0.1:8545".parse().unwrap());
    println!("{:?}", provider.get_chain_id().await);
}
RUST
# The same versions of everything, and the same toolchain.
cp Cargo.lock rust-toolchain.toml "$work/bare/"

build() { # folder, name, arguments...
    local folder="$1" name="$2" started ended
    shift 2
    (cd "$folder" && cargo fetch --quiet)
    started="$(date +%s%N)"
    (cd "$folder" && CARGO_TARGET_DIR="$work/target-$name" cargo build --quiet "$@")
    ended="$(date +%s%N)"
    echo "$(((ended - started) / 1000000))"
}

bare="$(build "$work/bare" bare "${profile[@]}")"
rm -rf "$work/target-bare"
corridor="$(build "$root" corridor --locked --package corridor-cli "${profile[@]}")"

node -e '
    const [bare, corridor] = process.argv.slice(1).map(Number);
    const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;
    console.log(`bare program   ${seconds(bare)}`);
    console.log(`corridor       ${seconds(corridor)}`);
    console.log(`ratio          ${(corridor / bare).toFixed(2)} (bar 1.60)`);
' "$bare" "$corridor"
