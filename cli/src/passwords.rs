//! Asking for passwords and keys.

use std::io::{self, BufRead, IsTerminal};

use corridor_deploy::accounts::{
    AccountError, FilePasswords, Password, PasswordPurpose, PasswordSource,
};
use corridor_deploy::home::Name;

use crate::env;

/// The file that the environment names, else the terminal.
pub(crate) fn source() -> Box<dyn PasswordSource> {
    match std::env::var_os(env::PASSWORD_FILE) {
        Some(path) => Box::new(FilePasswords(path.into())),
        None => Box::new(Terminal),
    }
}

/// The private key of an account: typed without echo at a terminal, else the first line of standard input.
pub(crate) fn private_key(name: &Name) -> anyhow::Result<Password> {
    if io::stdin().is_terminal() {
        return Ok(Password::new(rpassword::prompt_password(format!("Private key of {name}: "))?));
    }
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    Ok(Password::new(line))
}

struct Terminal;

impl Terminal {
    fn ask(name: &Name, prompt: &str) -> Result<String, AccountError> {
        let failed = |reason: String| AccountError::NoPassword { name: name.clone(), reason };
        if !io::stderr().is_terminal() {
            return Err(failed("there is no terminal to ask at".to_owned()));
        }
        rpassword::prompt_password(prompt).map_err(|error| failed(error.to_string()))
    }
}

impl PasswordSource for Terminal {
    fn password(&self, name: &Name, purpose: PasswordPurpose) -> Result<Password, AccountError> {
        if purpose == PasswordPurpose::Unlock {
            return Self::ask(name, &format!("Password of {name}: ")).map(Password::new);
        }
        let first = Self::ask(name, &format!("New password of {name}: "))?;
        if Self::ask(name, "The same again: ")? == first {
            return Ok(Password::new(first));
        }
        let reason = "the two passwords differ".to_owned();
        Err(AccountError::NoPassword { name: name.clone(), reason })
    }
}
