//! Files to begin with, and what becomes of them.

use fastrand::Rng;

use crate::mutation::{break_bytes, break_lines, once_in, pick, text};

/// What must never be told of a file.
pub(super) const SECRET: &str = "hunter2-of-anna";

/// Each says something in a way of its own.
const FILES: [&str; 9] = [
    include_str!("../../../assets/config.toml"),
    "default_profile = \"\" # which one\n\n# the lab\n[profiles.lab] # ours\nurl = 'https://lab.example.net' # new\n\
     # which\ninstance = \"draas_v1\"\nusername = \"anna\"\npage_size = 100\ntimeout = 2.5\nread_only = false\n",
    "[profiles.lab]\nurl = \"https://h\"\ninstance = 'i'\npassword = \"hunter2-of-anna\"\ntoken = 'hunter2-of-anna'\n\
     code = [\"hunter2-of-anna\"]\nproxy = \"http://anna:hunter2-of-anna@proxy:1\"\nproxy_password = {a = 'hunter2-of-anna'}\n",
    "profiles = { lab = { url = \"https://lab.example.net\", instance = \"draas_v1\" } } # in one line\n# end",
    "default_profile = \"lab\"\r\n\r\n[profiles.lab]\r\nurl = \"https://lab.example.net\"\r\ninstance = \"i\" # it\r\n\r\n\
     [keys.licenses]\r\nrefresh = [\"r\", \"f5\"]\r\n",
    "profiles.lab.url = \"https://lab.example.net\"\nprofiles.lab.instance = \"i\"\nprofiles.prod.production = true\n\n\
     [keys.global]\nquit = \"ctrl-q\"\n[keys.list]\nup = [\"k\", \"é\", \"shift-f2\"]\n",
    "[profiles]\nlab.url = \"https://lab.example.net\"\nlab.instance = \"\"\"\ni\"\"\"\n# between\n\n[profiles.prod]\n\
     url = \"https://prod.example.net\"\ninstance = \"i\"\nrequire_reason = true\n\n[[odd]]\na = 1\n[[odd]]\n",
    "\u{feff}# Zürich 東京 👩‍👩‍👧\n[profiles.\"zürich\"]\nlabel = \"東\\u0007京\"\nscope = \"groups/6f1c9a52-0b7e-4a55-9d0c-1f2e3d4c5b6a\"\n\
     \turl = \"https://h\"\ttoken_command = 'x'\n",
    "[profiles.b]\nurl = \"https://b\"\ninstance = \"i\"\n[keys.licenses]\nopen = \"enter\"\n[profiles.a]\nurl = \"https://a\"\n\
     instance = \"i\"\ntoken_command = \"pass 'show\"\npassword_file = \"~/p\"\nclient_key = \"k\"\nno_proxy = \"\"\n[profiles.a.b]\n",
];

/// Lines that may get in between.
const LINES: [&str; 14] = [
    "# a comment",
    "",
    "default_profile = \"\"",
    "[profiles.lab]",
    "[profiles.prod] # loud",
    "[profiles]",
    "[keys.licenses]",
    "refresh = [\"ctrl-\u{1b}\", \"\u{202e}\"]",
    "url = \"https://anna:hunter2-of-anna@h\"",
    "password = 'hunter2-of-anna'",
    "  token_command = \"pass show\" # not here",
    "page_size = 99999999999999999999",
    "timeout = 1e400",
    "proxy_username = \"\\u202e\"",
];

/// A file, and what a few slips make of it. What is not text is not looked at: it cannot be read.
pub(super) fn mutated(rng: &mut Rng) -> String {
    let file = pick(rng, &FILES);
    let mut lines: Vec<Vec<u8>> = file.split('\n').map(|line| line.as_bytes().to_vec()).collect();
    for _ in 0..rng.usize(..4) {
        match rng.u8(..8) {
            0..3 => break_lines(rng, &mut lines),
            3..5 => {
                let (place, line) = (rng.usize(..=lines.len()), pick(rng, &LINES));
                lines.insert(place, line.as_bytes().to_vec());
            }
            5 => change_value(rng, &mut lines),
            6 => {
                let other = pick(rng, &FILES);
                lines.extend(other.split('\n').map(|line| line.as_bytes().to_vec()));
            }
            _ => {
                let mut bytes = lines.join(&b'\n');
                break_bytes(rng, &mut bytes);
                lines = bytes.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
            }
        }
    }
    String::from_utf8_lossy(&lines.join(&b'\n')).into_owned()
}

/// Another value for some key.
fn change_value(rng: &mut Rng, lines: &mut [Vec<u8>]) {
    let keyed: Vec<usize> = (0..lines.len()).filter(|line| lines[*line].contains(&b'=')).collect();
    if keyed.is_empty() {
        return;
    }
    let line = &mut lines[pick(rng, &keyed)];
    let end = line.iter().position(|byte| *byte == b'=').map_or(0, |end| end + 1);
    line.truncate(end);
    let value = match rng.u8(..6) {
        0 => pick(rng, &["true", "-1", "0x7f", "1979-05-27", "inf", "[1, 'a']", "{}"]).to_owned(),
        _ => serde_json::Value::from(text(rng)).to_string(),
    };
    line.extend(format!(" {value}").bytes());
    if once_in(rng, 3) {
        line.extend(b" # noted");
    }
}
