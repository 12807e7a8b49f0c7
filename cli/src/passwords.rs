//! Asking for passwords and keys.

use std::io::{self, BufRead, IsTerminal};
use std::path::Path;

use corridor_deploy::accounts::{
    AccountError, FilePasswords, Password, PasswordPurpose, PasswordSource,
};
use corridor_deploy::home::{Name, read_private};
use corridor_holders::{BookError, HolderBook, Passphrase};

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

/// The passphrase of the book of holders: from the file that the environment names, else from the terminal.
///
/// # Errors
///
/// There is no book to open, or no passphrase to be had.
pub(crate) fn of_book(path: &Path) -> Result<Passphrase, BookError> {
    if !HolderBook::exists(path) {
        return Err(BookError::Missing { path: path.to_owned() });
    }
    match std::env::var_os(env::BOOK_PASSPHRASE_FILE) {
        Some(file) => first_line(Path::new(&file)),
        None => ask_for_book("Passphrase of the book of holders: "),
    }
}

/// The passphrase of a book that is begun: asked for twice at a terminal.
///
/// # Errors
///
/// None is to be had, or the two differ.
pub(crate) fn of_new_book() -> Result<Passphrase, BookError> {
    if let Some(file) = std::env::var_os(env::BOOK_PASSPHRASE_FILE) {
        return first_line(Path::new(&file));
    }
    let first = ask_for_book("New passphrase of the book of holders: ")?;
    if ask_for_book("The same again: ")?.is(&first) {
        return Ok(first);
    }
    Err(BookError::NoPassphrase { reason: "the two passphrases differ".to_owned() })
}

fn first_line(file: &Path) -> Result<Passphrase, BookError> {
    let text = read_private(file)?;
    let line = text.lines().next().unwrap_or_default();
    if line.is_empty() {
        return Err(BookError::NoPassphrase { reason: format!("{} is empty", file.display()) });
    }
    Ok(Passphrase::new(line.to_owned()))
}

fn ask_for_book(prompt: &str) -> Result<Passphrase, BookError> {
    if !io::stderr().is_terminal() {
        let reason = "there is no terminal to ask at".to_owned();
        return Err(BookError::NoPassphrase { reason });
    }
    let answer = rpassword::prompt_password(prompt);
    let answer = answer.map_err(|error| BookError::NoPassphrase { reason: error.to_string() })?;
    Ok(Passphrase::new(answer))
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
