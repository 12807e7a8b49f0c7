#![doc = include_str!("../README.md")]

mod environment;
mod error;
mod home;
mod install;
mod probe;
mod tools;

pub use environment::Environment;
pub use error::ToolError;
pub use home::{Home, HomeKind};
pub use install::Progress;
pub use tools::{Origin, Solc, Tool, Tools};

/// The Foundry release (Anvil and Forge) that this version of Corridor is built and tested with.
pub const FOUNDRY_VERSION: &str = "1.7.1";

/// The Solidity compiler release that this version of Corridor is built and tested with.
pub const SOLC_VERSION: &str = "0.8.37";

/// The OpenZeppelin Contracts release that the contracts import.
pub const OPENZEPPELIN_VERSION: &str = "5.7.0";

/// The Solady release that the gas tests compare with.
pub const SOLADY_VERSION: &str = "0.1.26";

/// The oldest Node.js major version that the npm packages run on.
pub const MINIMUM_NODE_MAJOR: u32 = 20;
