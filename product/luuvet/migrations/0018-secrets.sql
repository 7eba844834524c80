-- State secrets that are found late: who proposed and who confirmed their removal, and which contents it takes.

-- While a row stands here, in the same transaction, values of the organisation's events may be erased.
CREATE TABLE erasure (
  organisation_id {id} NOT NULL PRIMARY KEY REFERENCES organisation (id)
{end};
{erasable event_private erasure};

-- `since` is when the first of the contents came: backups made from then on hold it.
CREATE TABLE purge (
  organisation_id {id} NOT NULL REFERENCES organisation (id),
  id {id} NOT NULL,
  document_id {id} NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('reported', 'proposed', 'dropped', 'purged')),
  reason TEXT NOT NULL,
  since {int} NOT NULL,
  opened_at {int} NOT NULL,
  proposed_by_id {id},
  proposed_position_id {id},
  closed_at {int},
  closed_by_id {id},
  closed_position_id {id},
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id, document_id) REFERENCES document (organisation_id, id)
{end};
CREATE UNIQUE INDEX purge_open ON purge (organisation_id, document_id) WHERE state IN ('reported', 'proposed');
CREATE INDEX purge_document ON purge (organisation_id, document_id);

-- The contents of a purge by hash. `spared` ones bear no secret: other documents keep them. The others never come in again.
CREATE TABLE purge_content (
  organisation_id {id} NOT NULL,
  purge_id {id} NOT NULL,
  hash {bytes} NOT NULL,
  spared {bool} NOT NULL,
  erased_at {int},
  PRIMARY KEY (organisation_id, purge_id, hash),
  FOREIGN KEY (organisation_id, purge_id) REFERENCES purge (organisation_id, id)
{end};
CREATE INDEX purge_content_hash ON purge_content (hash);
CREATE INDEX document_file_content ON document_file (hash);

-- Backups that this installation has written: what to look for when something has to go from them too. A row stands here
-- before the copy is made, so that an installation brought back from a backup knows of that backup; without a size it
-- was not finished.
CREATE TABLE backup_made (
  id {id} NOT NULL PRIMARY KEY,
  at {int} NOT NULL,
  file TEXT NOT NULL,
  size {int}
{end};
