//! `rubrique explain`.

use anyhow::{Result, bail};

use super::{Ending, out};
use crate::diag::code::{ALL, Code};
use crate::diag::nearest;

pub fn run(code: Option<&str>) -> Result<Ending> {
    let Some(id) = code else {
        let width = ALL.iter().map(|code| code.id().len()).max().unwrap_or_default();
        let row = |code: &Code| format!("{:width$}  {:7}  {}\n", code.id(), code.severity().name(), code.summary());
        out::print(&ALL.iter().map(row).collect::<String>())?;
        return Ok(Ending::Fine);
    };
    let Some(code) = Code::parse(id) else {
        match nearest(id, ALL.iter().map(|code| code.id())) {
            Some(near) => bail!("no diagnostic has the code `{id}`; did you mean `{near}`?"),
            None => bail!("no diagnostic has the code `{id}`; `rubrique explain` lists them all"),
        }
    };
    let (id, severity) = (code.id(), code.severity().name());
    out::print(&format!("{id} ({severity}): {}\n\n{}\n", code.summary(), code.explanation()))?;
    Ok(Ending::Fine)
}
