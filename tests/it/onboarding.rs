//! Imports that are done again: what was cut off goes on, what somebody changed meanwhile stays.

use alloy::primitives::{Address, B256, U256};
use alloy::providers::ext::AnvilApi as _;
use corridor_bindings::standing::Standing;
use corridor_deploy::bulk::BulkOptions;
use corridor_deploy::investors::{InvestorReader, InvestorRecord, PrivateBook};
use corridor_operations::{
    Desk, InvestorFile, LinkWallet, Mode, Onboarding, Operation, Register, Restrict, UnlinkWallet,
};
use corridor_tests::bench::{Bench, uk_goal};

const CATEGORIES: &str = "identity:2031-12-31;uk-professional:2031-12-31";

fn wallet(number: u64) -> Address {
    Address::from_word(U256::from(0xA000 + number).into())
}

/// A file of one investor for each line of flags, with the wallets of these numbers.
struct Fixture {
    bench: Bench,
    desk: Desk,
    file: InvestorFile,
}

impl Fixture {
    async fn new(rows: &[(&str, u64, &str)]) -> anyhow::Result<Self> {
        let bench = Bench::start().await?;
        bench.apply(&uk_goal()).await?;
        let (desk, path) = (bench.desk()?, bench.folder().join("investors.csv"));
        let mut text = "reference,wallet,jurisdiction,kind,categories,flags\n".to_owned();
        for (reference, number, flags) in rows {
            let row = format!("{reference},{},GB,entity,{CATEGORIES},{flags}\n", wallet(*number));
            text.push_str(&row);
        }
        std::fs::write(&path, text)?;
        Ok(Self { bench, desk, file: InvestorFile::At(path) })
    }

    fn records(&self) -> anyhow::Result<Vec<InvestorRecord>> {
        let InvestorFile::At(path) = &self.file else { anyhow::bail!("no path") };
        Ok(InvestorReader::open(path)?.collect::<Result<_, _>>()?)
    }

    async fn import(&self, book: &mut PrivateBook) -> anyhow::Result<Onboarding> {
        let options = BulkOptions::default();
        Ok(self.desk.import(&self.file, book, &options, &mut |_| {}).await?)
    }

    async fn act(&self, operation: &impl Operation) -> anyhow::Result<()> {
        self.desk.perform(operation, Mode::Execute).await?;
        Ok(())
    }

    async fn restrictions(&self, number: u64) -> anyhow::Result<u32> {
        let standing = self.desk.standing_or_none(wallet(number)).await?;
        Ok(standing.flags() & Standing::RESTRICTION_FLAGS)
    }
}

/// What an import that was cut off after the registrations leaves: ids that the book does not have yet, further wallets and
/// restrictions that are not there.
#[tokio::test]
async fn an_import_that_was_cut_off_completes_its_own_rows_alone() -> anyhow::Result<()> {
    let rows =
        [("A-1", 1, "blocked"), ("A-2", 2, ""), ("A-3", 3, "blocked"), ("A-1", 11, "blocked")];
    let fixture = Fixture::new(&rows).await?;
    let mut book = fixture.bench.book()?;
    let records = fixture.records()?;
    for record in &records {
        let commitment = record.commitment(book.assign(record)?.salt);
        let (wallet, facts) = (record.wallet, record.facts());
        if record.line < 5 {
            fixture.act(&Register { wallet, facts, commitment }).await?;
        }
    }
    let flag = "sanctioned".parse()?;
    for number in [2, 3] {
        fixture.act(&Restrict { wallet: wallet(number), flag, on: true }).await?;
    }
    let preview = fixture.desk.preview_import(&fixture.file, &book).await?;
    assert_eq!((preview.conflicting, preview.linked, preview.restricted), (2, 1, 1), "{preview:?}");
    let report = fixture.import(&mut book).await?;
    assert_eq!((report.conflicting, report.linked, report.restricted), (2, 1, 1), "{report:?}");
    let differences: Vec<_> =
        report.conflicts.iter().map(|found| (found.line, found.difference.as_str())).collect();
    let expected = [
        (3, "restrictions sanctioned on chain, none in the file"),
        (4, "restrictions sanctioned on chain, blocked in the file"),
    ];
    assert_eq!(differences, expected);
    let blocked: corridor_deploy::vocabulary::Flag = "blocked".parse()?;
    assert_eq!(fixture.restrictions(1).await?, blocked.mask());
    assert_eq!(fixture.restrictions(11).await?, blocked.mask());
    assert_eq!(fixture.restrictions(2).await?, flag.mask());
    assert_eq!(fixture.restrictions(3).await?, flag.mask());

    // It has come to its end: whoever is released now stays so.
    fixture.act(&Restrict { wallet: wallet(1), flag: blocked, on: false }).await?;
    let report = fixture.import(&mut fixture.bench.book()?).await?;
    assert_eq!((report.conflicting, report.restricted), (4, 0), "{report:?}");
    assert_eq!(fixture.restrictions(1).await?, 0);
    Ok(())
}

/// A further wallet that a run was cut off before goes on, one that was taken away does not come back.
#[tokio::test]
async fn a_further_wallet_is_linked_once() -> anyhow::Result<()> {
    let first = Fixture::new(&[("A-1", 1, ""), ("A-2", 2, "")]).await?;
    let mut book = first.bench.book()?;
    first.import(&mut book).await?;
    let InvestorFile::At(path) = &first.file else { anyhow::bail!("no path") };
    let row = format!("A-1,{},GB,entity,{CATEGORIES},\n", wallet(11));
    std::fs::write(path, format!("{}{row}", std::fs::read_to_string(path)?))?;
    // Linked by hand, as by a run that ended there.
    first.act(&LinkWallet { wallet: wallet(1), new_wallet: wallet(11) }).await?;
    let report = first.import(&mut book).await?;
    assert_eq!((report.conflicting, report.linked, report.unchanged), (0, 0, 3), "{report:?}");
    first.act(&UnlinkWallet { wallet: wallet(1) }).await?;
    let mut book = first.bench.book()?;
    let report = first.import(&mut book).await?;
    assert_eq!((report.conflicting, report.registered, report.linked), (1, 0, 0), "{report:?}");
    let difference = &report.conflicts[0].difference;
    let expected =
        format!("this wallet was recovered or unlinked, the investor has {}", wallet(11));
    assert_eq!(*difference, expected);
    assert!(!first.desk.standing_or_none(wallet(1)).await?.is_registered());

    // Whoever registered it as somebody else all the same gets to know.
    let record = first.records()?.remove(0);
    let (wallet, facts, commitment) =
        (record.wallet, record.facts(), record.commitment(B256::ZERO));
    first.act(&Register { wallet, facts, commitment }).await?;
    let report = first.import(&mut book).await?;
    assert_eq!((report.conflicting, report.unchanged), (1, 2), "{report:?}");
    let difference = &report.conflicts[0].difference;
    assert_eq!(difference, "this wallet is investor 3 on chain, the reference 1");
    Ok(())
}

/// A node that ends without writing loses its last blocks, and the next investor is given the number that the book has for another one.
#[tokio::test]
async fn a_number_that_was_given_again_stands_for_nobody_else() -> anyhow::Result<()> {
    let fixture = Fixture::new(&[("A-1", 1, "")]).await?;
    let (mut book, provider) = (fixture.bench.book()?, fixture.bench.connection.provider());
    let before = provider.anvil_snapshot().await?;
    fixture.import(&mut book).await?;
    let known = book.by_reference("A-1")?.expect("it was registered");
    assert_eq!(fixture.desk.linked_wallets(&known).await?, [wallet(1)]);

    provider.anvil_revert(before).await?;
    let desk = fixture.bench.desk()?;
    let (facts, commitment) = (fixture.records()?[0].facts(), B256::repeat_byte(1));
    let other = Register { wallet: wallet(2), facts, commitment };
    desk.perform(&other, Mode::Execute).await?;
    let link = LinkWallet { wallet: wallet(2), new_wallet: wallet(3) };
    desk.perform(&link, Mode::Execute).await?;
    assert_eq!(desk.standing_or_none(wallet(3)).await?.investor(), known.id.unwrap_or_default());
    assert!(desk.linked_wallets(&known).await?.is_empty());

    // Whoever is added again has a number of its own from then on.
    let record = &fixture.records()?[0];
    desk.onboard(record, &mut book, Mode::Execute).await?;
    let added = book.by_reference("A-1")?.expect("it is in the book");
    assert_eq!((known.id, added.id, added.salt), (Some(1), Some(2), known.salt));
    assert_eq!(desk.linked_wallets(&added).await?, [wallet(1)]);
    assert_eq!(desk.onboard(record, &mut book, Mode::Execute).await?.len(), 0);
    Ok(())
}
