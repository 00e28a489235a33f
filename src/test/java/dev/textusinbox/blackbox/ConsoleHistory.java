package dev.textusinbox.blackbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is stored: one contact, one event, the list, and what strangers wrote in them. */
abstract class ConsoleHistory {
    private final ConsoleHarness console;

    ConsoleHistory(ConsoleHarness console) {
        this.console = console;
    }

    @Test
    void aContactsOptOutIsFoundWithItsEvidence() throws Exception {
        console.store("+13035550502", "stop texting me");
        console.inbox().post(Deliveries.optOut("+13035550502"));
        await("the opt-out is projected")
                .atMost(ConsoleHarness.SOON)
                .until(() -> console.inbox()
                        .json("/api/contacts/%2B13035550502")
                        .at("/consent/state")
                        .asText()
                        .equals("opted_out"));
        Page page = console.reader();
        page.getByLabel("Phone or event id").fill("(303) 555-0502");
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).hasText("(303) 555-0502");
        assertThat(page.locator("main")).containsText("Must not be texted.");
        assertThat(page.locator(".timeline")).containsText("stop texting me");
        page.getByText(Pattern.compile("^Evidence")).click();
        assertThat(page.locator("pre.body")).containsText("contact.opted_out");
    }

    @Test
    void aListGoesOnWhereItEndedAndFollowsOnlyWhileItIsAsked() throws Exception {
        for (String body : Deliveries.messages("+13035550511", 5)) {
            console.inbox().post(body);
        }
        Page page = console.reader();
        page.navigate("/console/events?contact=%2B13035550511&limit=2");
        assertThat(page.locator("#rows tr")).hasCount(2);
        page.locator("[data-more]").click();
        assertThat(page.locator("#rows tr")).hasCount(4);
        page.locator("[data-more]").click();
        assertThat(page.locator("#rows tr")).hasCount(5);
        assertThat(page.locator("[data-more]")).hasCount(0);
        page.navigate("/console/events?contact=%2B13035550511&tail=on");
        console.inbox().post(Deliveries.message("+13035550511", "while somebody looks"));
        assertThat(page.locator("#rows tr")).hasCount(6);
        page.getByText("Stop", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.getByText("Follow live")).isVisible();
        assertThat(page.locator("[hx-trigger]")).hasCount(0);
    }

    @Test
    void anEventIsDownloadedByteForByte() throws Exception {
        byte[] body = "{ \"action\" :\t\"message.received\",\r\n\n \"note\": \"caf\u00e9 \\u00e9\", \"n\": 1.0e0 }\n"
                .getBytes(UTF_8);
        String id = InboxClient.parse(console.inbox().post(SignedPost.of(body)).body())
                .get("eventId")
                .asText();
        Page page = console.reader();
        page.navigate("/console/events/" + id);
        Download download = page.waitForDownload(
                () -> page.getByText("Download the exact bytes").click());
        assertEquals("event-" + id + ".json", download.suggestedFilename());
        assertArrayEquals(body, Files.readAllBytes(download.path()));
    }

    @Test
    void timesAreTheBrowsersWithUtcBehindThem() throws Exception {
        String id = console.store("+13035550512", "what time is it");
        Page page = console.reader();
        page.navigate("/console/events/" + id);
        Locator received = page.locator("time").first();
        assertThat(received).hasAttribute("title", Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC"));
        assertThat(received).not().containsText("UTC");
    }

    @Test
    void whatAStrangerWroteIsTextAndNothingElse() throws Exception {
        String id = console.store("+13035550507", ConsoleHarness.HOSTILE + "x".repeat(100_000));
        Page page = console.operator();
        for (String path : List.of("/console/events/" + id, "/console/contacts/+13035550507")) {
            page.navigate(path);
            assertThat(page.locator("main")).containsText("<script>document.title");
            assertFalse(page.title().contains("owned"), path);
        }
    }

    @Test
    void aNameOfAHundredThousandCharactersFromRightToLeftBreaksNoPage() throws Exception {
        String name = ConsoleHarness.HOSTILE + "\u0645\u0631\u062d\u0628\u0627".repeat(20_000);
        String id = console.store(Deliveries.created("+13035550510", name));
        Page page = console.operator();
        for (String path : List.of("/console/events/" + id, "/console/contacts/+13035550510", "/console/events")) {
            page.navigate(path);
            assertFalse(page.title().contains("owned"), path);
            assertEquals(0, page.evaluate("Math.max(0, document.documentElement.scrollWidth - innerWidth)"), path);
        }
    }
}
