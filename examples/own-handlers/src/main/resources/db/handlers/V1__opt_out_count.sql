CREATE TABLE opt_out_count (
    phone text PRIMARY KEY,
    times bigint NOT NULL,
    last  timestamptz NOT NULL
);
