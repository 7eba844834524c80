-- Registers: one live series for a set of kinds, scans of old books, and old registers as history.

-- A cancelled number keeps its document written beside it, and the document may get another one.
DROP INDEX register_number_document;
CREATE UNIQUE INDEX register_number_document ON register_number (organisation_id, document_id)
  WHERE document_id IS NOT NULL AND state <> 'cancelled';

-- Two clerks who open the same series at once open one.
CREATE UNIQUE INDEX register_series ON register (organisation_id, direction, year, owner_symbol, kinds)
  WHERE NOT history;

-- The last page of the old book behind which a register was opened in mid-year.
CREATE TABLE register_scan (
  organisation_id {id} NOT NULL,
  register_id {id} NOT NULL,
  id {id} NOT NULL,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  hash {bytes} NOT NULL REFERENCES blob (hash),
  size {int} NOT NULL,
  pages {int} NOT NULL,
  added_at {int} NOT NULL,
  added_by_id {id} NOT NULL,
  PRIMARY KEY (organisation_id, register_id, id),
  FOREIGN KEY (organisation_id, register_id) REFERENCES register (organisation_id, id)
{end};

-- A line of an old register, as it was written there: shown and found, never continued.
CREATE TABLE register_history (
  organisation_id {id} NOT NULL,
  register_id {id} NOT NULL,
  ordinal {int} NOT NULL,
  number TEXT NOT NULL,
  symbol TEXT NOT NULL,
  day TEXT NOT NULL,
  subject TEXT NOT NULL,
  party TEXT NOT NULL,
  signer TEXT NOT NULL,
  note TEXT NOT NULL,
  folded TEXT NOT NULL,
  PRIMARY KEY (organisation_id, register_id, ordinal),
  FOREIGN KEY (organisation_id, register_id) REFERENCES register (organisation_id, id)
{end};

-- Which document answered an arrival: the follow-up of incoming documents asks for it.
CREATE INDEX document_answers ON document (organisation_id, answers_id) WHERE answers_id IS NOT NULL;

-- An old register between preview and import: what was read of the file waits here for the clerk's word.
CREATE TABLE register_import (
  organisation_id {id} NOT NULL REFERENCES organisation (id),
  position_id {id} NOT NULL,
  id {id} NOT NULL,
  name TEXT NOT NULL,
  direction TEXT NOT NULL,
  year {int} NOT NULL,
  lines TEXT NOT NULL,
  at {int} NOT NULL,
  PRIMARY KEY (organisation_id, position_id)
{end};
