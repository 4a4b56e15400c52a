//! Writes a site in place: unchanged files are not touched, changed ones are replaced whole, orphans go last.
//!
//! 1. Every page is rendered and compared with the file that stands there; what differs goes to a staging folder beside.
//! 2. Only when all of them rendered are they renamed into place, each in one step: nobody sees half a file.
//! 3. Files that an earlier build wrote and this one does not are removed; files that no build wrote stay.
//!
//! A build that is killed leaves every file old or new and whole. The list of what was written is saved before anything is put in place,
//! so the next build knows what it may remove.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use rayon::prelude::*;

use crate::diag::Diagnostic;
use crate::io::fs;
use crate::site::{Artifact, Site};

const MANIFEST: &str = ".rubrique-manifest";
const STAGING: &str = ".rubrique-staging";

/// What a build did to the output folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    pub changed: usize,
    pub unchanged: usize,
    pub removed: usize,
    /// How many of the changed ones are pictures: made, not found.
    pub drawn: usize,
}

/// Why a site was not written: a template that does not render, or the disk.
#[derive(Debug)]
pub enum WriteError {
    Theme(Box<Diagnostic>),
    Disk(anyhow::Error),
}

impl From<anyhow::Error> for WriteError {
    fn from(error: anyhow::Error) -> WriteError {
        WriteError::Disk(error)
    }
}

/// Refuses an output folder that would swallow the book.
pub fn check_output(root: &Path, src: &str, output: &Path, create_missing: bool) -> Result<()> {
    let output = absolute(output)?;
    let (root, content) = (absolute(root)?, absolute(&root.join(src))?);
    if output.starts_with(&content) {
        bail!("the output folder {} lies inside the content folder {}", output.display(), content.display());
    }
    if root.starts_with(&output) {
        bail!("the output folder {} holds the book itself", output.display());
    }
    if !create_missing && !output.is_dir() {
        bail!("the output folder {} does not exist (`[build] create-missing = false`)", output.display());
    }
    Ok(())
}

/// The path with the links of its existing part resolved; the rest may not exist yet.
fn absolute(path: &Path) -> Result<PathBuf> {
    let path = std::path::absolute(path).map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))?;
    for ancestor in path.ancestors() {
        if let Ok(real) = ancestor.canonicalize() {
            return Ok(real.join(path.strip_prefix(ancestor).unwrap_or(Path::new(""))));
        }
    }
    Ok(path)
}

pub fn site(output: &Path, site: &Site) -> Result<Written, WriteError> {
    fs::create_dir_all(output)?;
    let staging = output.join(STAGING);
    if staging.exists() {
        fs::remove_dir_all(&staging)?;
    }
    fs::create_dir_all(&staging)?;
    let staged = stage(output, &staging, site, &read_manifest(output));
    let outcome = staged.and_then(|changed| Ok(put_in_place(output, &staging, site, changed)?));
    let removed = fs::remove_dir_all(&staging);
    let written = outcome?;
    removed?;
    Ok(written)
}

/// Renders everything but the pictures of an earlier build; the paths whose bytes differ from what stands there, each staged under its number.
fn stage<'a>(
    output: &Path,
    staging: &Path,
    site: &'a Site,
    before: &BTreeSet<String>,
) -> Result<Vec<(usize, &'a str)>, WriteError> {
    let stage = |(number, path, artifact): (usize, &'a str, Artifact)| {
        if matches!(artifact, Artifact::Picture(_)) && before.contains(path) && output.join(path).is_file() {
            return Ok(None);
        }
        let bytes = artifact.bytes().map_err(|diagnostic| WriteError::Theme(Box::new(diagnostic)))?;
        if stands(&output.join(path), &bytes) {
            return Ok(None);
        }
        fs::write(&staging.join(number.to_string()), &bytes)?;
        Ok(Some((number, path)))
    };
    let all =
        |first: usize, artifacts: Vec<(&'a str, Artifact)>| -> Result<Vec<Option<(usize, &'a str)>>, WriteError> {
            let numbered = artifacts.into_par_iter().enumerate();
            numbered.map(|(number, (path, artifact))| stage((first + number, path, artifact))).collect()
        };
    let named = site.artifacts.iter().map(|(path, artifact)| (path.as_str(), artifact.clone())).collect();
    let (named, shelved) = rayon::join(
        || all(0, named),
        // What the shelves hold is made here, beside the pages.
        || all(site.artifacts.len(), site.shelved().collect()),
    );
    Ok(named?.into_iter().chain(shelved?).flatten().collect())
}

/// Whether the file already holds these bytes.
fn stands(path: &Path, bytes: &[u8]) -> bool {
    let same_size =
        std::fs::metadata(path).is_ok_and(|metadata| metadata.is_file() && metadata.len() == bytes.len() as u64);
    same_size && std::fs::read(path).is_ok_and(|current| current == bytes)
}

fn put_in_place(output: &Path, staging: &Path, site: &Site, changed: Vec<(usize, &str)>) -> Result<Written> {
    let before = read_manifest(output);
    let now: BTreeSet<String> = site.all().map(|(path, _)| path.to_owned()).collect();
    let orphans: Vec<&String> = before.difference(&now).collect();
    let both: BTreeSet<&String> = before.union(&now).collect();
    write_manifest(output, staging, both.into_iter())?;
    clear_the_way(output, &orphans, &changed)?;
    let folders: BTreeSet<PathBuf> =
        changed.iter().filter_map(|(_, path)| Some(output.join(path).parent()?.to_owned())).collect();
    folders.par_iter().try_for_each(|folder| fs::create_dir_all(folder))?;
    changed
        .par_iter()
        .try_for_each(|(number, path)| fs::rename(&staging.join(number.to_string()), &output.join(path)))?;
    let removed = remove_orphans(output, &orphans)?;
    write_manifest(output, staging, now.iter())?;
    let is_picture = |path: &str| site.get(path).is_some_and(|artifact| matches!(artifact, Artifact::Picture(_)));
    let drawn = changed.iter().filter(|(_, path)| is_picture(path)).count();
    Ok(Written { changed: changed.len(), unchanged: now.len() - changed.len(), removed, drawn })
}

/// An orphan may stand where a folder is needed, or an emptied folder where a file is.
fn clear_the_way(output: &Path, orphans: &[&String], changed: &[(usize, &str)]) -> Result<()> {
    for (_, path) in changed {
        let in_the_way = orphans
            .iter()
            .filter(|orphan| path.starts_with(&format!("{orphan}/")) || orphan.starts_with(&format!("{path}/")));
        for orphan in in_the_way {
            remove_orphans(output, &[orphan])?;
        }
    }
    Ok(())
}

fn remove_orphans(output: &Path, orphans: &[&String]) -> Result<usize> {
    let mut removed = 0;
    for orphan in orphans {
        let path = output.join(orphan);
        if path.is_file() {
            fs::remove_file(&path)?;
            removed += 1;
        }
        let empties = path.ancestors().skip(1).take_while(|folder| *folder != output);
        for folder in empties {
            // Removing a folder that is not empty fails, and that is what stops the climb.
            if std::fs::remove_dir(folder).is_err() {
                break;
            }
        }
    }
    Ok(removed)
}

/// What earlier builds wrote; nothing where the list is missing or unreadable, so that nothing foreign is ever removed.
fn read_manifest(output: &Path) -> BTreeSet<String> {
    let text = std::fs::read_to_string(output.join(MANIFEST)).unwrap_or_default();
    text.lines().filter(|line| is_plain(line)).map(str::to_owned).collect()
}

/// A manifest is data that may have been tampered with: only paths inside the folder count.
fn is_plain(path: &str) -> bool {
    !path.is_empty() && Path::new(path).components().all(|part| matches!(part, std::path::Component::Normal(_)))
}

fn write_manifest<'a>(output: &Path, staging: &Path, paths: impl Iterator<Item = &'a String>) -> Result<()> {
    let mut text = String::new();
    for path in paths {
        text.push_str(path);
        text.push('\n');
    }
    let target = output.join(MANIFEST);
    if stands(&target, text.as_bytes()) {
        return Ok(());
    }
    let staged = staging.join("manifest");
    fs::write(&staged, text.as_bytes())?;
    fs::rename(&staged, &target)
}
