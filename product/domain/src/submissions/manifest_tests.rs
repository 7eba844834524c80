use jiff::civil::date;
use uuid::Uuid;

use super::*;
use crate::ids::*;

fn example() -> Manifest {
    Manifest {
        organisation: OrganisationId(Uuid::from_u128(1)),
        document: DocumentId(Uuid::from_u128(2)),
        direction: Direction::Outgoing,
        kind: Kind::Notice,
        subject: Subject::parse("Kết quả kiểm tra").unwrap(),
        urgency: Urgency::Normal,
        is_restricted: false,
        signer: PersonId(Uuid::from_u128(3)),
        signer_position: PositionId(Uuid::from_u128(4)),
        mandate: None,
        recipients: vec![Recipient {
            id: None,
            name: "Các đơn vị trực thuộc".into(),
            task: crate::assignments::Kind::Lead,
            due: Some(date(2024, 4, 29)),
        }],
        bodies: Vec::new(),
        files: vec![File {
            id: FileId(Uuid::from_u128(5)),
            role: FileRole::Main,
            name: "thong-bao.pdf".into(),
            length: 70_000,
            sha256: [0xAB; 32],
        }],
    }
}

#[test]
fn the_hash_changes_with_every_field() {
    let change: &[fn(&mut Manifest)] = &[
        |m| m.organisation.0 = Uuid::from_u128(9),
        |m| m.document.0 = Uuid::from_u128(9),
        |m| m.direction = Direction::Internal,
        |m| m.kind = Kind::Plan,
        |m| m.subject = Subject::parse("Kết quả").unwrap(),
        |m| m.urgency = Urgency::Express,
        |m| m.is_restricted = true,
        |m| m.signer.0 = Uuid::from_u128(9),
        |m| m.signer_position.0 = Uuid::from_u128(9),
        |m| m.mandate = Some(MandateId(Uuid::from_u128(9))),
        |m| m.recipients.clear(),
        |m| m.recipients[0].id = Some(Uuid::from_u128(9)),
        |m| m.recipients[0].name.push('.'),
        |m| m.recipients[0].task = crate::assignments::Kind::Inform,
        |m| m.recipients[0].due = None,
        |m| m.bodies.push(Body { id: None, name: "Hội Khuyến học tỉnh".into() }),
        |m| m.bodies.push(Body { id: Some(Uuid::from_u128(9)), name: "Hội Khuyến học tỉnh".into() }),
        |m| m.files.clear(),
        |m| m.files[0].id.0 = Uuid::from_u128(9),
        |m| m.files[0].role = FileRole::Attachment,
        |m| m.files[0].name.push('x'),
        |m| m.files[0].length += 1,
        |m| m.files[0].sha256[31] = 0,
    ];
    let mut seen = vec![example().hash().unwrap()];
    for one in change {
        let mut manifest = example();
        one(&mut manifest);
        let hash = manifest.hash().unwrap();
        assert!(!seen.contains(&hash));
        seen.push(hash);
    }
}

/// Computed by an independent encoder; a change of it breaks every approval that was given.
#[test]
fn the_encoding_has_a_vector() {
    let manifest = example();
    assert_eq!(manifest.encode().unwrap().len(), LENGTH);
    assert_eq!(manifest.hash().unwrap().to_string(), HASH);
}

const LENGTH: usize = 397;
const HASH: &str = "a5dfc767ba861064f7b148d9a2c920c386813bcd2c5ab6ab2558aad978d9984b";
