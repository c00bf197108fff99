//! Tells the program which commit it is built from. Where there is no git, or no checkout of this project, it does
//! not know; that is no failure.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let directory = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let commit = revision(&directory).unwrap_or_else(|| "unknown, unknown".to_owned());
    println!("cargo::rustc-env=LICTOR_COMMIT={commit}");
}

/// The commit and its date. Has the build script run again when another commit is checked out or made.
fn revision(directory: &Path) -> Option<String> {
    let git = |arguments: &[&str]| {
        let output = Command::new("git").args(arguments).current_dir(directory).output().ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        (output.status.success() && !text.trim().is_empty()).then(|| text.trim().to_owned())
    };
    // A copy of the sources may lie in somebody else's checkout.
    let root = PathBuf::from(git(&["rev-parse", "--show-toplevel"])?);
    if root.canonicalize().ok()? != directory.canonicalize().ok()? {
        return None;
    }
    for file in ["HEAD", "logs/HEAD"] {
        // A file that is not there would have the script run at each build.
        if let Some(path) = git(&["rev-parse", "--git-path", file]).map(|path| directory.join(path))
            && path.exists()
        {
            println!("cargo::rerun-if-changed={}", path.display());
        }
    }
    git(&["log", "-1", "--format=%h, %cs"])
}
