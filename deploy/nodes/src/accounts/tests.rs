//! Keystores, labels and roles.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use super::*;
use crate::home::Home;

const FIRST: &str = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";

/// The publicly known key of the first test account.
const FIRST_KEY: &str = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

struct Fixed(&'static str);

impl PasswordSource for Fixed {
    fn password(&self, _: &Name, _: PasswordPurpose) -> Result<Password, AccountError> {
        Ok(Password::new(self.0.to_owned()))
    }
}

fn home() -> (tempfile::TempDir, Home) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let home = Home::locate(Some(&folder.path().join("home"))).expect("a home");
    (folder, home)
}

fn name(text: &str) -> Name {
    Name::parse(text).expect("a name")
}

#[test]
fn test_accounts_are_the_well_known_ones() {
    assert_eq!(test_address(0).expect("an address").to_string(), FIRST);
    let ninth = "0xa0Ee7A142d267C1f36714E4a8F75612F20a79720";
    assert_eq!(test_address(9).expect("an address").to_string(), ninth);
    assert!(matches!(test_signer(TEST_ACCOUNTS), Err(AccountError::NoTestAccount { .. })));
}

#[test]
fn a_new_account_can_be_listed_and_unlocked() {
    let (_folder, home) = home();
    let keystores = Keystores::new(&home);
    assert!(keystores.list().expect("listed").is_empty());
    let made = keystores.create(&name("treasury"), &Fixed("pass")).expect("made");
    let mode = fs::metadata(&made.path).expect("metadata").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(keystores.list().expect("listed"), std::slice::from_ref(&made));
    let signer = keystores.unlock(&name("treasury"), &Fixed("pass")).expect("unlocked");
    assert_eq!(signer.address(), made.address);
    let wrong = keystores.unlock(&name("treasury"), &Fixed("other"));
    assert!(matches!(wrong, Err(AccountError::WrongPassword { .. })));
    let twice = keystores.create(&name("treasury"), &Fixed("pass"));
    assert!(matches!(twice, Err(AccountError::Exists { .. })));
    let none = keystores.unlock(&name("nobody"), &Fixed("pass"));
    assert!(matches!(none, Err(AccountError::NoAccount { .. })));
    // Nothing but the keystore and the lock stays.
    let rest = fs::read_dir(home.private()).expect("listed").count();
    assert_eq!(rest, 2);
}

#[test]
fn an_imported_key_is_kept_and_never_shown() {
    let (_folder, home) = home();
    let keystores = Keystores::new(&home);
    for bad in ["", "0x12", "zz", &"0".repeat(64), &format!("{FIRST_KEY}00")] {
        let key = Password::new(bad.to_owned());
        let refused = keystores.import(&name("first"), &key, &Fixed("pass"));
        assert!(matches!(refused, Err(AccountError::BadKey { .. })), "{bad:?} was taken");
    }
    let key = Password::new(format!("{FIRST_KEY}\n"));
    let account = keystores.import(&name("first"), &key, &Fixed("pass")).expect("imported");
    assert_eq!(account.address.to_string(), FIRST);
    let signer = keystores.unlock(&name("first"), &Fixed("pass")).expect("unlocked");
    let shown = format!("{key:?} {account:?} {account} {signer:?}");
    assert!(!shown.contains(&FIRST_KEY[2..]), "{shown}");
    assert!(!fs::read_to_string(&account.path).expect("read").contains(&FIRST_KEY[2..]));
}

#[test]
fn password_files_must_be_private() {
    let (folder, home) = home();
    let file = folder.path().join("password");
    fs::write(&file, "pass\nrest\n").expect("written");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).expect("chmod");
    let keystores = Keystores::new(&home);
    let exposed = keystores.create(&name("a"), &FilePasswords(file.clone()));
    assert!(matches!(exposed, Err(AccountError::Home(HomeError::Exposed { .. }))));
    assert!(keystores.list().expect("listed").is_empty());
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).expect("chmod");
    keystores.create(&name("a"), &FilePasswords(file)).expect("made");
    keystores.unlock(&name("a"), &Fixed("pass")).expect("the first line counts");
}

#[test]
fn addresses_are_read_strictly() {
    assert_eq!(parse_address(FIRST).expect("capitals").to_string(), FIRST);
    assert_eq!(parse_address(&FIRST.to_lowercase()).expect("lower case").to_string(), FIRST);
    let mistyped = FIRST.replace("0xf39F", "0xF39F");
    match parse_address(&mistyped) {
        Err(AccountError::BadChecksum { right, .. }) => assert_eq!(right, FIRST),
        other => panic!("{other:?}"),
    }
    for bad in ["", "0x", &FIRST[..41], &format!("{FIRST}0"), &FIRST[2..], &FIRST.replace('9', "g")]
    {
        assert!(matches!(parse_address(bad), Err(AccountError::BadAddress { .. })), "{bad}");
    }
}

#[test]
fn a_label_of_a_label_stands_for_what_that_stands_for() {
    let (_folder, home) = home();
    let (acme, other) = (name("acme"), name("other"));
    let mut book = AddressBook::load(&home).expect("loaded");
    let address = Address::repeat_byte(0x11);
    book.set(&acme, &address.to_string()).expect("set");
    book.set(&acme, "acme").expect("set to itself");
    book.set(&other, "acme").expect("set to a label");
    book.remove(&acme).expect("removed");
    let book = AddressBook::load(&home).expect("loaded again");
    assert_eq!(book.resolve("other").expect("resolved"), address);
    assert_eq!(book.by_address().len(), 1);
}

#[test]
fn labels_resolve_and_keep_the_rest_of_the_file() {
    let (_folder, home) = home();
    Keystores::new(&home).create(&name("treasury"), &Fixed("pass")).expect("made");
    let mut book = AddressBook::load(&home).expect("loaded");
    let first: Address = FIRST.parse().expect("an address");
    assert_eq!(book.set(&name("alice"), FIRST).expect("set"), first);
    let text = format!("# our people\n{}", fs::read_to_string(home.labels_file()).expect("read"));
    fs::write(home.labels_file(), text).expect("written");
    book.set(&name("bob"), "devnet:1").expect("set");
    book.set(&name("alice"), "devnet:2").expect("changed");
    let text = fs::read_to_string(home.labels_file()).expect("read");
    assert_eq!(text, "# our people\nalice = \"devnet:2\"\nbob = \"devnet:1\"\n");
    assert_eq!(book.resolve("bob").expect("resolved"), test_address(1).expect("an address"));
    assert_eq!(book.by_address().len(), 2);
    assert!(book.resolve("treasury").is_ok());
    assert!(matches!(book.set(&name("treasury"), FIRST), Err(AccountError::NameTaken { .. })));
    assert!(matches!(book.set(&name("issuer"), FIRST), Err(AccountError::NameTaken { .. })));
    assert!(matches!(book.set(&name("carol"), "nobody"), Err(AccountError::NoLabel { .. })));
    for label in ["bob", "dora"] {
        book.set(&name(label), "bob").expect("a label of a label");
    }
    book.remove(&name("bob")).expect("removed");
    assert_eq!(book.resolve("dora").expect("resolved"), test_address(1).expect("an address"));
    assert!(matches!(book.resolve("bob"), Err(AccountError::NoLabel { .. })));
    assert!(matches!(book.resolve("Not a label"), Err(AccountError::NoLabel { .. })));
    assert!(matches!(book.resolve("0x12"), Err(AccountError::BadAddress { .. })));
}

#[test]
fn mistakes_in_the_address_book_are_named_by_line() {
    let (_folder, home) = home();
    fs::create_dir_all(home.root()).expect("created");
    for text in ["a = \"devnet:1\"\nb = \"0x12\"\n", "a = \"devnet:1\"\nb = 3\n", "\nb = \"d e\"\n"]
    {
        fs::write(home.labels_file(), text).expect("written");
        let error = AddressBook::load(&home).expect_err("refused");
        assert!(matches!(error, AccountError::LabelFile { line: 2, .. }), "{text}: {error:?}");
    }
}

#[test]
fn every_role_has_a_key_of_its_own() {
    let devnet = RoleAssignments::devnet();
    let accounts: std::collections::BTreeSet<_> = devnet.iter().map(|(_, it)| it.clone()).collect();
    assert_eq!(accounts.len(), Role::ALL.len());
    assert_eq!(devnet.account(Role::EnforcementOfficer), &AccountRef::Test(6));
    let table = |pairs: &[(&str, &str)]| {
        pairs.iter().map(|(role, account)| (role.to_string(), account.to_string())).collect()
    };
    let all: Vec<_> = Role::ALL.iter().map(|role| (role.as_str(), role.as_str())).collect();
    RoleAssignments::from_names(&table(&all)).expect("all different");
    let missing = RoleAssignments::from_names(&table(&all[1..]));
    assert!(matches!(missing, Err(AccountError::RoleUnassigned { role: Role::Governor })));
    let shared = RoleAssignments::from_names(&table(&[("issuer", "a"), ("verifier", "a")]));
    assert!(matches!(shared, Err(AccountError::RoleShared { .. })));
    let unknown = RoleAssignments::from_names(&table(&[("king", "a")]));
    assert!(matches!(unknown, Err(AccountError::NoRole { .. })));
}
