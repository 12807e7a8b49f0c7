//! Tries every mutant of a rule.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context as _;

use super::mutants::{Mutant, mutants};
use super::record::{Entry, called_equivalent};
use super::sources::{Sources, unit_of};
use super::workshop::{Codes, Tests, Workshop, say};

/// The sources, where they are broken, and whether unbroken ones are known to pass there.
#[derive(Debug)]
pub struct Campaign {
    sources: Sources,
    workshop: Workshop,
    unit_tests_pass: bool,
}

impl Campaign {
    /// Makes the workshop ready.
    ///
    /// # Errors
    /// When the sources or their tests do not compile.
    pub fn begin() -> anyhow::Result<Self> {
        let (sources, workshop) = (Sources::read()?, Workshop::open()?);
        Ok(Self { sources, workshop, unit_tests_pass: false })
    }

    /// Tries all mutants of a rule.
    ///
    /// # Errors
    /// When the unbroken rule fails, a mutant does not compile, or a tool does not run.
    pub fn run(&mut self, rule: &str) -> anyhow::Result<Entry> {
        let unit = unit_of(rule);
        let text = self.sources.text(&unit)?.to_owned();
        let tree = &self.workshop.compiler().trees(&[rule.to_owned()])?[&unit];
        let found = mutants(&text, tree)?;
        let place = self.sources.place(&unit);
        say(&format!("{rule}: compiling {} mutants", found.len()));
        let texts = std::iter::once(text.clone());
        let texts: Vec<_> = texts.chain(found.iter().map(|mutant| mutant.apply(&text))).collect();
        let mut codes = self.workshop.variants(&place, &texts)?.into_iter();
        let unbroken = codes.next().context("the compiler made nothing")?;
        let trial = Trial { unit, tests: self.sources.tests_of(rule), unbroken };
        self.expect_unbroken(&trial, Tests::Whole(&trial.tests))?;
        let result = self.try_all(rule, &trial, found.into_iter().zip(codes))?;
        self.workshop.install(&trial.unbroken)?;
        self.entry(rule, &trial, result)
    }

    fn try_all(
        &mut self,
        rule: &str,
        trial: &Trial,
        mutants: impl Iterator<Item = (Mutant, Codes)>,
    ) -> anyhow::Result<Verdicts> {
        let called = called_equivalent(rule)?;
        let mut verdicts = Verdicts::default();
        for (mutant, codes) in mutants {
            let name = mutant.name;
            if codes == trial.unbroken {
                say(&format!("{rule}  {name}  compiles to the same code"));
                verdicts.same_code.insert(name);
                continue;
            }
            let killer = self
                .try_one(trial, &codes, called.contains(&name))
                .with_context(|| format!("{rule}, {name}"))?;
            say(&format!("{rule}  {name}  {}", killer.as_deref().unwrap_or("survives")));
            match killer {
                Some(test) => drop(verdicts.killed.insert(name, test)),
                None => drop(verdicts.survived.insert(name)),
            }
        }
        Ok(verdicts)
    }

    /// The test that notices the mutant: one of the rule's own, else any. Those that are called equivalent have been through all
    /// tests, or they would not be known as survivors.
    fn try_one(
        &mut self,
        trial: &Trial,
        codes: &Codes,
        equivalent: bool,
    ) -> anyhow::Result<Option<String>> {
        self.workshop.install(codes)?;
        for tests in [Tests::Quick(&trial.tests), Tests::Whole(&trial.tests)] {
            let killer = self.workshop.failing(tests)?;
            if killer.is_some() {
                return Ok(killer);
            }
        }
        if equivalent {
            return Ok(None);
        }
        if !self.unit_tests_pass {
            self.expect_unbroken(trial, Tests::Unit)?;
            self.unit_tests_pass = true;
            self.workshop.install(codes)?;
        }
        self.workshop.failing(Tests::Unit)
    }

    /// A test that fails anyway notices nothing.
    fn expect_unbroken(&self, trial: &Trial, tests: Tests<'_>) -> anyhow::Result<()> {
        self.workshop.install(&trial.unbroken)?;
        let failing = self.workshop.failing(tests)?;
        anyhow::ensure!(
            failing.is_none(),
            "{} is not broken yet, and {} fails already: make the tests pass first",
            trial.unit,
            failing.unwrap_or_default()
        );
        Ok(())
    }

    fn entry(&self, rule: &str, trial: &Trial, verdicts: Verdicts) -> anyhow::Result<Entry> {
        let Verdicts { killed, survived, same_code } = verdicts;
        let sources = self.sources.deciding(rule);
        let files = killed.values().filter_map(|test| test.split(':').next());
        let mut tests: BTreeSet<_> =
            files.filter(|file| self.sources.text(file).is_ok()).map(str::to_owned).collect();
        tests.extend(trial.tests.iter().cloned());
        let tests: Vec<_> = tests.into_iter().collect();
        let files: Vec<_> = sources.iter().chain(&tests).cloned().collect();
        let hash = self.sources.hash(&files)?;
        Ok(Entry { hash, sources, tests, killed, same_code, survived })
    }
}

/// A rule as it is, and the tests that are asked first.
#[derive(Debug)]
struct Trial {
    unit: String,
    unbroken: Codes,
    tests: Vec<String>,
}

/// What came of each mutant.
#[derive(Debug, Default)]
struct Verdicts {
    killed: BTreeMap<String, String>,
    survived: BTreeSet<String>,
    same_code: BTreeSet<String>,
}
