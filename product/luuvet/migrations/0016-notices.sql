-- Who was told of what, how a person wants to hear of it, and what still has to leave the house.

-- What a person was told: for a position, about a task or, without one, a document. `pressing` is the document's
-- urgency (0 to 3); a reminder counts at least as urgent.
CREATE TABLE notice (
  organisation_id {id} NOT NULL REFERENCES organisation (id),
  person_id {id} NOT NULL REFERENCES person (id),
  at {int} NOT NULL,
  about_id {id} NOT NULL,
  reason TEXT NOT NULL,
  document_id {id} NOT NULL,
  task_id {id},
  position_id {id} NOT NULL,
  pressing {int} NOT NULL,
  read_at {int},
  PRIMARY KEY (organisation_id, person_id, at, about_id),
  FOREIGN KEY (organisation_id, document_id) REFERENCES document (organisation_id, id)
{end};
CREATE INDEX notice_unread ON notice (person_id, at) WHERE read_at IS NULL;
CREATE INDEX notice_document ON notice (organisation_id, document_id, at);

-- A person without a row has the usual settings; an empty `mail` stands for the address in `person`.
CREATE TABLE notice_setting (
  person_id {id} NOT NULL PRIMARY KEY REFERENCES person (id),
  mail TEXT NOT NULL,
  mail_on {bool} NOT NULL,
  digest_on {bool} NOT NULL,
  digest_hour {int} NOT NULL,
  quiet_from {int} NOT NULL,
  quiet_until {int} NOT NULL,
  language TEXT NOT NULL,
  changed_at {int} NOT NULL
{end};

-- A browser that takes pushes. It is told nothing more once the session that subscribed it was ended.
CREATE TABLE push_device (
  person_id {id} NOT NULL REFERENCES person (id),
  id {id} NOT NULL,
  endpoint TEXT NOT NULL UNIQUE,
  key TEXT NOT NULL,
  auth TEXT NOT NULL,
  agent TEXT NOT NULL,
  language TEXT NOT NULL,
  session_id {id} NOT NULL,
  created_at {int} NOT NULL,
  PRIMARY KEY (person_id, id)
{end};

-- What leaves the house, and what became of it: off the organisations' affairs, so without an event. `target_id` is a
-- device, or the person for mail; `body` holds the counts of a digest, never content.
CREATE TABLE notice_delivery (
  person_id {id} NOT NULL REFERENCES person (id),
  target_id {id} NOT NULL,
  created_at {int} NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('push', 'mail')),
  what TEXT NOT NULL CHECK (what IN ('news', 'digest')),
  body TEXT NOT NULL,
  since {int} NOT NULL,
  pressing {int} NOT NULL,
  run_at {int} NOT NULL,
  attempts {int} NOT NULL,
  claimed_until {int} NOT NULL,
  outcome TEXT NOT NULL,
  problem TEXT NOT NULL,
  done_at {int},
  PRIMARY KEY (person_id, target_id, created_at, what)
{end};
CREATE INDEX notice_delivery_waiting ON notice_delivery (channel, run_at) WHERE done_at IS NULL;

-- That a person's day was looked at: at most one digest a day, also across restarts and nodes.
CREATE TABLE notice_digest (
  person_id {id} NOT NULL REFERENCES person (id),
  day TEXT NOT NULL,
  at {int} NOT NULL,
  PRIMARY KEY (person_id, day)
{end};
