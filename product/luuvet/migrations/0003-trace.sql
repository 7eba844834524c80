-- The trace: one log per organisation, append-only. `event_private` holds the openings of commitments and is the one
-- trace table from which a verb (`erase`) may delete.

CREATE TABLE log_head (
  organisation_id {id} NOT NULL PRIMARY KEY REFERENCES organisation (id),
  sequence {int} NOT NULL
{end};

CREATE TABLE event (
  organisation_id {id} NOT NULL REFERENCES organisation (id),
  sequence {int} NOT NULL,
  id {id} NOT NULL UNIQUE,
  at {int} NOT NULL,
  kind TEXT NOT NULL,
  subject_id {id} NOT NULL,
  person_id {id},
  position_id {id},
  leaf {bytes} NOT NULL,
  hash {bytes} NOT NULL,
  PRIMARY KEY (organisation_id, sequence)
{end};
CREATE INDEX event_subject ON event (organisation_id, subject_id, sequence);
CREATE INDEX event_person ON event (organisation_id, person_id, sequence);
{append_only event};

CREATE TABLE event_private (
  organisation_id {id} NOT NULL,
  sequence {int} NOT NULL,
  field TEXT NOT NULL,
  salt {bytes} NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (organisation_id, sequence, field),
  FOREIGN KEY (organisation_id, sequence) REFERENCES event (organisation_id, sequence)
{end};

-- Facts of the installation itself: the demo's clock, when it was made.
CREATE TABLE setting (
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
{end};
