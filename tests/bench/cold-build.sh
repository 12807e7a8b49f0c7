#!/usr/bin/env bash
# How long a cold build of the binary takes, against a bare program that has the same alloy features and nothing else. The bare program
# is built twice: with the TLS that reaches an https:// endpoint, for which alloy has a feature of its own and this workspace the lighter
# `reqwest` with `rustls-no-provider` and ring, and without. All are built in one run, with the profiles of this workspace (which optimise
# the curve and the ciphers of keystores in every build), in fresh target folders, with crates downloaded beforehand. Wants an otherwise
# idle machine. The bar is for the program with TLS; the other ratio is printed beside it.
#
#   tests/bench/cold-build.sh [--release]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
root="$PWD"
profile=("$@")

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
# Every section of a profile but those of this workspace's own crates, which the bare program does not have.
profiles="$(awk '/^\[/ { wanted = /^\[profile\./ && !/corridor-/ } wanted && !/^#/' Cargo.toml)"
# What `corridor-nodes`, which makes the connections, takes of a crate.
taken() { # crate
    cargo metadata --no-deps --format-version 1 --locked | node -e '
        const packages = JSON.parse(require("fs").readFileSync(0, "utf8")).packages;
        const nodes = packages.find((one) => one.name === "corridor-nodes");
        const crate = nodes.dependencies.find((one) => one.name === process.argv[1]);
        console.log(`${crate.name} = { version = "${crate.req}", default-features = false, features = ${JSON.stringify(crate.features)} }`);
    ' "$1"
}

bare() { # folder, crates beside alloy, what main begins with
    mkdir -p "$1/src"
    cat > "$1/Cargo.toml" <<TOML
[package]
name = "bare"
version = "0.0.0"
edition = "2024"

[dependencies]
$(taken alloy)
$2
tokio = { version = "1", features = ["macros", "rt-multi-thread"] }

[workspace]

$profiles
TOML
    cat > "$1/src/main.rs" <<RUST
use alloy::providers::{Provider as _, ProviderBuilder};

#[tokio::main]
async fn main() {
    $3
    let provider = ProviderBuilder::new().connect_http("http://127.0.0.1:8545".parse().unwrap());
    println!("{:?}", provider.get_chain_id().await);
}
RUST
    # The same versions of everything, and the same toolchain.
    cp Cargo.lock rust-toolchain.toml "$1/"
}

bare "$work/plain" "" ""
bare "$work/bare" "$(taken reqwest; taken rustls)" "rustls::crypto::ring::default_provider().install_default().unwrap();"

build() { # folder, name, arguments...
    local folder="$1" name="$2" started ended
    shift 2
    (cd "$folder" && cargo fetch --quiet)
    started="$(date +%s%N)"
    (cd "$folder" && CARGO_TARGET_DIR="$work/target-$name" cargo build --quiet "$@")
    ended="$(date +%s%N)"
    echo "$(((ended - started) / 1000000))"
}

plain="$(build "$work/plain" plain "${profile[@]}")"
rm -rf "$work/target-plain"
bare="$(build "$work/bare" bare "${profile[@]}")"
rm -rf "$work/target-bare"
corridor="$(build "$root" corridor --locked --package corridor-cli "${profile[@]}")"

node -e '
    const [plain, bare, corridor] = process.argv.slice(1).map(Number);
    const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;
    const times = (than) => (corridor / than).toFixed(2);
    console.log(`bare program, http alone   ${seconds(plain)}   corridor takes ${times(plain)} times that`);
    console.log(`bare program               ${seconds(bare)}   corridor takes ${times(bare)} times that (bar 1.60)`);
    console.log(`corridor                   ${seconds(corridor)}`);
' "$plain" "$bare" "$corridor"
