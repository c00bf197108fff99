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

# Make the pictures of the documents again, from the real program (and tmux, screen, xterm).
pictures:
    cargo build --release
    cargo run --release --example pictures
    LICTOR_XTERM_PICTURE=docs/terminals/xterm.png cargo test --test it -- terminals::xterm

# Make docs/reference.md again, from the program.
reference:
    LICTOR_WRITE_REFERENCE=1 cargo test --test it -- reference

# A static binary and a Debian package, tried in an empty root and on this system (needs root, musl-tools, cargo-deb).
packages:
    packaging/check

# Measure the store, the texts and the screen.
bench:
    cargo bench

# Licenses and sources of the dependencies, and spelling (cargo install cargo-deny typos-cli).
audit:
    cargo deny check licenses bans sources
    typos
