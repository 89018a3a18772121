-- Days (UTC, counted from 1970) whose rows lie sorted by what they are asked for: write by
-- address_hash, request by user_hash, trace by trace_id, origin by origin_id, link by
-- target_trace_id. Rows that came in later than that lie behind them.
CREATE TABLE sealed (day BIGINT NOT NULL);
