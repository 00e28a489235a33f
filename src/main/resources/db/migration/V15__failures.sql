-- A definite answer is counted, a failure in passing has its time: rejections are those of the attempts that were definite, and
-- failing_since is when the first attempt had failed. An older program knows neither, and leaves them as they are.
SET LOCAL lock_timeout = '2s';
ALTER TABLE redelivery
  ADD COLUMN rejections    int NOT NULL DEFAULT 0,
  ADD COLUMN failing_since timestamptz;

-- What the receiver answered: the first 2,048 bytes of the body, as text.
ALTER TABLE attempt
  ADD COLUMN response_status smallint,
  ADD COLUMN response_type   text,
  ADD COLUMN response_body   text;

-- It may quote a phone, as its error may (V14).
CREATE INDEX attempt_response_digits ON attempt (id) WHERE response_body ~ '([0-9][^0-9A-Za-z]{0,4}){7}';
