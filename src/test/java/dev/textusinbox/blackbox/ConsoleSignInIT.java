package dev.textusinbox.blackbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** People who sign in elsewhere, with a real browser, another site and the packaged program. */
class ConsoleSignInIT {
    private static LoginProvider provider;
    private static InboxProcess program;
    private static Browser browser;

    @BeforeAll
    static void start() {
        provider = LoginProvider.open();
        program = InboxProcess.with(Map.of(
                        "quarkus.oidc.auth-server-url",
                        provider.url().toString(),
                        "quarkus.oidc.token.audience",
                        "inbox",
                        "quarkus.oidc.console.client-id",
                        LoginProvider.CLIENT,
                        "quarkus.oidc.console.credentials.secret",
                        LoginProvider.SECRET,
                        "inbox.oidc.roles.operator",
                        "on-call",
                        "inbox.oidc.roles.reader",
                        "support"))
                .start();
        browser = Browser.at(program.uri(), provider.url());
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        program.close();
        provider.close();
    }

    @AfterEach
    void nobodyElseWasAsked() {
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void whoSignsInThereIsWhereHeWantedToBeWithHisOwnName() throws Exception {
        Page page = browser.window(1280, ColorScheme.LIGHT);
        page.navigate("/console/handlers");
        Browser.assertAccessible(page);
        logIn(page, "ann", "on-call");
        assertThat(page).hasURL(Pattern.compile("/console/handlers$"));
        assertThat(page.locator("header")).containsText("oidc:ann");
        page.locator("article").first().getByText("Pause…").click();
        page.locator("article").first().getByLabel("Reason").fill("by a person");
        page.locator("article").first().locator("form[action$='/pause'] button").click();
        assertThat(page.locator("article").first()).containsText("Because: by a person");
        assertEquals(
                "oidc:ann",
                program.client().json("/admin/audit").at("/items/0/actor").asText());
        page.locator("article").first().getByText("Resume").click();
        assertTrue(
                page.context().cookies().stream()
                        .allMatch(cookie -> cookie.name.startsWith("console-") && cookie.httpOnly),
                "the provider's tokens are not kept");
    }

    @Test
    void whoSignsOutIsOut() {
        Page page = browser.window(1280, ColorScheme.LIGHT);
        page.navigate("/console");
        logIn(page, "ann", "on-call");
        page.getByText("Sign out").click();
        assertThat(page).hasURL(Pattern.compile("/console/sign-in$"));
        page.navigate("/console/events");
        assertThat(page).hasURL(Pattern.compile("/console/sign-in"));
    }

    @Test
    void aGroupDecidesWhatSomebodyMayDo() {
        Page reader = browser.window(1280, ColorScheme.LIGHT);
        reader.navigate("/console");
        logIn(reader, "bob", "support");
        assertThat(reader.locator("header")).containsText("oidc:bob (reader)");
        reader.navigate("/console/audit");
        assertThat(reader.locator("main")).containsText("The operator role is required");

        Page nobody = browser.window(1280, ColorScheme.LIGHT);
        nobody.navigate("/console");
        logIn(nobody, "eve", "sales");
        assertThat(nobody.locator("main")).containsText("none of the roles that open this inbox");
        nobody.navigate("/console");
        assertThat(nobody).hasURL(Pattern.compile("/console/sign-in"));
    }

    @Test
    void whoIsRefusedThereOrComesWithACodeOfNobodysIsNotIn() {
        Page page = browser.window(1280, ColorScheme.LIGHT);
        page.navigate("/console");
        logIn(page, "", "on-call");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("was refused there");
        page.navigate("/console/sign-in/person?code=made-up&state=made-up");
        assertThat(page.getByLabel("Group")).isVisible();
        page.navigate("/console");
        assertThat(page).hasURL(Pattern.compile("/console/sign-in"));
    }

    @Test
    void aKeyOpensAsBefore() {
        assertThat(browser.signedIn("reader", Keys.READER).locator("header")).containsText("reader");
    }

    private static void logIn(Page page, String user, String group) {
        page.getByText("Sign in with localhost").click();
        page.getByLabel("You").fill(user);
        page.getByLabel("Group").fill(group);
        page.getByText("Log in").click();
        page.waitForURL(url -> url.startsWith(program.uri().toString()));
    }
}
