-- A consent of a future time (2200, or the year 9999) outlived whatever came after it. An event counts from its receipt at
-- the latest; of the contacts that have such a consent, what was decided by it is decided anew. They are few.
UPDATE consent c
   SET (state, since, event_id) = (
         SELECT CASE e.type WHEN 'contact.opted_out' THEN 'opted_out' ELSE 'opted_in' END,
                least(e.occurred_at, e.received_at), e.id
           FROM event e
          WHERE e.contact = c.contact AND e.type IN ('contact.opted_out', 'contact.opted_in')
          ORDER BY least(e.occurred_at, e.received_at) DESC, e.type = 'contact.opted_out' DESC, e.id
          LIMIT 1)
 WHERE c.since > now()
   AND EXISTS (SELECT 1 FROM event e
                WHERE e.contact = c.contact AND e.type IN ('contact.opted_out', 'contact.opted_in'));
