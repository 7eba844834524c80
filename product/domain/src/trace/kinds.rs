//! Every kind of event: what verbs can do.

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $code:literal),+ $(,)?) => {
        /// What happened. The code is final: it stands in leaves for ever.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum EventKind {
            $($(#[$doc])* $name),+
        }

        impl EventKind {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The code in the leaf and in the locale's sentence (`event-` and the code with dashes).
            #[must_use]
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code),+
                }
            }

            /// The kind of a code.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|kind| kind.code() == code)
            }
        }
    };
}

kinds! {
    /// An organisation was opened here.
    OrganisationOpened = "organisation.opened",
    /// Its name, symbol or place changed from a day on.
    OrganisationRenamed = "organisation.renamed",
    /// It got another parent on one line from a day on.
    OrganisationMoved = "organisation.moved",
    /// It was merged into another one.
    OrganisationMerged = "organisation.merged",
    /// Days off or worked were added to the working days.
    DaysAdded = "calendar.days-added",
    /// An added day was taken back.
    DayRemoved = "calendar.day-removed",
    /// It agreed to take another one in.
    MergerAgreed = "merger.agreed",
    /// The people of a merged one came.
    MergerTaken = "merger.taken",
    /// A department was opened.
    DepartmentOpened = "department.opened",
    /// A department was closed.
    DepartmentClosed = "department.closed",
    /// A person was entered.
    PersonEntered = "person.entered",
    /// A person's data was corrected.
    PersonCorrected = "person.corrected",
    /// A list of people was imported.
    PeopleImported = "people.imported",
    /// A position was opened.
    PositionOpened = "position.opened",
    /// A person took a position.
    PositionTaken = "position.taken",
    /// A person left a position.
    PositionLeft = "position.left",
    /// What hung on a position was handed over.
    PositionHandedOver = "position.handed-over",
    /// A position got its roles.
    RolesSet = "roles.set",
    /// A mandate was given.
    MandateGiven = "mandate.given",
    /// A mandate was ended.
    MandateEnded = "mandate.ended",
    /// A substitute was named.
    SubstituteNamed = "substitute.named",
    /// A substitution was ended.
    SubstituteEnded = "substitute.ended",
    /// The seal was handed over in writing.
    SealHandedOver = "seal.handed-over",
    /// The seal came back.
    SealReturned = "seal.returned",
    /// A person was invited to sign in.
    PersonInvited = "person.invited",
    /// A password was set.
    PasswordSet = "password.set",
    /// A passkey was added.
    PasskeyAdded = "passkey.added",
    /// A passkey was removed.
    PasskeyRemoved = "passkey.removed",
    /// One-time codes were switched on.
    TotpEnabled = "totp.enabled",
    /// One-time codes were switched off.
    TotpDisabled = "totp.disabled",
    /// Strong sessions are asked for.
    StrongSessionsAsked = "strong-sessions.asked",
    /// They are asked for no more.
    StrongSessionsWaived = "strong-sessions.waived",
    /// A browser takes pushes for its person.
    DeviceSubscribed = "device.subscribed",
    /// A browser takes no more pushes.
    DeviceUnsubscribed = "device.unsubscribed",
    /// A person said how and where to hear of what waits.
    NoticesSet = "notices.set",
    /// A session was ended by its owner or an administrator.
    SessionEnded = "session.ended",
    /// An access token was made.
    TokenCreated = "token.created",
    /// An access token was withdrawn.
    TokenRevoked = "token.revoked",

    /// A register was opened.
    RegisterOpened = "register.opened",
    /// A register was closed with its last number.
    RegisterClosed = "register.closed",
    /// A register opened in mid-year was confirmed by the head.
    RegisterConfirmed = "register.confirmed",
    /// A number was reserved.
    NumberReserved = "number.reserved",
    /// A number was cancelled.
    NumberCancelled = "number.cancelled",
    /// Reserved numbers lapsed.
    NumberLapsed = "number.lapsed",
    /// An old register was imported as history.
    HistoryImported = "history.imported",

    /// A document was drafted.
    DocumentDrafted = "document.drafted",
    /// A draft's data were changed.
    DraftChanged = "draft.changed",
    /// A file was added to a draft.
    FileAdded = "file.added",
    /// A file was removed from a draft.
    FileRemoved = "file.removed",
    /// A draft was submitted.
    DocumentSubmitted = "document.submitted",
    /// A step of the circuit was passed.
    StepPassed = "step.passed",
    /// An opinion was given.
    OpinionGiven = "opinion.given",
    /// A submission was sent back.
    DocumentReturned = "document.returned",
    /// A submission was withdrawn by its drafter.
    DocumentWithdrawn = "document.withdrawn",
    /// The remaining steps were changed.
    StepsChanged = "steps.changed",
    /// A manifest was approved by the competent person.
    DocumentApproved = "document.approved",
    /// Number and date were given.
    DocumentNumbered = "document.numbered",
    /// A document was issued.
    DocumentIssued = "document.issued",
    /// Further recipients were added after issue.
    RecipientsAdded = "recipients.added",
    /// A recipient's state came back.
    DeliveryReported = "delivery.reported",
    /// An issued document was recalled.
    DocumentRecalled = "document.recalled",
    /// Further bodies were asked to approve a document that they issue together.
    JointAsked = "joint.asked",
    /// One of them approved it.
    JointAgreed = "joint.agreed",
    /// One of them refused.
    JointDeclined = "joint.declined",
    /// The clerk recorded that a body outside signed it.
    JointRecorded = "joint.recorded",
    /// What was asked for and given is void: the document went back.
    JointVoided = "joint.voided",
    /// Another organisation asked this one to approve a document.
    JointRequested = "joint.requested",
    /// This one approved it.
    JointApproved = "joint.approved",
    /// This one refused.
    JointRefused = "joint.refused",
    /// The other one withdrew what it had asked for.
    JointWithdrawn = "joint.withdrawn",
    /// A kind was listed as lawfully signed on paper.
    PaperKindListed = "paper-kind.listed",
    /// Such a kind was taken off the list.
    PaperKindEnded = "paper-kind.ended",
    /// A document that was signed on paper was entered.
    PaperEntered = "paper.entered",
    /// Copies on paper were handed out.
    CopiesHandedOver = "copies.handed-over",
    /// A copy of a document was begun.
    DocumentCopied = "document.copied",
    /// A document was related to another one.
    DocumentRelated = "document.related",
    /// A draft was discarded.
    DraftDiscarded = "draft.discarded",
    /// A recipient was reminded of an answer.
    RecipientReminded = "recipient.reminded",

    /// A document arrived.
    DocumentArrived = "document.arrived",
    /// An arrival was registered.
    DocumentRegistered = "document.registered",
    /// An arrival was refused.
    DocumentRefused = "document.refused",
    /// An incoming document was submitted for a directive.
    IncomingSubmitted = "incoming.submitted",
    /// A rule was added that says before whom incoming documents are laid.
    SubmissionRuleAdded = "submission-rule.added",
    /// Such a rule was removed.
    SubmissionRuleRemoved = "submission-rule.removed",
    /// A directive was given.
    DocumentDirected = "document.directed",
    /// Work was assigned.
    TaskAssigned = "task.assigned",
    /// A document was opened.
    DocumentOpened = "document.opened",
    /// A document was read to the end.
    DocumentRead = "document.read",
    /// A document was acknowledged.
    DocumentAcknowledged = "document.acknowledged",
    /// Support was given.
    SupportGiven = "support.given",
    /// A task was done.
    TaskDone = "task.done",
    /// A task was sent back to its giver.
    TaskReturned = "task.returned",
    /// A due date was extended.
    DueExtended = "due.extended",
    /// Somebody was reminded.
    TaskReminded = "task.reminded",
    /// An overdue task was escalated.
    TaskEscalated = "task.escalated",
    /// A document was finished.
    DocumentFinished = "document.finished",
    /// A finished document was reopened.
    DocumentReopened = "document.reopened",
    /// The sender recalled a document that had arrived.
    ArrivalRecalled = "arrival.recalled",
    /// Open work on it went to the organisation in which this one goes on.
    DocumentHandedOn = "document.handed-on",
    /// It came with open work from an organisation that goes on in this one.
    DocumentTakenOver = "document.taken-over",
    /// The paper original changed hands.
    OriginalHandedOver = "original.handed-over",
    /// An action was undone within its ten minutes.
    ActionUndone = "action.undone",

    /// A dossier was opened.
    DossierOpened = "dossier.opened",
    /// A document was filed in a dossier.
    DocumentFiled = "document.filed",
    /// A dossier was closed.
    DossierClosed = "dossier.closed",

    /// Content that bears a mark of secrecy was refused.
    SecretRefused = "secret.refused",
    /// The removal of secret content was proposed.
    SecretPurgeProposed = "secret.purge-proposed",
    /// A proposal to remove secret content was dropped.
    SecretPurgeDropped = "secret.purge-dropped",
    /// The same content was removed elsewhere as secret; this organisation has to look at its own.
    SecretReported = "secret.reported",
    /// Secret content was removed by two persons.
    SecretPurged = "secret.purged",
    /// Private values were erased.
    ValuesErased = "values.erased",
}
