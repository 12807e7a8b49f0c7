#!/usr/bin/env bash
# How long a cold build of the binary takes, against a bare program that has the same alloy features and nothing else. The bare program
# is built twice: with the TLS that reaches an https:// endpoint, for which alloy has a feature of its own and this workspace the lighter
# `reqwest` with `rustls-no-provider` and ring, and without. All are built in one run, with the profiles of this workspace (which optimise
# the curve and the ciphers of keystores in every build), in fresh target folders, with crates downloaded beforehand. Wants an otherwise
# idle machine, and even there one build takes a third longer than the same build minutes later: so the three are built in turn, several
# times, and the medians are compared. The bar is for the program with TLS; the other ratio is printed beside it.
#
#   tests/bench/cold-build.sh [--rounds N] [--release]      three rounds, about twenty minutes, where no number is given
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
root="$PWD"
rounds=3
profile=()
while (($#)); do
    case "$1" in
        --rounds) rounds="${2:-}"; shift ;;
        --release) profile+=("$1") ;;
        *) echo "cold-build.sh: unknown option $1: it takes --rounds N and --release" >&2; exit 2 ;;
    esac
    shift || break
done
[[ "$rounds" =~ ^[1-9][0-9]?$ ]] || { echo "cold-build.sh: --rounds takes a number from 1 to 99, not '$rounds'" >&2; exit 2; }

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
    rm -rf "$work/target"
    started="$(date +%s%N)"
    (cd "$folder" && CARGO_TARGET_DIR="$work/target" cargo build --quiet "$@")
    ended="$(date +%s%N)"
    echo "$name $(((ended - started) / 1000000))" | tee -a "$work/times" >&2
}

for ((round = 1; round <= rounds; round++)); do
    echo "round $round of $rounds (milliseconds)" >&2
    build "$work/plain" plain "${profile[@]}"
    build "$work/bare" bare "${profile[@]}"
    build "$root" corridor --locked --package corridor-cli "${profile[@]}"
done

node -e '
    const lines = require("fs").readFileSync(process.argv[1], "utf8").trim().split("\n").map((line) => line.split(" "));
    const of = (name) => lines.filter((line) => line[0] === name).map((line) => Number(line[1]));
    const median = (numbers) => {
        const [half, sorted] = [numbers.length >> 1, [...numbers].sort((a, b) => a - b)];
        return numbers.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    };
    const [plain, bare, corridor] = ["plain", "bare", "corridor"].map(of);
    const seconds = (times) => `${(median(times) / 1000).toFixed(1)} s`;
    const ratios = (than) => corridor.map((time, round) => (time / than[round]).toFixed(2)).join(", ");
    const times = (than) => `${(median(corridor) / median(than)).toFixed(2)} times that`;
    console.log(`medians of ${corridor.length}; round by round, against the bare program: ${ratios(bare)}`);
    console.log(`bare program, http alone   ${seconds(plain)}   corridor takes ${times(plain)}`);
    console.log(`bare program               ${seconds(bare)}   corridor takes ${times(bare)} (bar 1.60)`);
    console.log(`corridor                   ${seconds(corridor)}`);
' "$work/times"
