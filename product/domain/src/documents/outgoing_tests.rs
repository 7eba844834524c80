use super::*;

const READY: IssueFacts = IssueFacts {
    has_number: true,
    is_signed: true,
    is_as_approved: true,
    is_sealed: true,
    recipients: 3,
    blanks: 0,
    bears_secret_mark: false,
    bases_out_of_force: 0,
    has_dossier: true,
    is_late: false,
};

#[test]
fn the_table_is_sound() {
    crate::transitions::tests::is_sound(&TABLE);
}

#[test]
fn after_issue_nothing_goes_back_to_the_drafter() {
    for state in [Issued, Recalled, Replaced, Revoked] {
        for verb in [Verb::Return, Verb::Withdraw, Verb::Resume, Verb::Cancel, Verb::Submit, Verb::Number] {
            assert!(step(state, verb).is_err());
        }
    }
    assert!(step(Numbered, Verb::Return).is_ok(), "before issue the clerk or the signer may return it");
}

#[test]
fn issuing_names_every_obstacle_in_every_combination() {
    for bits in 0_u32..1024 {
        let is = |bit: u32| bits & (1 << bit) != 0;
        let facts = IssueFacts {
            has_number: !is(0),
            is_signed: !is(1),
            is_as_approved: !is(2),
            is_sealed: !is(3),
            recipients: u32::from(!is(4)),
            blanks: u32::from(is(5)),
            bears_secret_mark: is(6),
            bases_out_of_force: u32::from(is(7)),
            has_dossier: !is(8),
            is_late: is(9),
        };
        assert_eq!(issue_obstacles(&facts).len() as u32, bits.count_ones());
        match issue(Numbered, &facts) {
            Ok((state, warnings)) => {
                assert_eq!(state, Issued);
                assert_eq!(bits & 0b111_1111, 0);
                assert_eq!(warnings.len() as u32, bits.count_ones());
            }
            Err(Refusal::Obstacles(all)) => assert_eq!(all.len() as u32, bits.count_ones()),
            Err(other) => panic!("{other}"),
        }
    }
}

#[test]
fn only_a_numbered_document_is_issued_and_the_refusal_says_what_is_possible() {
    let Err(Refusal::NotAllowed(refused)) = issue(Approved, &READY) else { panic!("issued without a number") };
    assert_eq!(refused.state, "approved");
    assert_eq!(refused.possible, ["return", "number", "cancel", "finish"]);
    assert!(refused.to_string().contains("issue is not possible in state approved"));
}

#[test]
fn only_internal_documents_end_without_a_number() {
    assert_eq!(finish_internal(Approved, Direction::Internal), Ok(FinishedInternal));
    assert_eq!(finish_internal(Approved, Direction::Outgoing).unwrap_err().codes(), ["finish.not-internal"]);
    assert!(finish_internal(Draft, Direction::Internal).is_err());
}

#[test]
fn a_paper_signature_outside_the_list_needs_a_reason_and_is_counted() {
    assert_eq!(enter_paper(Draft, true, None), Ok((Approved, vec![])));
    let (_, counted) = enter_paper(Draft, false, Some("mất điện")).unwrap();
    assert_eq!(counted[0].code(), "paper.not-listed");
    assert_eq!(enter_paper(Draft, false, Some("  ")).unwrap_err().codes(), ["paper.reason-missing"]);
}
