-- Merging: who goes on in whom since when, who has agreed to take whom in; closed registers; settings of an organisation.

CREATE TABLE organisation_merger (
  organisation_id {id} NOT NULL PRIMARY KEY REFERENCES organisation (id),
  into_id {id} NOT NULL REFERENCES organisation (id),
  day TEXT NOT NULL,
  at {int} NOT NULL
{end};
CREATE INDEX organisation_merger_into ON organisation_merger (into_id);

-- The successor's word that it takes another organisation's people and open work; `taken_at` when the people came.
CREATE TABLE merger_agreement (
  organisation_id {id} NOT NULL REFERENCES organisation (id),
  from_id {id} NOT NULL REFERENCES organisation (id),
  at {int} NOT NULL,
  taken_at {int},
  PRIMARY KEY (organisation_id, from_id)
{end};
CREATE INDEX merger_agreement_from ON merger_agreement (from_id);

-- The day from which a register takes no further number: its organisation has been merged.
ALTER TABLE register ADD COLUMN closed_day TEXT;

-- Whether those who sign, number, issue or administer need a second factor in their session.
CREATE TABLE organisation_security (
  organisation_id {id} NOT NULL PRIMARY KEY REFERENCES organisation (id),
  strong_sessions {bool} NOT NULL
{end};
