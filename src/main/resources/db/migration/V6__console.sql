-- The console's sessions are signed with this, by every instance alike. Made once, here.
CREATE TABLE console_key (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  secret    bytea NOT NULL
);
INSERT INTO console_key (secret)
  VALUES (decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));
