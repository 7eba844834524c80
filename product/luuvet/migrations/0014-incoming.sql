-- Who an incoming document is laid before, and who holds its paper original.

-- The first row that fits decides: its kind is empty or the document's, its words are empty or stand in the subject
-- (folded). `straight` needs no directive: the document goes on to the position or department as its lead.
CREATE TABLE submission_rule (
  organisation_id {id} NOT NULL REFERENCES organisation (id),
  id {id} NOT NULL,
  ordinal {int} NOT NULL,
  kind TEXT NOT NULL,
  words TEXT NOT NULL,
  target TEXT NOT NULL CHECK (target IN ('head', 'chief-of-office', 'position', 'straight')),
  position_id {id},
  department_id {id},
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, position_id) REFERENCES position (organisation_id, id),
  FOREIGN KEY (organisation_id, department_id) REFERENCES department (organisation_id, id),
  CHECK (target <> 'position' OR position_id IS NOT NULL),
  CHECK (target <> 'straight' OR (position_id IS NULL) <> (department_id IS NULL))
{end};

-- Every hand-over of a paper original; `received_at` is the receipt of the one who took it.
CREATE TABLE original_handover (
  organisation_id {id} NOT NULL,
  document_id {id} NOT NULL,
  id {id} NOT NULL,
  from_id {id},
  to_id {id} NOT NULL,
  at {int} NOT NULL,
  received_at {int},
  PRIMARY KEY (organisation_id, document_id, id),
  FOREIGN KEY (organisation_id, document_id) REFERENCES arrival (organisation_id, document_id)
{end};

-- Whether a document of this number and symbol is here already.
CREATE INDEX document_symbol ON document (organisation_id, symbol, day);

-- Files that wait for the form they belong to; they pass the guard before a row stands here, and go after a day.
CREATE TABLE arriving_file (
  organisation_id {id} NOT NULL,
  person_id {id} NOT NULL,
  form_id {id} NOT NULL,
  id {id} NOT NULL,
  body TEXT NOT NULL,
  at {int} NOT NULL,
  PRIMARY KEY (organisation_id, person_id, form_id, id)
{end};
