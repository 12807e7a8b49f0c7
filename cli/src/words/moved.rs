//! What became of a file of movements, in words.

use corridor_deploy::bulk::BulkReport;
use corridor_operations::{Moved, RefusedMovement};

use super::{done_before_lines, explanation, thousands};
use crate::names::Names;

/// Refused rows that are explained in full.
const EXPLAINED: usize = 20;

pub(crate) fn text(moved: &Moved, names: &Names) -> String {
    let mut parts = vec![title(moved)];
    let (refused, left) = (&moved.refused, moved.file_rows - moved.rows);
    if moved.report.is_some() && left != 0 {
        let (left, refused) = (thousands(left), thousands(refused.len() as u64));
        parts.push(format!(
            "not done: {left} rows, of which {refused} were refused; the same command tries them again, and none of the others"
        ));
    }
    parts.extend(refused.iter().take(EXPLAINED).map(|row| in_full(row, names)));
    let short: Vec<String> = refused.iter().skip(EXPLAINED).map(|row| line(row, names)).collect();
    if !short.is_empty() {
        parts.push(short.join("\n"));
    }
    parts.join("\n\n")
}

fn title(moved: &Moved) -> String {
    let Moved { rows, total, file_rows, done_earlier, done_before, report, .. } = moved;
    let what = |of: &str| format!("{total} to {}{of} recipients", thousands(*rows));
    let earlier = thousands(*done_earlier);
    if *done_before {
        let what = format!("this file was done before, {}", what(""));
        let none = BulkReport::default();
        return done_before_lines(&what, report.as_ref().unwrap_or(&none), "rows").join("\n");
    }
    let Some(report) = report else {
        let others = match done_earlier {
            0 => String::new(),
            _ => format!("; {earlier} of the file were done before"),
        };
        return format!("dry run: {}; every row is allowed by itself{others}", what(""));
    };
    let of = match file_rows - rows {
        0 => String::new(),
        _ => format!(" of {}", thousands(*file_rows)),
    };
    let what = what(&of);
    if rows == done_earlier {
        return match rows {
            0 => "nothing was done".to_owned(),
            _ => format!("nothing was done; an earlier run has done {what}"),
        };
    }
    let others = match done_earlier {
        0 => String::new(),
        _ => format!(", {earlier} of them by an earlier run"),
    };
    let (transactions, gas) = (report.transactions, thousands(report.gas_used));
    format!("done: {what} in {transactions} transactions, {gas} gas{others}")
}

fn in_full(row: &RefusedMovement, names: &Names) -> String {
    match &row.explanation {
        Some(why) => format!("line {}: {}", row.line, explanation(why, names)),
        None => line(row, names),
    }
}

fn line(row: &RefusedMovement, names: &Names) -> String {
    let (line, amount, to) = (row.line, &row.amount, names.full(row.wallet));
    format!("line {line}: {amount} to {to}: {}", names.in_text(&row.reason))
}
