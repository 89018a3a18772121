-- The number of the last batch of the journal that is in the tables.
INSERT INTO meta VALUES ('applied', '0');
