-- What became of the work that a position gave, the latest first.
CREATE INDEX task_result ON task (organisation_id, giver_id, done_at) WHERE giver_id IS NOT NULL AND done_at IS NOT NULL;

-- What a person has not read, the latest first: over all organisations for the count, in one of them for the list.
DROP INDEX notice_unread;
CREATE INDEX notice_unread ON notice (person_id, organisation_id, at, about_id) WHERE read_at IS NULL;
