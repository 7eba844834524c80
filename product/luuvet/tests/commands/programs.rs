//! Lists of people and tokens from the command line.

use luuvet::api::tokens::store::live;
use luuvet::app::token_hash;
use luuvet::clock;

use super::{Made, run, said};

/// An Excel file with these rows under the usual head.
fn workbook(path: &std::path::Path, rows: &[[&str; 3]]) {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, cells) in (0..).zip([["Họ và tên", "Chức vụ", "Email"]].iter().chain(rows)) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write_string(row, column, *cell).unwrap();
        }
    }
    workbook.save(path).unwrap();
}

#[test]
fn five_thousand_people_come_from_excel_or_none() {
    let made = Made::new(&[]);
    let (data, file) = (made.data(), made.path("danh-sach.xlsx"));
    let words =
        ["An", "Bình", "Chi", "Dũng", "Giang", "Hà", "Khánh", "Lan", "Minh", "Ngọc", "Phúc", "Quế", "Sơn", "Thu"];
    let word = |n: usize| words[n % words.len()];
    let names: Vec<String> =
        (0..5000).map(|n| format!("Người {} {} {}", word(n), word(n / 14), word(n / 196))).collect();
    let mut rows: Vec<[&str; 3]> = names.iter().map(|name| [name.as_str(), "Giáo viên", ""]).collect();
    for (row, wrong) in
        [(10, ["", "Giáo viên", ""]), (2500, ["Người Lạ", "", ""]), (4999, ["Người Xa", "Giáo viên", "x"])]
    {
        rows[row] = wrong;
    }
    workbook(&file, &rows);
    let arguments =
        ["import", "people", file.to_str().unwrap(), "--data", data.to_str().unwrap(), "--login", "quantri"];
    let refused = run(&arguments);
    let told = said(&refused);
    assert!(!refused.status.success(), "{told}");
    for words in
        ["Dòng 12, cột “Họ và tên”", "Dòng 2502, cột “Chức vụ”", "Dòng 5001, cột “Email”", "3 chỗ sai trong 5000 dòng"]
    {
        assert!(told.contains(words), "“{words}” is not said:\n{told}");
    }
    for row in [10, 2500, 4999] {
        rows[row] = ["Người Đúng", "Giáo viên", ""];
    }
    workbook(&file, &rows);
    let dry = run(&[&arguments[..], &["--dry-run"]].concat());
    assert!(dry.status.success() && said(&dry).contains("5000 dòng đều đúng"), "{}", said(&dry));
    let done = run(&arguments);
    assert!(done.status.success() && said(&done).contains("Đã nhập 5000 người"), "{}", said(&done));
    let stranger =
        run(&["import", "people", file.to_str().unwrap(), "--data", data.to_str().unwrap(), "--login", "ai"]);
    assert!(!stranger.status.success() && said(&stranger).contains("Không có ai đăng nhập bằng “ai”"));
}

#[tokio::test]
async fn a_token_is_printed_once_and_works() {
    let made = Made::new(&[]);
    let data = made.data();
    let arguments = ["token", "create", "--data", data.to_str().unwrap(), "--login", "quantri", "--name", "Sao lưu"];
    let output = run(&[&arguments[..], &["--scopes", "documents:read,trace:read", "--days", "7"]].concat());
    assert!(output.status.success(), "{}", said(&output));
    let token = String::from_utf8(output.stdout).unwrap().trim().to_owned();
    assert!(token.starts_with("lv_") && token.len() > 40, "{token}");
    let app = made.app().await;
    let now = app.clock.now();
    let known =
        live(&mut app.read().await.unwrap(), token_hash(&token), now, &clock::day(now).to_string()).await.unwrap();
    assert_eq!(known.unwrap().scopes, "documents:read trace:read");
    let wrong = run(&[&arguments[..], &["--scopes", "everything"]].concat());
    assert!(!wrong.status.success() && said(&wrong).contains("Chọn ít nhất một phạm vi"), "{}", said(&wrong));
}
