-- Credentials and sessions. Secrets are stored hashed; tokens as SHA-256.

CREATE TABLE login (
  person_id {id} NOT NULL PRIMARY KEY REFERENCES person (id),
  name TEXT NOT NULL UNIQUE,
  password_hash TEXT,
  failures {int} NOT NULL,
  locked_until {int} NOT NULL,
  totp_secret {bytes},
  totp_last {int} NOT NULL,
  language TEXT NOT NULL
{end};

CREATE TABLE passkey (
  person_id {id} NOT NULL REFERENCES person (id),
  credential {bytes} NOT NULL UNIQUE,
  name TEXT NOT NULL,
  body TEXT NOT NULL,
  created_at {int} NOT NULL,
  used_at {int},
  PRIMARY KEY (person_id, credential)
{end};

CREATE TABLE invitation (
  token {bytes} NOT NULL PRIMARY KEY,
  person_id {id} NOT NULL REFERENCES person (id),
  organisation_id {id} NOT NULL REFERENCES organisation (id),
  expires_at {int} NOT NULL,
  used_at {int}
{end};

CREATE TABLE session (
  id {id} NOT NULL PRIMARY KEY,
  token {bytes} NOT NULL UNIQUE,
  person_id {id} NOT NULL REFERENCES person (id),
  organisation_id {id} NOT NULL,
  position_id {id} NOT NULL,
  substituted_id {id},
  strong {bool} NOT NULL,
  created_at {int} NOT NULL,
  seen_at {int} NOT NULL,
  expires_at {int} NOT NULL,
  ended_at {int},
  address TEXT NOT NULL,
  agent TEXT NOT NULL
{end};
CREATE INDEX session_person ON session (person_id, ended_at);

-- Log-ins, refusals and readings of the trace; rate-bounded and apart from the trace.
CREATE TABLE access_log (
  id {id} NOT NULL PRIMARY KEY,
  at {int} NOT NULL,
  organisation_id {id},
  person_id {id},
  what TEXT NOT NULL,
  address TEXT NOT NULL
{end};
CREATE INDEX access_log_at ON access_log (organisation_id, at);

CREATE TABLE api_token (
  token {bytes} NOT NULL PRIMARY KEY,
  id {id} NOT NULL UNIQUE,
  organisation_id {id} NOT NULL,
  person_id {id} NOT NULL REFERENCES person (id),
  position_id {id} NOT NULL,
  name TEXT NOT NULL,
  scopes TEXT NOT NULL,
  created_at {int} NOT NULL,
  expires_at {int} NOT NULL,
  revoked_at {int},
  used_at {int}
{end};

-- The first answer to a request that carries an idempotency key.
CREATE TABLE idempotency (
  organisation_id {id} NOT NULL,
  person_id {id} NOT NULL,
  key TEXT NOT NULL,
  request {bytes} NOT NULL,
  status {int} NOT NULL,
  answer TEXT NOT NULL,
  at {int} NOT NULL,
  PRIMARY KEY (organisation_id, person_id, key)
{end};
