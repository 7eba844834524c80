-- Forms that were sent after their session had ended, until their person has signed in again. `sealed` is ciphertext
-- under a key that only the browser has, so that nothing unread by the guard lies clear on the disk.
CREATE TABLE unsent_form (
  person_id {id} NOT NULL REFERENCES person (id),
  id {id} NOT NULL,
  sealed {bytes} NOT NULL,
  expires_at {int} NOT NULL,
  PRIMARY KEY (person_id, id)
{end};
