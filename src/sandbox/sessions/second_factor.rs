//! The second step of a log-in: the codes that are waited for, and the devices that need none.

use std::collections::{HashMap, HashSet};
use std::net::IpAddr;

use uuid::Uuid;

use crate::sandbox::account::SecondFactor;
use crate::sandbox::refusal::Refusal;

/// How many wrong codes end a log-in.
const MOST_WRONG_CODES: u32 = 5;

/// How the API tells one device from another (section 3).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::sandbox) struct Device {
    pub(in crate::sandbox) user_agent: Vec<u8>,
    pub(in crate::sandbox) address: IpAddr,
}

/// What a client sends in answer to a log-in that asked for a code.
pub(in crate::sandbox) struct Proof {
    pub(in crate::sandbox) payload: String,
    pub(in crate::sandbox) code: String,
    /// Whether this device is to be trusted from now on.
    pub(in crate::sandbox) trust: bool,
}

struct Challenge {
    option: SecondFactor,
    code: String,
    wrong: u32,
}

/// The codes that are waited for, by their `2fa_payload`, and who is trusted.
#[derive(Default)]
pub(super) struct Challenges {
    open: HashMap<String, Challenge>,
    trusted: HashSet<Device>,
    last_code: Option<String>,
}

impl Challenges {
    pub(super) fn trusts(&self, device: &Device) -> bool {
        self.trusted.contains(device)
    }

    /// Waits for a code; the payload to answer with.
    pub(super) fn ask(&mut self, option: SecondFactor, code: String) -> String {
        let payload = Uuid::new_v4().simple().to_string();
        self.last_code = Some(code.clone());
        self.open.insert(payload.clone(), Challenge { option, code, wrong: 0 });
        payload
    }

    pub(super) fn last_code(&self) -> Option<String> {
        self.last_code.clone()
    }

    /// Takes the answer. A payload is good for one right code, or for five wrong ones.
    pub(super) fn verify(
        &mut self, option: SecondFactor, proof: &Proof, device: Device,
    ) -> Result<(), Refusal> {
        let challenge = self.open.get_mut(&proof.payload).filter(|challenge| challenge.option == option);
        let challenge = challenge
            .ok_or_else(|| Refusal::rejected("2fa_payload", "is not valid, or no longer; log in again"))?;
        if challenge.code != proof.code {
            challenge.wrong += 1;
            if challenge.wrong >= MOST_WRONG_CODES {
                self.open.remove(&proof.payload);
            }
            return Err(Refusal::rejected("code", "is wrong"));
        }
        self.open.remove(&proof.payload);
        if proof.trust {
            self.trusted.insert(device);
        }
        Ok(())
    }
}
