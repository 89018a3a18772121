-- Which spans wrote to an address, and whose they are: of days that are sealed, where write lies
-- sorted by tenant and its address_hash is 0. address lies sorted by address_hash; its owner is 0
-- where the span lies as it came in. Hashes that are sorted would be packed, and unpacked for each
-- look-up, which takes three times as long.
CREATE TABLE address (
  address_hash BIGINT NOT NULL USING COMPRESSION uncompressed, time BIGINT NOT NULL,
  trace_id UUID NOT NULL, span_id BIGINT NOT NULL, owner BIGINT NOT NULL);
-- Days that were sealed by an older explorer are sealed again.
DELETE FROM sealed;
