//! Who holds, for whoever may know it.

use serde::Serialize;

/// Who a registered owner is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Owner {
    /// The name.
    pub name: String,
    /// The words in which the holding is registered, where they are not the name alone.
    pub registration: Option<String>,
    /// Lines of the address.
    pub address: Vec<String>,
    /// How to reach the owner.
    pub contact: Option<String>,
    /// Where the owner is resident for tax, between semicolons.
    pub tax_residence: Option<String>,
}

impl Owner {
    /// The words in which the holding is registered.
    #[must_use]
    pub fn registration(&self) -> &str {
        self.registration.as_deref().unwrap_or(&self.name)
    }
}
