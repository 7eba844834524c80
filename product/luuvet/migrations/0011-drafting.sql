-- How many copies of a document are to be issued on paper (Decree 30/2020, Annex VI, IssuedAmount).
CREATE TABLE issue_copies (
  organisation_id {id} NOT NULL,
  document_id {id} NOT NULL,
  copies {int} NOT NULL,
  PRIMARY KEY (organisation_id, document_id),
  FOREIGN KEY (organisation_id, document_id) REFERENCES document (organisation_id, id)
{end};
