-- What became of the work that a position gave, the latest first.
CREATE INDEX task_result ON task (organisation_id, giver_id, done_at) WHERE giver_id IS NOT NULL AND done_at IS NOT NULL;
