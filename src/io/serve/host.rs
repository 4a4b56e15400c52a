//! Which requests are for this server: those that name it.
//!
//! A page of another site may have its own name lead to 127.0.0.1 and then read what answers there (DNS rebinding). Its requests still name it.

use std::net::IpAddr;

use axum::http::uri::Authority;

/// The names that a server answers to.
pub struct Own {
    /// As it was asked for: `127.0.0.1`, `localhost`, `::1`.
    pub name: String,
    pub ip: IpAddr,
    pub port: u16,
}

impl Own {
    /// `127.0.0.1:3000`, `[::1]:3000`
    pub fn authority(&self) -> String {
        match self.name.contains(':') {
            true => format!("[{}]:{}", self.name, self.port),
            false => format!("{}:{}", self.name, self.port),
        }
    }

    /// Whether a `Host` header names this server. An address in numbers cannot be somebody else's name: one that listens everywhere answers to all of them.
    pub fn is_meant_by(&self, host: &str) -> bool {
        let Ok(authority) = host.parse::<Authority>() else { return false };
        if authority.port_u16().unwrap_or(80) != self.port || host.contains('@') {
            return false;
        }
        let name = authority.host().trim_start_matches('[').trim_end_matches(']').to_ascii_lowercase();
        let is_here = self.ip.is_loopback() || self.ip.is_unspecified();
        if name == self.name.to_ascii_lowercase() || name == "localhost" && is_here {
            return true;
        }
        match name.parse::<IpAddr>() {
            Ok(ip) => ip == self.ip || self.ip.is_unspecified() || ip.is_loopback() && self.ip.is_loopback(),
            Err(_) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(name: &str) -> Own {
        let ip = name.parse().unwrap_or(IpAddr::from([127, 0, 0, 1]));
        Own { name: name.into(), ip, port: 3000 }
    }

    #[test]
    fn a_server_answers_to_its_own_names() {
        let here = own("127.0.0.1");
        for host in ["127.0.0.1:3000", "localhost:3000", "LOCALHOST:3000", "[::1]:3000"] {
            assert!(here.is_meant_by(host), "{host}");
        }
        for host in [
            "evil.example:3000",
            "127.0.0.1",
            "127.0.0.1:3001",
            "localhost.evil.example:3000",
            "127.0.0.1.evil.example:3000",
            "x@127.0.0.1:3000",
            "192.168.1.2:3000",
            "",
            "a b",
            "127.0.0.1:3000/",
        ] {
            assert!(!here.is_meant_by(host), "{host}");
        }
    }

    #[test]
    fn one_that_listens_everywhere_answers_to_every_address_and_to_no_name() {
        let everywhere = own("0.0.0.0");
        assert!(everywhere.is_meant_by("192.168.1.2:3000") && everywhere.is_meant_by("localhost:3000"));
        assert!(!everywhere.is_meant_by("evil.example:3000"));
        let named = own("atelier.example");
        assert!(named.is_meant_by("atelier.example:3000"));
        assert_eq!(named.authority(), "atelier.example:3000");
        assert_eq!(own("::1").authority(), "[::1]:3000");
    }
}
