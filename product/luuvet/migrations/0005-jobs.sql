-- Follow-up work, committed with the change that causes it.
CREATE TABLE job (
  id {id} NOT NULL PRIMARY KEY,
  organisation_id {id} NOT NULL,
  kind TEXT NOT NULL,
  body TEXT NOT NULL,
  run_at {int} NOT NULL,
  attempts {int} NOT NULL,
  claimed_until {int} NOT NULL,
  done_at {int},
  problem TEXT NOT NULL
{end};
CREATE INDEX job_waiting ON job (run_at) WHERE done_at IS NULL;
