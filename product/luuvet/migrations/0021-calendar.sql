-- Days that an organisation adds to the working days of the state: off, or worked.

CREATE TABLE organisation_day (
  organisation_id {id} NOT NULL REFERENCES organisation (id),
  day TEXT NOT NULL,
  worked {bool} NOT NULL,
  reason TEXT NOT NULL,
  added_at {int} NOT NULL,
  PRIMARY KEY (organisation_id, day)
{end};
