//! Terms as they were before some of their taps, or before more shares were authorised.

use alloy_primitives::{B256, keccak256};
use serde_json::{Map, Value};

use super::{ShareTerms, Terms, TermsError};
use crate::money::Amount;

impl Terms {
    /// Keccak-256 of the terms with none but the first so many taps: what the asset registry carried before the others were
    /// added, if nothing else was changed. Sources and assumptions of the others' figures alone came with them.
    pub fn hash_with_taps(&self, kept: usize) -> Result<B256, TermsError> {
        let mut form = self.document.to_json();
        if let Value::Object(members) = &mut form {
            let all = items(members, "tap").map_or(0, |taps| taps.len());
            for number in kept + 1..=all {
                forget(members, &format!("tap[{number}]."));
            }
            if let Some(taps) = items(members, "tap") {
                taps.truncate(kept);
            }
            for list in ["tap", "source", "assumption"] {
                if items(members, list).is_some_and(|items| items.is_empty()) {
                    members.remove(list);
                }
            }
        }
        Ok(keccak256(self.document.canonical_form(&form)?))
    }
}

impl ShareTerms {
    /// Keccak-256 of the terms with another number of shares authorised and nothing else changed, in each way in which files write one.
    pub fn hashes_with_authorised(&self, shares: Amount) -> Result<[B256; 2], TermsError> {
        let grouped = shares.to_string().replacen("UNIT ", "", 1);
        let hash = |number: &str| {
            let mut form = self.document.to_json();
            form["shares_authorised"] = format!("{number} shares").into();
            self.document.canonical_form(&form).map(keccak256)
        };
        Ok([hash(&grouped)?, hash(&shares.units().to_string())?])
    }
}

/// Takes the provenance of figures away, and with it what gives no others.
fn forget(members: &mut Map<String, Value>, figures: &str) {
    let is_of = |value: &Value| value.as_str().is_some_and(|path| path.starts_with(figures));
    if let Some(assumptions) = items(members, "assumption") {
        assumptions.retain(|one| !one.get("field").is_some_and(is_of));
    }
    if let Some(sources) = items(members, "source") {
        sources.retain_mut(|source| {
            let Some(Value::Array(gives)) = source.get_mut("gives") else { return true };
            let before = gives.len();
            gives.retain(|path| !is_of(path));
            before == 0 || !gives.is_empty()
        });
    }
}

fn items<'m>(members: &'m mut Map<String, Value>, list: &str) -> Option<&'m mut Vec<Value>> {
    members.get_mut(list).and_then(Value::as_array_mut)
}
