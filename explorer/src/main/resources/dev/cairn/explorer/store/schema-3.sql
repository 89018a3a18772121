-- Whose a trace is, for days that are sealed: the spans of a day lie sorted by owner, the hash of the
-- user (of the trace, where it has none), those of a trace together. 0 where they lie as they came
-- in. A trace has a row for each owner that spans of it have.
ALTER TABLE span ADD COLUMN owner BIGINT DEFAULT 0;
ALTER TABLE trace ADD COLUMN owner BIGINT DEFAULT 0;
-- Days that were sealed by an older explorer are sealed again.
DELETE FROM sealed;
