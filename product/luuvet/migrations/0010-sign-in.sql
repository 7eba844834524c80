-- What stands between two steps of proving who one is. Tokens are stored as SHA-256; all of it is short-lived.

-- The password was right and the one-time code is still asked for: no session yet.
CREATE TABLE half_session (
  token {bytes} NOT NULL PRIMARY KEY,
  person_id {id} NOT NULL REFERENCES person (id),
  tries {int} NOT NULL,
  expires_at {int} NOT NULL
{end};

-- A key of one-time codes that its owner has not confirmed by a code yet.
CREATE TABLE totp_enrolment (
  person_id {id} NOT NULL PRIMARY KEY REFERENCES person (id),
  secret {bytes} NOT NULL,
  expires_at {int} NOT NULL
{end};

-- A challenge that a browser has been given and has not answered; the state never leaves the server.
CREATE TABLE passkey_ceremony (
  token {bytes} NOT NULL PRIMARY KEY,
  person_id {id},
  state TEXT NOT NULL,
  expires_at {int} NOT NULL
{end};
CREATE INDEX passkey_ceremony_expiry ON passkey_ceremony (expires_at);
CREATE INDEX invitation_person ON invitation (person_id);

-- A list of people that was read and shown, and waits for its confirmation.
CREATE TABLE people_import (
  organisation_id {id} NOT NULL REFERENCES organisation (id),
  id {id} NOT NULL,
  person_id {id} NOT NULL,
  file TEXT NOT NULL,
  list TEXT NOT NULL,
  expires_at {int} NOT NULL,
  PRIMARY KEY (organisation_id, id)
{end};
