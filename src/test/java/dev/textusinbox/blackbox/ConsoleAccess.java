package dev.textusinbox.blackbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Who may do what. */
abstract class ConsoleAccess {
    /** Where each form that changes something leads to, and what is in it; signing out is everybody's. */
    private static final String FORMS = """
            () => [...document.querySelectorAll('form[method=post]:not(.who)')]
              .flatMap(form => [form, ...form.querySelectorAll('[formaction]')].map(sender => ({
                action: sender.getAttribute('formaction') || form.getAttribute('action'),
                fields: Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ''))})))""";

    private static final String FORBIDDEN = "The operator role is required";

    private final ConsoleHarness console;

    ConsoleAccess(ConsoleHarness console) {
        this.console = console;
    }

    @Test
    void aReaderIsShownEveryPageButNothingToPressAndNoKey() throws Exception {
        ConsolePages pages = ConsolePages.with(console, "+13035550515");
        Page page = console.reader();
        for (String path : pages.forReaders().keySet()) {
            page.navigate(path);
            assertThat(page.locator("main h1")).isVisible();
            assertEquals(List.of(), page.evaluate(FORMS), path);
            assertThat(page.locator("main .danger")).hasCount(0);
            assertHoldsNoKey(page);
        }
        for (String path : pages.forOperators().keySet()) {
            assertEquals(403, page.navigate(path).status(), path);
            assertThat(page.locator("main")).containsText(FORBIDDEN);
            String withoutQuery = path.replaceFirst("\\?.*", "");
            assertThat(page.locator("nav a[href='" + withoutQuery + "']")).hasCount(0);
        }
    }

    @Test
    void whateverAnOperatorIsShownToPressDoesNothingForAReader() throws Exception {
        ConsolePages pages = ConsolePages.with(console, "+13035550516");
        Map<String, Map<?, ?>> forms = new TreeMap<>();
        Page operator = console.operator();
        for (String path : pages.shown().keySet()) {
            operator.navigate(path);
            assertHoldsNoKey(operator);
            for (Object form : (List<?>) operator.evaluate(FORMS)) {
                forms.put((String) ((Map<?, ?>) form).get("action"), (Map<?, ?>) ((Map<?, ?>) form).get("fields"));
            }
        }
        assertTrue(forms.size() > 10, "forms found: " + forms.keySet());
        Page reader = console.reader();
        String token = reader.locator(".who [name=token]").getAttribute("value");
        forms.forEach((action, fields) -> {
            FormData filled = FormData.create();
            fields.forEach((name, value) -> filled.set((String) name, (String) value));
            filled.set("token", token).set("reason", "a reader's");
            APIResponse answer =
                    reader.request().post(action, RequestOptions.create().setForm(filled));
            assertEquals(403, answer.status(), action);
            assertTrue(answer.text().contains(FORBIDDEN), action);
        });
        assertFalse(console.inbox().json("/admin/audit").toString().contains("a reader's"));
    }

    @Test
    void aForgedFormIsRefused() {
        Page page = console.operator();
        page.navigate("/console/handlers");
        page.evaluate("document.querySelectorAll('input[name=token]').forEach(i => i.value = '0'.repeat(64))");
        Locator consent = page.locator("article").first();
        consent.getByText("Pause…").click();
        consent.getByLabel("Reason").fill("forged");
        consent.getByText("Pause", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(page.locator("main")).containsText("This form has expired");
        page.navigate("/console/handlers");
        assertThat(page.locator("main")).not().containsText("forged");
    }

    private static void assertHoldsNoKey(Page page) {
        String content = page.content();
        for (String secret :
                List.of(Keys.SECRET, Keys.OPERATOR, Keys.READER, Keys.sha256(Keys.OPERATOR), ConsoleHarness.TOKEN)) {
            assertFalse(content.contains(secret), page.url());
        }
    }
}
