-- The alarms look every five seconds what waits in quarantine, and since when: from this alone, whatever the bodies weigh.
-- It holds up who keeps a delivery aside for as long as it takes, which is short as long as nobody keeps millions open.
SET LOCAL lock_timeout = '2s';
CREATE INDEX quarantine_waiting ON quarantine (source, reason, received_at) WHERE state = 'open';
