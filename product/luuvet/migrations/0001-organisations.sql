-- Organisations, departments, people, positions, mandates, substitutes. Periods are half-open [from_day, until_day);
-- a null until_day is open. Days are ISO dates, times UTC microseconds.

CREATE TABLE organisation (
  id {id} NOT NULL PRIMARY KEY,
  created_at {int} NOT NULL
{end};

-- Name, symbol and place by period: an old document keeps the name of its day (records-rules §8.3).
CREATE TABLE organisation_name (
  organisation_id {id} NOT NULL REFERENCES organisation (id),
  from_day TEXT NOT NULL,
  until_day TEXT,
  name TEXT NOT NULL,
  short_name TEXT NOT NULL,
  symbol TEXT NOT NULL,
  place TEXT NOT NULL,
  head_title TEXT NOT NULL,
  collective TEXT NOT NULL,
  code TEXT NOT NULL,
  PRIMARY KEY (organisation_id, from_day)
{end};

CREATE TABLE organisation_parent (
  organisation_id {id} NOT NULL REFERENCES organisation (id),
  line TEXT NOT NULL CHECK (line IN ('managing', 'professional')),
  from_day TEXT NOT NULL,
  until_day TEXT,
  parent_id {id} REFERENCES organisation (id),
  parent_name TEXT NOT NULL,
  PRIMARY KEY (organisation_id, line, from_day)
{end};
CREATE INDEX organisation_parent_children ON organisation_parent (parent_id, line);

CREATE TABLE department (
  organisation_id {id} NOT NULL REFERENCES organisation (id),
  id {id} NOT NULL,
  name TEXT NOT NULL,
  symbol TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('department', 'team', 'group')),
  ordinal {int} NOT NULL,
  from_day TEXT NOT NULL,
  until_day TEXT,
  PRIMARY KEY (organisation_id, id)
{end};

-- A person is known to the installation once and may hold positions in several organisations.
CREATE TABLE person (
  id {id} NOT NULL PRIMARY KEY,
  full_name TEXT NOT NULL,
  folded TEXT NOT NULL,
  initials TEXT NOT NULL,
  sort_key TEXT NOT NULL,
  email TEXT,
  phone TEXT,
  created_at {int} NOT NULL
{end};

CREATE TABLE position (
  organisation_id {id} NOT NULL REFERENCES organisation (id),
  id {id} NOT NULL,
  department_id {id},
  title TEXT NOT NULL,
  ordinal {int} NOT NULL,
  from_day TEXT NOT NULL,
  until_day TEXT,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, department_id) REFERENCES department (organisation_id, id)
{end};

CREATE TABLE holding (
  organisation_id {id} NOT NULL,
  position_id {id} NOT NULL,
  from_day TEXT NOT NULL,
  until_day TEXT,
  person_id {id} NOT NULL REFERENCES person (id),
  PRIMARY KEY (organisation_id, position_id, from_day),
  FOREIGN KEY (organisation_id, position_id) REFERENCES position (organisation_id, id)
{end};
CREATE INDEX holding_person ON holding (person_id);

CREATE TABLE position_role (
  organisation_id {id} NOT NULL,
  position_id {id} NOT NULL,
  role TEXT NOT NULL,
  PRIMARY KEY (organisation_id, position_id, role),
  FOREIGN KEY (organisation_id, position_id) REFERENCES position (organisation_id, id)
{end};
CREATE INDEX position_role_holders ON position_role (organisation_id, role);

-- Under which one signs for another (Decree 30/2020 Art. 13). `kinds` holds codes of kinds of documents, parted by
-- commas; empty for all.
CREATE TABLE mandate (
  organisation_id {id} NOT NULL,
  id {id} NOT NULL,
  kind TEXT NOT NULL,
  position_id {id} NOT NULL,
  on_behalf_of_id {id},
  field TEXT NOT NULL,
  kinds TEXT NOT NULL,
  basis TEXT NOT NULL,
  from_day TEXT NOT NULL,
  until_day TEXT,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, position_id) REFERENCES position (organisation_id, id)
{end};
CREATE INDEX mandate_holder ON mandate (organisation_id, position_id);

CREATE TABLE substitute (
  organisation_id {id} NOT NULL,
  id {id} NOT NULL,
  position_id {id} NOT NULL,
  substitute_id {id} NOT NULL,
  from_day TEXT NOT NULL,
  until_day TEXT NOT NULL,
  basis TEXT NOT NULL,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, position_id) REFERENCES position (organisation_id, id),
  FOREIGN KEY (organisation_id, substitute_id) REFERENCES position (organisation_id, id)
{end};
CREATE INDEX substitute_of ON substitute (organisation_id, substitute_id);

-- A stand-in clerk uses the seal only after a written hand-over (Decree 30/2020 Art. 32).
CREATE TABLE seal_handover (
  organisation_id {id} NOT NULL,
  id {id} NOT NULL,
  from_position_id {id} NOT NULL,
  to_position_id {id} NOT NULL,
  from_day TEXT NOT NULL,
  until_day TEXT,
  minutes TEXT NOT NULL,
  PRIMARY KEY (organisation_id, id)
{end};
