//! Local Anvil chains that outlive the command.
