//! `corridor bond default` and `corridor bond document`

use snapbox::str;

use crate::bench::Bench;

#[test]
fn defaults_and_documents_go_on_record_by_their_hashes() {
    let bench = Bench::with_gilt();
    let bond = "treasury-gilt-2040";
    bench.run(&format!("bond default {bond}")).code(1).stderr_eq(str![[""]]);
    bench.run("deploy --servicing --quiet").success();
    bench.private_file("notice.txt", "Interest was not paid.");
    bench.run(&format!("bond default {bond}")).success().stdout_eq(str![[""]]);
    let declare = format!("bond default {bond} --declare notice.txt --kind covenant");
    bench.run(&declare).success().stdout_eq(str![[""]]);
    bench.run(&declare).code(1).stderr_eq(str![[""]]);
    bench.run(&format!("bond default {bond}")).success().stdout_eq(str![[""]]);
    bench.run(&format!("bond default {bond} --cure notice.txt")).success();
    bench.run(&format!("bond default {bond} --json")).success().stdout_eq(str![[""]]);
    bench.run(&format!("bond default {bond} --cure missing.txt")).code(1).stderr_eq(str![[""]]);

    let list = format!("bond document list {bond}");
    bench.run(&list).success().stdout_eq(str![[""]]);
    let set = format!("bond document set {bond} prospectus notice.txt --uri https://example.org/p");
    bench.run(&set).success().stdout_eq(str![[""]]);
    bench.run(&list).success().stdout_eq(str![[""]]);
    let long = set.replace("prospectus", "a-name-that-has-more-than-32-bytes-in-it");
    bench.run(&long).code(1).stderr_eq(str![[""]]);
}
