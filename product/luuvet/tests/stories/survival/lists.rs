//! Five thousand people in Excel with three wrong rows: exact sentences, nothing taken; corrected: all of them.

use std::time::Instant;

use rust_xlsxwriter::Workbook;

use crate::story;
use crate::support::Story;
use crate::support::world::World;

story!(a_workbook_of_five_thousand_people);

/// A workbook with a head and `people` rows, some of them spoilt.
fn workbook(people: u32, spoilt: &[(u32, [&str; 6])]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let head = ["Họ và tên", "Chức vụ", "Phòng, tổ", "Vai trò", "Email", "Điện thoại"];
    for (column, name) in (0..).zip(head) {
        sheet.write(0, column, name).unwrap();
    }
    for row in 1..=people {
        let name = format!("Nguyễn Văn Số{}", letters(row));
        let plain = [name.as_str(), "Giáo viên", "Tổ Toán - Tin", "", "", ""];
        let cells = spoilt.iter().find(|(at, _)| *at == row + 1).map_or(plain, |(_, cells)| *cells);
        for (column, cell) in (0..).zip(cells) {
            sheet.write(row, column, cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

/// A number in letters, because names have no digits.
fn letters(number: u32) -> String {
    number.to_string().bytes().map(|digit| char::from(digit - b'0' + b'a')).collect()
}

async fn a_workbook_of_five_thousand_people(story: Story) {
    World::make(&story).await;
    let mut admin = story.signed_in("admin.a").await;
    let path = "/organisation/people/import";
    let spoilt = [
        (17, ["", "Giáo viên", "Tổ Toán - Tin", "", "", ""]),
        (2500, ["Lê Thị B", "", "Tổ Toán - Tin", "", "", ""]),
        (4999, ["Lê Văn C", "Giáo viên", "Tổ Toán - Tin", "thủ kho", "", ""]),
    ];
    let wrong = workbook(5000, &spoilt);
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let count = |page: &str| page.matches("Nguyễn Văn Số").count();
    let before = admin.get("/organisation/people").await.text();
    for (language, sentences) in [
        ("vi", ["3 chỗ cần sửa", "Ô này còn trống. Ghi vào rồi gửi lại.", "Chức vụ<", "vai trò “thủ kho”"]),
        (
            "en",
            [
                "3 places to mend",
                "This field is empty. Fill it in and send again.",
                "Title<",
                "There is no role “thủ kho”",
            ],
        ),
    ] {
        admin.post("/language", &[("language", language), ("next", "/")]).await.is(303);
        let answer = admin.upload(path, &[], &[("file", "ds.xlsx", kind, &wrong)]).await;
        answer.is(422).shows(">17<").shows(">2500<").shows(">4999<").hides("/import/confirm");
        for sentence in sentences {
            answer.shows(sentence);
        }
    }
    admin.post("/language", &[("language", "vi"), ("next", "/")]).await.is(303);
    assert_eq!(count(&admin.get("/organisation/people").await.text()), count(&before), "nobody was taken");

    let right = workbook(5000, &[]);
    let begun = Instant::now();
    let page = admin.upload(path, &[], &[("file", "ds.xlsx", kind, &right)]).await;
    let text = page.is(200).shows("Nhập 5000 người").text();
    let read = begun.elapsed();
    let id = text.split("name=\"id\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let begun = Instant::now();
    admin.submit(&format!("{path}/confirm"), &[("id", &id)]).await.is(200).shows("Nguyễn Văn Số");
    let taken = begun.elapsed();
    assert!(read.as_secs() < 30 && taken.as_secs() < 60, "{read:?} {taken:?}");
    let page = admin.get("/organisation/people").await.text();
    assert!(count(&page) > 0);
    admin.get("/trace").await.shows("Nhập danh sách 5000 người từ ds.xlsx");
    let people = crate::support::store::people(&story).await;
    assert!(people > 5000, "{people} people");
}
