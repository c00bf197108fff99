# What people do with this project. `just` alone lists it.

default:
    @just --list

# The console on the built-in sandbox.
demo *arguments:
    cargo run --release -- demo {{arguments}}

# Everything that must hold before a change lands.
check:
    .ci/run

# The tests alone.
test *arguments:
    cargo test {{arguments}}

# Look at snapshots that differ (cargo install cargo-insta).
snap:
    cargo insta test --review

# Make the picture of the README again, from the real program.
picture:
    cargo run --release --example picture

# Measure the store, the texts and the screen.
bench:
    cargo bench

# Licenses and sources of the dependencies, and spelling (cargo install cargo-deny typos-cli).
audit:
    cargo deny check licenses bans sources
    typos
