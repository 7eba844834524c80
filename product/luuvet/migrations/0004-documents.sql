-- Documents, files, submissions, registers, delivery, tasks. Every key starts with the organisation.
-- The *_state tables are filled from the domain's enums at start, so that a new state needs no rebuilt table.

CREATE TABLE document_state (code TEXT NOT NULL PRIMARY KEY{end};
CREATE TABLE step_state (code TEXT NOT NULL PRIMARY KEY{end};
CREATE TABLE task_state (code TEXT NOT NULL PRIMARY KEY{end};
CREATE TABLE number_state (code TEXT NOT NULL PRIMARY KEY{end};
CREATE TABLE delivery_state (code TEXT NOT NULL PRIMARY KEY{end};

CREATE TABLE document (
  organisation_id {id} NOT NULL REFERENCES organisation (id),
  id {id} NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('incoming', 'outgoing', 'internal')),
  state TEXT NOT NULL REFERENCES document_state (code),
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  urgency TEXT NOT NULL,
  restricted {bool} NOT NULL,
  symbol TEXT,
  day TEXT,
  issuer TEXT NOT NULL,
  signer TEXT NOT NULL,
  signer_title TEXT NOT NULL,
  language TEXT NOT NULL,
  pages {int} NOT NULL,
  note TEXT NOT NULL,
  school_year TEXT NOT NULL,
  version {int} NOT NULL,
  drafter_id {id} NOT NULL,
  department_id {id},
  signer_id {id},
  mandate_id {id},
  answers_id {id},
  folded TEXT NOT NULL,
  created_at {int} NOT NULL,
  changed_at {int} NOT NULL,
  PRIMARY KEY (organisation_id, id)
{end};

-- Rights are rows: lists and search start here. A grantee is a position, a department or a role (roles have fixed ids).
CREATE TABLE document_grant (
  organisation_id {id} NOT NULL,
  grantee_id {id} NOT NULL,
  direction TEXT NOT NULL,
  sort_key {int} NOT NULL,
  document_id {id} NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (organisation_id, grantee_id, direction, sort_key, document_id),
  UNIQUE (organisation_id, document_id, grantee_id),
  FOREIGN KEY (organisation_id, document_id) REFERENCES document (organisation_id, id)
{end};

CREATE TABLE blob (
  hash {bytes} NOT NULL PRIMARY KEY,
  size {int} NOT NULL,
  doomed_at {int}
{end};

CREATE TABLE document_file (
  organisation_id {id} NOT NULL,
  document_id {id} NOT NULL,
  id {id} NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('draft', 'rendition', 'attachment', 'basis', 'issued', 'scan')),
  ordinal {int} NOT NULL,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  hash {bytes} NOT NULL REFERENCES blob (hash),
  size {int} NOT NULL,
  pages {int} NOT NULL,
  has_text {bool} NOT NULL,
  exception TEXT,
  added_at {int} NOT NULL,
  added_by_id {id} NOT NULL,
  removed_at {int},
  PRIMARY KEY (organisation_id, document_id, id),
  FOREIGN KEY (organisation_id, document_id) REFERENCES document (organisation_id, id)
{end};
CREATE INDEX document_file_hash ON document_file (organisation_id, hash);

CREATE TABLE document_relation (
  organisation_id {id} NOT NULL,
  document_id {id} NOT NULL,
  ordinal {int} NOT NULL,
  kind TEXT NOT NULL,
  other_id {id},
  wording TEXT NOT NULL,
  PRIMARY KEY (organisation_id, document_id, ordinal),
  FOREIGN KEY (organisation_id, document_id) REFERENCES document (organisation_id, id)
{end};
CREATE INDEX document_relation_other ON document_relation (organisation_id, other_id);

-- What is approved: the canonical manifest of a version.
CREATE TABLE manifest (
  organisation_id {id} NOT NULL,
  hash {bytes} NOT NULL,
  document_id {id} NOT NULL,
  version {int} NOT NULL,
  body {bytes} NOT NULL,
  PRIMARY KEY (organisation_id, hash),
  FOREIGN KEY (organisation_id, document_id) REFERENCES document (organisation_id, id)
{end};

CREATE TABLE submission (
  organisation_id {id} NOT NULL,
  document_id {id} NOT NULL,
  version {int} NOT NULL,
  slip TEXT NOT NULL,
  drafter_id {id} NOT NULL,
  self_made {bool} NOT NULL,
  manifest {bytes} NOT NULL,
  submitted_at {int} NOT NULL,
  closed_at {int},
  outcome TEXT,
  reason TEXT NOT NULL,
  PRIMARY KEY (organisation_id, document_id, version),
  FOREIGN KEY (organisation_id, manifest) REFERENCES manifest (organisation_id, hash)
{end};

CREATE TABLE step (
  organisation_id {id} NOT NULL,
  document_id {id} NOT NULL,
  version {int} NOT NULL,
  id {id} NOT NULL,
  ordinal {int} NOT NULL,
  kind TEXT NOT NULL,
  position_id {id} NOT NULL,
  state TEXT NOT NULL REFERENCES step_state (code),
  due_day TEXT,
  stance TEXT,
  opinion TEXT NOT NULL,
  decided_at {int},
  decided_by_id {id},
  manifest {bytes},
  mandate_id {id},
  PRIMARY KEY (organisation_id, document_id, version, id),
  FOREIGN KEY (organisation_id, document_id, version) REFERENCES submission (organisation_id, document_id, version)
{end};

-- One series of numbers. `last_number` and the rows of register_number agree: every integer has exactly one row.
CREATE TABLE register (
  organisation_id {id} NOT NULL REFERENCES organisation (id),
  id {id} NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('incoming', 'outgoing', 'copies')),
  name TEXT NOT NULL,
  year {int} NOT NULL,
  owner_symbol TEXT NOT NULL,
  kinds TEXT NOT NULL,
  first_number {int} NOT NULL,
  last_number {int} NOT NULL,
  last_day TEXT,
  outside_last TEXT NOT NULL,
  confirmed_at {int},
  confirmed_by_id {id},
  history {bool} NOT NULL,
  created_at {int} NOT NULL,
  PRIMARY KEY (organisation_id, id)
{end};
CREATE INDEX register_year ON register (organisation_id, direction, year);

CREATE TABLE register_number (
  organisation_id {id} NOT NULL,
  register_id {id} NOT NULL,
  number {int} NOT NULL,
  suffix TEXT NOT NULL,
  state TEXT NOT NULL REFERENCES number_state (code),
  document_id {id},
  day TEXT NOT NULL,
  true_day TEXT NOT NULL,
  reason TEXT NOT NULL,
  owner_id {id} NOT NULL,
  at {int} NOT NULL,
  PRIMARY KEY (organisation_id, register_id, number, suffix),
  FOREIGN KEY (organisation_id, register_id) REFERENCES register (organisation_id, id),
  FOREIGN KEY (organisation_id, document_id) REFERENCES document (organisation_id, id)
{end};
CREATE UNIQUE INDEX register_number_document ON register_number (organisation_id, document_id)
  WHERE document_id IS NOT NULL;
CREATE INDEX register_number_state ON register_number (organisation_id, state, day);

CREATE TABLE recipient (
  organisation_id {id} NOT NULL,
  document_id {id} NOT NULL,
  id {id} NOT NULL,
  ordinal {int} NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('organisation', 'outside', 'department', 'position')),
  target_id {id},
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('lead', 'support', 'inform')),
  due_day TEXT,
  added_later {bool} NOT NULL,
  state TEXT NOT NULL REFERENCES delivery_state (code),
  delivered_at {int},
  opened_at {int},
  registered_at {int},
  arrival_number {int},
  finished_at {int},
  recalled_at {int},
  reason TEXT NOT NULL,
  reminders {int} NOT NULL,
  PRIMARY KEY (organisation_id, document_id, id),
  FOREIGN KEY (organisation_id, document_id) REFERENCES document (organisation_id, id)
{end};

-- A reply demand: who, what, by when. `stated_day` is the day in "trước ngày …"; `due_day` the last working day for it.
CREATE TABLE demand (
  organisation_id {id} NOT NULL,
  document_id {id} NOT NULL,
  id {id} NOT NULL,
  ordinal {int} NOT NULL,
  wording TEXT NOT NULL,
  stated_day TEXT NOT NULL,
  excludes_day {bool} NOT NULL,
  due_day TEXT NOT NULL,
  PRIMARY KEY (organisation_id, document_id, id),
  FOREIGN KEY (organisation_id, document_id) REFERENCES document (organisation_id, id)
{end};

-- What each recipient owes of each demand, and with what it answered. `incoming_id` is the answer as it arrived here.
CREATE TABLE demand_answer (
  organisation_id {id} NOT NULL,
  document_id {id} NOT NULL,
  demand_id {id} NOT NULL,
  recipient_id {id} NOT NULL,
  answered_at {int},
  answered_day TEXT,
  symbol TEXT,
  incoming_id {id},
  PRIMARY KEY (organisation_id, document_id, demand_id, recipient_id),
  FOREIGN KEY (organisation_id, document_id, demand_id) REFERENCES demand (organisation_id, document_id, id),
  FOREIGN KEY (organisation_id, document_id, recipient_id) REFERENCES recipient (organisation_id, document_id, id)
{end};

-- How an incoming document arrived. The sender's ids make receiving twice the same as once.
CREATE TABLE arrival (
  organisation_id {id} NOT NULL,
  document_id {id} NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('organisation', 'upload', 'paper')),
  medium TEXT NOT NULL CHECK (medium IN ('electronic', 'paper', 'both')),
  sender_id {id},
  sender_document_id {id},
  sender_recipient_id {id},
  sender_name TEXT NOT NULL,
  content {bytes},
  received_at {int} NOT NULL,
  registered_at {int},
  register_id {id},
  number {int},
  day TEXT,
  original_holder_id {id},
  reason TEXT NOT NULL,
  PRIMARY KEY (organisation_id, document_id),
  FOREIGN KEY (organisation_id, document_id) REFERENCES document (organisation_id, id)
{end};
CREATE UNIQUE INDEX arrival_sender ON arrival (organisation_id, sender_id, sender_document_id)
  WHERE sender_document_id IS NOT NULL;
CREATE INDEX arrival_content ON arrival (organisation_id, content);

-- Demands of an arrival as the sender stated them, with the sender's ids for the answer.
CREATE TABLE arrival_demand (
  organisation_id {id} NOT NULL,
  document_id {id} NOT NULL,
  demand_id {id} NOT NULL,
  ordinal {int} NOT NULL,
  wording TEXT NOT NULL,
  stated_day TEXT NOT NULL,
  excludes_day {bool} NOT NULL,
  due_day TEXT NOT NULL,
  answered_by_id {id},
  PRIMARY KEY (organisation_id, document_id, demand_id),
  FOREIGN KEY (organisation_id, document_id) REFERENCES arrival (organisation_id, document_id)
{end};

CREATE TABLE directive (
  organisation_id {id} NOT NULL,
  document_id {id} NOT NULL,
  id {id} NOT NULL,
  position_id {id} NOT NULL,
  person_id {id} NOT NULL,
  wording TEXT NOT NULL,
  at {int} NOT NULL,
  PRIMARY KEY (organisation_id, document_id, id),
  FOREIGN KEY (organisation_id, document_id) REFERENCES document (organisation_id, id)
{end};

-- Live work. The owner is a position or a department, never a person and never null; a lead has a due date.
CREATE TABLE task (
  organisation_id {id} NOT NULL,
  id {id} NOT NULL,
  document_id {id} NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('step', 'revise', 'number', 'issue', 'register', 'submit', 'direct', 'lead',
    'support', 'inform')),
  basket TEXT NOT NULL,
  state TEXT NOT NULL REFERENCES task_state (code),
  owner_position_id {id},
  owner_department_id {id},
  giver_id {id},
  parent_id {id},
  step_id {id},
  instruction TEXT NOT NULL,
  due_day TEXT,
  opened_at {int},
  read_at {int},
  acknowledged_at {int},
  reminders {int} NOT NULL,
  escalation {int} NOT NULL,
  result TEXT NOT NULL,
  created_at {int} NOT NULL,
  done_at {int},
  done_by_id {id},
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, document_id) REFERENCES document (organisation_id, id),
  CHECK ((owner_position_id IS NULL) <> (owner_department_id IS NULL)),
  CHECK (kind <> 'lead' OR due_day IS NOT NULL)
{end};
CREATE INDEX task_position ON task (organisation_id, owner_position_id, state, basket, due_day, id);
CREATE INDEX task_department ON task (organisation_id, owner_department_id, state, basket, due_day, id);
CREATE INDEX task_document ON task (organisation_id, document_id, state);
CREATE INDEX task_due ON task (organisation_id, state, due_day);

CREATE TABLE dossier (
  organisation_id {id} NOT NULL REFERENCES organisation (id),
  id {id} NOT NULL,
  title TEXT NOT NULL,
  file_plan_number TEXT NOT NULL,
  school_year TEXT NOT NULL,
  owner_id {id} NOT NULL,
  opened_at {int} NOT NULL,
  closed_at {int},
  PRIMARY KEY (organisation_id, id)
{end};

CREATE TABLE dossier_document (
  organisation_id {id} NOT NULL,
  dossier_id {id} NOT NULL,
  document_id {id} NOT NULL,
  at {int} NOT NULL,
  PRIMARY KEY (organisation_id, dossier_id, document_id),
  FOREIGN KEY (organisation_id, dossier_id) REFERENCES dossier (organisation_id, id),
  FOREIGN KEY (organisation_id, document_id) REFERENCES document (organisation_id, id)
{end};
