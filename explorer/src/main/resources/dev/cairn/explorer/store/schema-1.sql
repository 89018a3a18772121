-- Version 1 of the store. Never edit it once released: add schema-2.sql, which changes the tables
-- of version 1 into those of version 2.
--
-- time, since and until are nanoseconds since 1970, when a thing began; durations are nanoseconds;
-- span ids the bits of their 8 octets. No table has an index or a unique key: see RATIONALE.md.

CREATE TABLE meta (key VARCHAR NOT NULL, value VARCHAR NOT NULL);

-- Who sent a record.
CREATE TABLE emitter (
  emitter BIGINT NOT NULL, service VARCHAR, scope VARCHAR, resource VARCHAR NOT NULL);

-- Every span whole. The tables below lead to it; attributes, links and events are JSON.
CREATE TABLE span (
  time BIGINT NOT NULL, duration BIGINT NOT NULL,
  trace_id UUID NOT NULL, span_id BIGINT NOT NULL, parent_id BIGINT,
  emitter BIGINT NOT NULL, name VARCHAR NOT NULL, kind VARCHAR NOT NULL,
  status VARCHAR NOT NULL, status_message VARCHAR,
  attributes VARCHAR NOT NULL USING COMPRESSION zstd, links VARCHAR, events VARCHAR);

-- When the spans of a trace began. A trace has a row for each time that spans of it came in.
CREATE TABLE trace (trace_id UUID NOT NULL, since BIGINT NOT NULL, until BIGINT NOT NULL);

-- The spans of other traces that work on behalf of a request: its trace is their origin_id.
CREATE TABLE origin (
  origin_id UUID NOT NULL, trace_id UUID NOT NULL, since BIGINT NOT NULL, until BIGINT NOT NULL);

-- The spans that name another one.
CREATE TABLE link (
  target_trace_id UUID NOT NULL, target_span_id BIGINT NOT NULL, type VARCHAR,
  time BIGINT NOT NULL, trace_id UUID NOT NULL, span_id BIGINT NOT NULL);

-- One row an item written. Of a call's rows exactly one has is_call. container is the bucket or
-- table. address_hash is 0 where there is no address.
CREATE TABLE write (
  time BIGINT NOT NULL, duration BIGINT NOT NULL, trace_id UUID NOT NULL, span_id BIGINT NOT NULL,
  service VARCHAR, user_id VARCHAR, tenant VARCHAR, origin_request VARCHAR, origin_id UUID,
  system VARCHAR, container VARCHAR, operation VARCHAR, outcome VARCHAR NOT NULL,
  is_call BOOLEAN NOT NULL, address VARCHAR, address_hash BIGINT NOT NULL);

-- One row a request that a service served, a message it took, or a job it began, and what it cost.
CREATE TABLE request (
  time BIGINT NOT NULL, duration BIGINT NOT NULL,
  trace_id UUID NOT NULL, span_id BIGINT NOT NULL, parent_id BIGINT,
  service VARCHAR, user_id VARCHAR, user_hash BIGINT NOT NULL, tenant VARCHAR,
  name VARCHAR NOT NULL, kind VARCHAR NOT NULL, method VARCHAR, route VARCHAR,
  http_status BIGINT, status VARCHAR NOT NULL, origin_request VARCHAR, origin_id UUID, kept VARCHAR,
  s3_write_requests BIGINT, s3_read_requests BIGINT, s3_bytes_in BIGINT, s3_bytes_out BIGINT,
  dynamodb_requests BIGINT, dynamodb_read_units DOUBLE, dynamodb_write_units DOUBLE,
  dynamodb_estimated BOOLEAN);

-- One row an error: of one span, no two alike. group_key is the message with numbers and ids masked.
CREATE TABLE error (
  time BIGINT NOT NULL, trace_id UUID, span_id BIGINT,
  service VARCHAR, user_id VARCHAR, tenant VARCHAR, origin_request VARCHAR, origin_id UUID,
  type VARCHAR, message VARCHAR, group_key VARCHAR, http_status BIGINT);

-- Business events. batch tells those sent together, so that they are not kept twice.
CREATE TABLE event (
  time BIGINT NOT NULL, name VARCHAR NOT NULL, emitter BIGINT NOT NULL, service VARCHAR,
  user_id VARCHAR, tenant VARCHAR, session_id VARCHAR, origin_request VARCHAR,
  trace_id UUID, span_id BIGINT, attributes VARCHAR NOT NULL, batch BIGINT NOT NULL);

-- What services counted as lost before it could be sent, and what the store dropped or refused.
CREATE TABLE loss (
  time BIGINT NOT NULL, since BIGINT NOT NULL, emitter BIGINT NOT NULL, service VARCHAR,
  counter VARCHAR NOT NULL, attributes VARCHAR NOT NULL, value BIGINT NOT NULL);
CREATE TABLE dropped (reason VARCHAR NOT NULL, spans BIGINT NOT NULL, until BIGINT NOT NULL);
