//! Every scenario file on real Anvil chains; and that profiles and scenarios know each other.

use std::path::PathBuf;
use std::sync::Arc;

use corridor_deploy::scenario::{Company, Job, ScenarioFile, ScenarioReport, read_all};
use corridor_tests::{bench, checkout};

fn files() -> anyhow::Result<Vec<Arc<ScenarioFile>>> {
    let folder: PathBuf = checkout::root().join("tests/scenarios");
    Ok(read_all(&[folder])?.into_iter().map(Arc::new).collect())
}

/// What went otherwise than its file says, with everything that helps to find out why.
fn failures(reports: &[ScenarioReport]) -> String {
    let mut lines = Vec::new();
    for report in reports.iter().filter(|report| !report.passed) {
        lines.push(format!(
            "{} under {} ({}:{})",
            report.name(),
            report.setting.name,
            report.file,
            report.line
        ));
        if !report.untouched.is_empty() {
            lines.push(format!("  no step is judged by {}", report.untouched.join(", ")));
        }
        for step in report.steps.iter().filter(|step| !step.problems.is_empty()) {
            lines.push(format!(
                "  line {}, {}: {}; expected {}, found {}",
                step.line, step.at, step.action, step.expected, step.found
            ));
            lines.extend(step.problems.iter().map(|problem| format!("    {problem:?}")));
        }
    }
    lines.join("\n")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_scenario_comes_as_its_file_says() -> anyhow::Result<()> {
    let jobs = Job::all(&files()?);
    let count = jobs.len();
    let company = Company::new(bench::anvil()?);
    let reports = company.play(jobs, &mut |_| {}).await?;
    assert_eq!(reports.len(), count);
    let failures = failures(&reports);
    anyhow::ensure!(failures.is_empty(), "{failures}");
    Ok(())
}
