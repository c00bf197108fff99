//! Floor 1: where secrets come from, and where sessions are kept between runs. May use: [`domain`](crate::domain),
//! files, commands, the kernel's keyring.
