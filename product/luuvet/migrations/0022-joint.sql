-- Co-issued documents (liên tịch): further bodies that issue a document together with the lead body.

-- What the draft names, in the order of the page: an organisation here, or a body outside by name with its signer.
CREATE TABLE joint_body (
  organisation_id {id} NOT NULL,
  document_id {id} NOT NULL,
  id {id} NOT NULL,
  ordinal {int} NOT NULL,
  target_id {id},
  name TEXT NOT NULL,
  signer TEXT NOT NULL,
  signer_title TEXT NOT NULL,
  PRIMARY KEY (organisation_id, document_id, id),
  FOREIGN KEY (organisation_id, document_id) REFERENCES document (organisation_id, id)
{end};

-- The approval of each body, per version of the document: what is void stays.
CREATE TABLE joint_approval (
  organisation_id {id} NOT NULL,
  document_id {id} NOT NULL,
  version {int} NOT NULL,
  body_id {id} NOT NULL,
  ordinal {int} NOT NULL,
  target_id {id},
  name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('asked', 'approved', 'refused', 'void')),
  signer TEXT NOT NULL,
  signer_title TEXT NOT NULL,
  signed_day TEXT,
  reason TEXT NOT NULL,
  asked_at {int} NOT NULL,
  answered_at {int},
  PRIMARY KEY (organisation_id, document_id, version, body_id),
  FOREIGN KEY (organisation_id, document_id) REFERENCES document (organisation_id, id)
{end};

-- The other side: another organisation asks this one to approve its manifest. The document is a row of one's own.
CREATE TABLE joint_request (
  organisation_id {id} NOT NULL,
  document_id {id} NOT NULL,
  lead_id {id} NOT NULL,
  lead_name TEXT NOT NULL,
  lead_document_id {id} NOT NULL,
  lead_version {int} NOT NULL,
  body_id {id} NOT NULL,
  manifest {bytes} NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('asked', 'approved', 'refused', 'withdrawn')),
  signer TEXT NOT NULL,
  signer_title TEXT NOT NULL,
  reason TEXT NOT NULL,
  answered_at {int},
  PRIMARY KEY (organisation_id, document_id),
  UNIQUE (organisation_id, lead_id, lead_document_id, lead_version, body_id),
  FOREIGN KEY (organisation_id, document_id) REFERENCES document (organisation_id, id)
{end};
