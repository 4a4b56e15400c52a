//! The build's today, where nobody gives it.

use anyhow::{Context, Result};
use jiff::Timestamp;

use crate::model::value::Date;

/// The date of `SOURCE_DATE_EPOCH` where set (reproducible builds), else the clock's, in UTC so that every machine agrees.
pub fn today() -> Result<Date> {
    let now = match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(text) => {
            let seconds =
                text.parse().with_context(|| format!("SOURCE_DATE_EPOCH is not a number of seconds: {text}"))?;
            Timestamp::from_second(seconds).with_context(|| format!("SOURCE_DATE_EPOCH is out of range: {text}"))?
        }
        Err(_) => Timestamp::now(),
    };
    Ok(now.to_zoned_datetime(jiff::tz::TimeZone::UTC).date())
}

/// The time of day here, for people: `14:03:22`.
pub fn time_of_day() -> String {
    let now = Timestamp::now().to_zoned_datetime(jiff::tz::TimeZone::system());
    format!("{:02}:{:02}:{:02}", now.hour(), now.minute(), now.second())
}

/// Waits, for those who ask a server more than once.
pub fn wait(time: std::time::Duration) {
    std::thread::sleep(time);
}
