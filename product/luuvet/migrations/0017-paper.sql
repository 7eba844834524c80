-- Documents signed on paper, and copies of documents.

-- Kinds that the head lists as lawfully signed on paper, with what the list stands on and for how long.
CREATE TABLE paper_kind (
  organisation_id {id} NOT NULL REFERENCES organisation (id),
  id {id} NOT NULL,
  kind TEXT NOT NULL,
  basis TEXT NOT NULL,
  from_day TEXT NOT NULL,
  until_day TEXT,
  PRIMARY KEY (organisation_id, id)
{end};

-- A document that was signed on paper; outside the list it has a reason and is counted. The original is with a position,
-- or with somebody outside by name.
CREATE TABLE paper_document (
  organisation_id {id} NOT NULL,
  document_id {id} NOT NULL,
  signed_day TEXT NOT NULL,
  listed {bool} NOT NULL,
  reason TEXT NOT NULL,
  entered_at {int} NOT NULL,
  original_holder_id {id},
  original_holder TEXT NOT NULL,
  PRIMARY KEY (organisation_id, document_id),
  FOREIGN KEY (organisation_id, document_id) REFERENCES document (organisation_id, id)
{end};

-- Every hand-over of an outgoing document's paper: the original (no count), or so many copies of it.
CREATE TABLE paper_handover (
  organisation_id {id} NOT NULL,
  document_id {id} NOT NULL,
  id {id} NOT NULL,
  copies {int} NOT NULL,
  from_id {id},
  to_id {id},
  to_name TEXT NOT NULL,
  at {int} NOT NULL,
  received_at {int},
  PRIMARY KEY (organisation_id, document_id, id),
  FOREIGN KEY (organisation_id, document_id) REFERENCES document (organisation_id, id)
{end};

-- What a copy is made of: the copied document of this organisation, and the part that an extract takes.
CREATE TABLE copy_source (
  organisation_id {id} NOT NULL,
  document_id {id} NOT NULL,
  source_id {id} NOT NULL,
  file {bytes} NOT NULL,
  part TEXT NOT NULL,
  PRIMARY KEY (organisation_id, document_id),
  FOREIGN KEY (organisation_id, document_id) REFERENCES document (organisation_id, id),
  FOREIGN KEY (organisation_id, source_id) REFERENCES document (organisation_id, id)
{end};
