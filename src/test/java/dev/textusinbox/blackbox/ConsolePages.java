package dev.textusinbox.blackbox;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Each of the console's pages, with something on it.
 *
 * @param event a dead one
 * @param contact one that has opted out, and whose name and texts are hostile
 */
record ConsolePages(String event, String contact, String quarantined, String replay) {
    /** Brings about what the pages then show. */
    static ConsolePages with(ConsoleHarness console, String contact) throws IOException, InterruptedException {
        InboxClient inbox = console.inbox();
        console.store(contact, ConsoleHarness.HOSTILE + "long".repeat(500));
        console.store(
                Deliveries.created(contact, ConsoleHarness.HOSTILE + "\u0645\u0631\u062d\u0628\u0627".repeat(500)));
        inbox.post(Deliveries.optOut(contact));
        String event = console.storeDead(contact);
        String quarantined = InboxClient.parse(
                        inbox.post("no event <script>" + contact).body())
                .get("quarantineId")
                .asText();
        String replay = InboxClient.parse(
                        inbox.send("POST", "/admin/replays", """
                                {"reason":"%s","handlers":["crm"],"filter":{"eventIds":["%s"]}}""".formatted("because".repeat(50), event))
                                .body())
                .get("id")
                .asText();
        await("the replay is over")
                .atMost(ConsoleHarness.SOON)
                .until(() -> !inbox.json("/admin/replays/" + replay)
                        .get("state")
                        .asText()
                        .equals("running"));
        return new ConsolePages(event, contact, quarantined, replay);
    }

    /** All paths, each with something that its page shows. */
    Map<String, String> shown() {
        Map<String, String> shown = new LinkedHashMap<>(forReaders());
        shown.putAll(forOperators());
        return shown;
    }

    /** Those that everybody may see. */
    Map<String, String> forReaders() {
        Map<String, String> shown = new LinkedHashMap<>();
        shown.put("/console", "Problems, most serious first");
        shown.put("/console/events", "message.received");
        shown.put("/console/events?contact=%2B19999999999", "Nothing matches this filter");
        shown.put("/console/events?tail=on", "live");
        shown.put("/console/events?text=never-written&source=" + "long.name".repeat(30), "Nothing matches this filter");
        shown.put("/console/events/" + event, "poison");
        shown.put("/console/contacts/" + contact, "Must not be texted.");
        shown.put("/console/failed", event);
        shown.put("/console/failed?state=dead&handler=crm", event);
        shown.put("/console/quarantine", quarantined);
        shown.put("/console/replays", "becausebecause");
        shown.put("/console/replays/" + replay, "becausebecause");
        shown.put("/console/handlers", "messages");
        shown.put("/console/bulk", "worked off in the background");
        shown.put("/console/events/0", "no such event");
        return shown;
    }

    /** Those that take an operator. */
    Map<String, String> forOperators() {
        Map<String, String> shown = new LinkedHashMap<>();
        shown.put("/console/bulk/new?action=retry&handler=crm&state=dead", "tried again at once");
        shown.put("/console/quarantine/" + quarantined, "no event <script>");
        shown.put("/console/replays/new", "A dry run comes first");
        shown.put("/console/provider", "Line by line");
        shown.put("/console/provider/textus/reconciliation", "Nothing to show");
        shown.put(
                "/console/provider/textus/reconciliation?from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z",
                "Hour by hour");
        shown.put("/console/audit", "replay.create");
        shown.put("/console/erase", "Nothing brings it back");
        return shown;
    }
}
