//! What the command line says, in both languages, and its exit codes.

use crate::{Made, run, said};

#[test]
fn what_is_not_understood_is_one_sentence() {
    for (arguments, sentence) in [
        (&["serv"][..], "Không có lệnh “serv”"),
        (&["serve", "--listen", "here"], "Giá trị “here”"),
        (&["--lang", "en", "serve", "--frob"], "There is no option “--frob”"),
        (&["backup"], "Còn thiếu --to"),
        (&[], "Cần một lệnh"),
    ] {
        let output = run(arguments);
        let told = said(&output);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {told}");
        assert!(told.contains(sentence) && told.trim().lines().count() == 1, "{arguments:?}: {told}");
    }
}

#[test]
fn help_speaks_both_languages_and_tells_exit_codes() {
    let (vietnamese, english) = (said(&run(&["--help"])), said(&run(&["--help", "--lang=en"])));
    assert!(vietnamese.contains("Cách dùng:") && vietnamese.contains("Mã kết thúc:"), "{vietnamese}");
    assert!(english.contains("Usage:") && english.contains("Exit codes:"), "{english}");
    assert!(said(&run(&["init", "--help"])).contains("Tên đơn vị"));
}

#[test]
fn init_asks_nobody_where_nobody_is_and_never_twice() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let asked = run(&["init", "--data", data.to_str().unwrap(), "--name", "Trường"]);
    assert!(asked.status.code() == Some(1) && said(&asked).contains("Chữ viết tắt"), "{}", said(&asked));
    let made = Made::new(&["--tls", "none"]);
    let data = made.data();
    let again = run(&["init", "--data", data.to_str().unwrap(), "--tls", "none"]);
    assert!(again.status.code() == Some(1) && said(&again).contains("đã có dữ liệu"), "{}", said(&again));
    let open = run(&["init", "--data", made.path("b").to_str().unwrap(), "--tls", "none", "--listen", "0.0.0.0:80"]);
    assert_eq!(open.status.code(), Some(1));
}

#[cfg(unix)]
#[test]
fn secrets_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let made = Made::new(&[]);
    let mode = |name: &str| std::fs::metadata(made.data().join(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(""), mode("tls/authority-key.pem"), mode("tls/server-key.pem")), (0o700, 0o600, 0o600));
}

#[test]
fn workflows_are_printed_with_their_names() {
    let told = said(&run(&["docs", "workflows"]));
    assert!(told.starts_with("<!-- ") && told.contains("<!-- outgoing-document.md -->\n# "), "{told}");
}
