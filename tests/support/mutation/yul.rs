//! What can be broken in assembly: the boundary of `lt` and `gt`, `eq` and `iszero` turned over, each side of `and` and `or` alone unless
//! it is a mask of digits, `if` that is never taken, and answers that are set as 0 or 1.

use serde_json::Value;

use super::mutants::{Finder, children, kind};

pub(super) fn visit(
    finder: &mut Finder<'_>,
    node: &Value,
    inside_iszero: bool,
) -> anyhow::Result<()> {
    let called = node["functionName"]["name"].as_str().unwrap_or_default();
    match kind(node) {
        "YulFunctionCall" => call(finder, node, called, inside_iszero)?,
        "YulIf" => finder.replace(&node["condition"], "0")?,
        "YulAssignment" | "YulVariableDeclaration" => flag(finder, &node["value"])?,
        _ => {}
    }
    for child in children(node) {
        // Arguments come in a list of their own.
        let inside = called == "iszero" || (inside_iszero && node.is_array());
        visit(finder, child, inside)?;
    }
    Ok(())
}

fn call(
    finder: &mut Finder<'_>,
    node: &Value,
    called: &str,
    inside_iszero: bool,
) -> anyhow::Result<()> {
    let (left, right) = (&node["arguments"][0], &node["arguments"][1]);
    match called {
        "lt" | "gt" => {
            let other = if called == "lt" { "gt" } else { "lt" };
            let (left, right) = (finder.source(left)?, finder.source(right)?);
            finder.replace(node, &format!("iszero({other}({left}, {right}))"))
        }
        "eq" => {
            let equal = finder.source(node)?;
            finder.replace(node, &format!("iszero({equal})"))
        }
        // Twice is a conversion to 0 or 1: the pair is turned over as one.
        "iszero" if !inside_iszero => {
            let inner = finder.source(left)?;
            finder.replace(node, inner)
        }
        "and" | "or" if kind(left) != "YulLiteral" && kind(right) != "YulLiteral" => {
            for side in [left, right] {
                let alone = finder.source(side)?;
                finder.replace(node, alone)?;
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

fn flag(finder: &mut Finder<'_>, value: &Value) -> anyhow::Result<()> {
    match value["value"].as_str() {
        Some("0") => finder.replace(value, "1"),
        Some("1") => finder.replace(value, "0"),
        _ => Ok(()),
    }
}
