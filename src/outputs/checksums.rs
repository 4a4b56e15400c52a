//! `data/SHA256SUMS`: a checksum a line for each data file, as `sha256sum -c` reads them.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::site::{Artifact, Site};

const PATH: &str = "data/SHA256SUMS";

/// Adds the checksums of the files that stand under `data/`, which are made for it when it is asked for.
pub fn add(site: &mut Site) {
    if site.artifacts.contains_key(PATH) {
        return;
    }
    let own = site.artifacts.iter().filter_map(|(path, artifact)| match artifact {
        Artifact::Bytes(_) | Artifact::File(_) => Some((path.strip_prefix("data/")?.to_owned(), artifact.clone())),
        Artifact::Page(_) | Artifact::Picture(_) => None,
    });
    let files: Vec<(String, Artifact)> = own.collect();
    site.insert_file(PATH, move || sums(&files).into_bytes());
}

fn sums(files: &[(String, Artifact)]) -> String {
    let made = files.iter().filter_map(|(path, artifact)| Some((path, artifact.bytes().ok()?)));
    made.fold(String::new(), |mut out, (path, bytes)| {
        for byte in Sha256::digest(&bytes) {
            // A String can be written to.
            let _ = write!(out, "{byte:02x}");
        }
        let _ = writeln!(out, "  {path}");
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The checksum of « abc » stands in FIPS 180-4.
    #[test]
    fn data_files_have_a_line_each() {
        let mut site = Site::default();
        site.insert_bytes("data/b.csv", *b"abc");
        site.insert_bytes("data/a/x.csv", *b"");
        site.insert_bytes("robots.txt", *b"abc");
        add(&mut site);
        let text = site.artifacts[PATH].bytes().expect("bytes");
        assert_eq!(
            std::str::from_utf8(&text).expect("text"),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a/x.csv\n\
             ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  b.csv\n"
        );
    }
}
