//! What to do about a contract's refusal, in words of the command line. The sources speak to whoever calls the contracts; where
//! that is a view to ask, or nothing at all, people are told the command.

use corridor_bindings::revert::Revert;

/// By the name of the error.
const ADVICE: [(&str, &str); 34] = [
    (
        "AllotmentRefused",
        "`corridor settle allot --dry-run` judges the book anew and names each reason.",
    ),
    ("AlreadyInDefault", "`corridor bond default` says since when; `--cure` ends it."),
    ("AlreadyInitialised", "It is ready; go on."),
    ("AlreadySeeded", "It is counted already; `corridor book show` tells how."),
    (
        "AttestationSpent",
        "`corridor investor show` says what is on record; ask the verifier for a new one if something is missing.",
    ),
    ("ClockAlreadyStarted", "`corridor bond show` says since when; it is started once."),
    ("ElectionClosed", "`corridor coupon show` says until when holders elect, and under what."),
    ("ERC7943CannotReceive", EXPLAIN),
    ("ERC7943CannotSend", EXPLAIN),
    ("ERC7943CannotTransfer", EXPLAIN),
    (
        "InvalidTrancheDay",
        "It is the day of what was issued before the book was opened, and not one to come; where nothing was, leave --tranche out: the first issue behind it tells the day.",
    ),
    ("LastWallet", "Take its attestations away by `corridor investor revoke` instead."),
    ("MovementRefused", EXPLAIN),
    ("NotAdmitted", "Admit it first, by `corridor permit symbol admit`."),
    (
        "NotFinished",
        "`corridor coupon pay` pays the rest, and `corridor coupon claim` whom a batch left out.",
    ),
    ("NotFunded", "`corridor coupon fund` pays in the rest."),
    ("NotInDefault", "`corridor bond default` says how it stands; there is nothing to cure."),
    ("NotPledged", "`corridor pledge show` says what is pledged, and to whom."),
    ("NothingLeft", "`corridor coupon show` says where it went; there is nothing to close."),
    ("NothingToClaim", "`corridor coupon show --holder` says what it is due, and why not."),
    ("NothingToRestore", "`corridor pledge show` says what is pledged; it stays where it is."),
    ("OfferingNotOpen", "Open another one by `corridor settle offer`."),
    (
        "OutsideVerifierScope",
        "`corridor verifier show` says who may; the governor widens it by `corridor verifier set`, and opens a new attestation desk by `corridor verifier set attestation-desk`.",
    ),
    (
        "OverFunded",
        "`corridor coupon show` says what is missing, which `corridor coupon fund` pays in.",
    ),
    ("PaymentBegun", "`corridor coupon pay` pays it to the end."),
    (
        "RecordDateNotReached",
        "Ask again when the record day has ended; `corridor coupon list` tells it.",
    ),
    ("SettlementRefused", "`corridor settle check` of the same two files names each reason."),
    ("StillHeld", "`corridor bond recover` moves the holding; its pledges follow it."),
    ("StatusForbids", "`corridor bond show` says its status."),
    ("UnknownBooks", "`corridor verify` says whether the contracts are of this release."),
    ("UnknownDocument", "`corridor bond document list` names those on record."),
    (
        "UnknownRoute",
        "`corridor route list` names those there are; the registrar opens one by `corridor route open`.",
    ),
    (
        "WalletAlreadyRegistered",
        "`corridor investor show` says whose it is; `corridor investor attest` adds what is missing.",
    ),
    ("WrongStatus", "`corridor coupon show` says how far it has come."),
];

const EXPLAIN: &str =
    "`corridor explain` of the same movement names each rule, its source and its remedy.";

/// What to do about a refusal.
#[must_use]
pub fn advice(revert: &Revert) -> &'static str {
    let named = match revert {
        Revert::Custom(custom) => of(custom.documentation.name()),
        _ => None,
    };
    named.unwrap_or_else(|| revert.what_to_do())
}

fn of(error: &str) -> Option<&'static str> {
    ADVICE.iter().find(|(name, _)| *name == error).map(|(_, advice)| *advice)
}

#[cfg(test)]
mod tests {
    use corridor_bindings::revert::ErrorDocumentation;

    use super::*;

    #[test]
    fn every_name_is_an_error_of_the_contracts() {
        let is_known = |name: &str| ErrorDocumentation::all().iter().any(|one| one.name() == name);
        for (name, _) in ADVICE {
            assert!(is_known(name), "there is no {name}");
        }
    }

    /// People have neither views nor fields, and nobody is helped by "Nothing.".
    #[test]
    fn nobody_is_told_to_ask_a_contract_or_to_do_nothing() {
        for error in ErrorDocumentation::all() {
            let told = of(error.name()).unwrap_or(error.what_to_do);
            assert_ne!(told, "Nothing.", "{}", error.name());
            for code in told.split('`').skip(1).step_by(2) {
                let is_command = code.starts_with("corridor ") || code.starts_with("--");
                assert!(is_command, "{}: {code}", error.name());
            }
        }
    }
}
