//! Asks a web address whether it still answers, by the curl program: no library of ours speaks to the network, and every system has it.

use std::process::{Command, Stdio};

use anyhow::{Context, Result};

/// What came of asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The status of HTTP; 0 where there was none.
    pub status: u16,
    /// Where redirects led.
    pub address: String,
    /// How many there were.
    pub redirects: u32,
    /// Seconds that the server asked to wait, if it did.
    pub retry_after: Option<u64>,
    /// What curl said where there was no answer.
    pub error: String,
}

/// As much of a page as shows that it is there.
const ENOUGH: &str = "65536";

/// Asks once, in `seconds` at the most. Nothing of the page is kept.
pub fn ask(address: &str, agent: &str, seconds: u64) -> Result<Answer> {
    let nowhere = if cfg!(windows) { "NUL" } else { "/dev/null" };
    let seconds = seconds.to_string();
    let output = Command::new("curl")
        // No file of settings of the machine's own.
        .args(["--disable", "--silent", "--show-error", "--location", "--max-redirs", "5", "--globoff"])
        .args(["--proto", "=http,https", "--proto-redir", "=http,https", "--max-filesize", ENOUGH])
        .args(["--max-time", &seconds, "--user-agent", agent, "--output", nowhere])
        .args(["--write-out", "%{http_code} %{num_redirects} %header{retry-after}\n%{url_effective}"])
        .args(["--", address])
        .stdin(Stdio::null())
        .output()
        .context("cannot run curl, which `rubrique links` asks")?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let (head, address) = said.split_once('\n').unwrap_or((&said, ""));
    let mut words = head.split(' ');
    let mut number = || words.next().and_then(|word| word.parse().ok());
    let (status, redirects, retry_after) = (number().unwrap_or(0), number().unwrap_or(0), number());
    let error = String::from_utf8_lossy(&output.stderr).trim().trim_start_matches("curl: ").to_owned();
    Ok(Answer {
        status: u16::try_from(status).unwrap_or(0),
        address: address.to_owned(),
        redirects: u32::try_from(redirects).unwrap_or(0),
        retry_after,
        error: if output.status.success() { String::new() } else { error },
    })
}
