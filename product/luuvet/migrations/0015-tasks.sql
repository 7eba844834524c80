-- Reminders are kept one by one; what a visitor has seen is remembered to tell what changed since; dossiers know how
-- long they are kept and how many sheets they hold.

CREATE TABLE task_reminder (
  organisation_id {id} NOT NULL,
  task_id {id} NOT NULL,
  at {int} NOT NULL,
  by_id {id} NOT NULL,
  PRIMARY KEY (organisation_id, task_id, at),
  FOREIGN KEY (organisation_id, task_id) REFERENCES task (organisation_id, id)
{end};

-- Not an affair of the organisation: when a holder last looked at the home page, and when before that.
CREATE TABLE home_visit (
  organisation_id {id} NOT NULL REFERENCES organisation (id),
  position_id {id} NOT NULL,
  person_id {id} NOT NULL REFERENCES person (id),
  at {int} NOT NULL,
  before_at {int} NOT NULL,
  PRIMARY KEY (organisation_id, position_id, person_id)
{end};

ALTER TABLE dossier ADD COLUMN retention TEXT NOT NULL DEFAULT '';
ALTER TABLE dossier ADD COLUMN sheets {int};
CREATE INDEX task_giver ON task (organisation_id, giver_id, state, due_day, id);
CREATE INDEX task_parent ON task (organisation_id, parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX dossier_list ON dossier (organisation_id, closed_at, opened_at, id);
CREATE INDEX dossier_document_of ON dossier_document (organisation_id, document_id);
CREATE INDEX document_drafter ON document (organisation_id, drafter_id, changed_at);
