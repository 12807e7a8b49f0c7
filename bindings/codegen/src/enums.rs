//! Enums of the sources as Rust enums.

use crate::{ast::Ast, docs::Docs, sol::HEADER};
use anyhow::{Context as _, Result};
use std::fmt::Write as _;

pub(crate) fn module(ast: &Ast, names: &[&str]) -> Result<String> {
    let mut text = String::from(HEADER);
    writeln!(text, "\n//! Enums of the Solidity sources.\n\nuse crate::enums::solidity_enum;")?;
    for name in names {
        let definition =
            ast.enums.get(*name).with_context(|| format!("no source defines the enum {name}"))?;
        text.push_str("\nsolidity_enum! {\n");
        text.push_str(&Docs::default().paragraph(&definition.notice).to_comment("    "));
        writeln!(text, "    {name} {{")?;
        for (variant, notice) in &definition.variants {
            let notice = if notice.is_empty() { format!("`{variant}`.") } else { notice.clone() };
            text.push_str(&Docs::default().paragraph(&notice).to_comment("        "));
            writeln!(text, "        {variant},")?;
        }
        text.push_str("    }\n}\n");
    }
    Ok(text)
}
