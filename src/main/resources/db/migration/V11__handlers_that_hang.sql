SET LOCAL lock_timeout = '5s';

-- An instance's handlers that can't be called there any more, for as long as its lease holds: what GET /admin/handlers shows
-- must be the same on every instance.
CREATE TABLE handler_condition (
  instance text NOT NULL REFERENCES instance (id) ON DELETE CASCADE,
  handler  text NOT NULL REFERENCES handler (name) ON DELETE CASCADE,
  state    text NOT NULL,
  reason   text NOT NULL,
  since    timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (instance, handler)
);
CREATE INDEX handler_condition_handler ON handler_condition (handler);

-- Whose crash it was: when it turns out to live, it was none. A few hundred rows, and no rewrite.
ALTER TABLE lane_cursor ADD COLUMN crashed_owner text;
