//! Where a relative address in a stylesheet or a script leads, inside `assets/`.

/// A relative address against a folder; none where it leaves `assets/` or is not relative.
pub(super) fn path_from(folder: &str, address: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in address.split('/') {
        match part {
            "" => return None,
            "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::path_from;

    #[test]
    fn an_address_stays_in_the_folder_or_leads_nowhere() {
        let cases = [
            ("", "a.svg", Some("a.svg")),
            ("fonts/", "../a.svg", Some("a.svg")),
            ("search/", "./bytes.js", Some("search/bytes.js")),
            ("search/", "../../a.svg", None),
            ("", "/a.svg", None),
            ("", "https://example.org/a.svg", None),
        ];
        for (folder, address, path) in cases {
            assert_eq!(path_from(folder, address).as_deref(), path, "{folder} {address}");
        }
    }
}
