-- A dossier whose title only its keeper and the readers of its documents see. Others are the organisation's file plan,
-- which everybody files by (Decree 30/2020, Article 28).
ALTER TABLE dossier ADD COLUMN restricted {bool} NOT NULL DEFAULT FALSE;
