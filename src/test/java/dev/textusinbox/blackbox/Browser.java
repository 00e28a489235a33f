package dev.textusinbox.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A real browser with its windows, as an operator has them; what it complains of is kept. */
public final class Browser implements AutoCloseable {
    /** The first that is there; without a window of its own it takes a third of the time. */
    private static final List<Path> CHROMIUMS =
            List.of(Path.of("/usr/bin/chromium-headless-shell"), Path.of("/usr/bin/chromium"));

    private static final int PATIENCE_MILLIS = 30_000;
    private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";
    private static final String RUN_AXE = """
            async () => (await axe.run(document, {resultTypes: ['violations']})).violations
              .map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' | '))""";

    // The page itself, and whatever else would get a bar of its own.
    private static final String WIDER_THAN_THEIR_PLACE = """
            () => [document.documentElement, ...document.body.querySelectorAll('*')]
              .filter(e => e.scrollWidth > e.clientWidth
                && (e === document.documentElement || /auto|scroll/.test(getComputedStyle(e).overflowX)))
              .map(e => e.outerHTML.slice(0, 200))""";

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final List<String> complaints = new ArrayList<>();
    private final URI inbox;

    private final List<String> known;

    private Browser(URI inbox, List<String> known) {
        this.inbox = inbox;
        this.known = known;
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(installed().orElseThrow())
                        .setArgs(List.of("--no-sandbox")));
    }

    /** Before what takes time to start: without a browser the test is left out. */
    static void assumeThereIsOne() {
        Tool.needed(installed().isPresent(), "chromium-headless-shell");
    }

    private static Optional<Path> installed() {
        return CHROMIUMS.stream().filter(Files::isExecutable).findFirst();
    }

    /**
     * Opens one for an inbox.
     *
     * @param others other sites that its pages may lead to
     */
    public static Browser at(URI inbox, URI... others) {
        assumeThereIsOne();
        List<String> known = Stream.concat(Stream.of(inbox), Stream.of(others))
                .map(URI::toString)
                .toList();
        return new Browser(inbox, known);
    }

    /** A window of its own, with no cookies yet. */
    public Page window(int width, ColorScheme scheme) {
        return window(width, scheme, true);
    }

    /** One that runs no script of any page. */
    Page windowWithoutScripts(int width) {
        return window(width, ColorScheme.LIGHT, false);
    }

    private Page window(int width, ColorScheme scheme, boolean scripts) {
        BrowserContext context = chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setBaseURL(inbox.toString())
                .setViewportSize(width, 900)
                .setTimezoneId("America/Denver")
                .setColorScheme(scheme)
                .setJavaScriptEnabled(scripts));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        Page page = context.newPage();
        // What a page's policy refuses, and every script's error, is told on the console.
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().contains("status of 40")) {
                complaints.add(page.url() + ": " + message.text());
            }
        });
        page.onPageError(error -> complaints.add(page.url() + ": " + error));
        page.onRequest(request -> {
            if (known.stream().noneMatch(request.url()::startsWith)
                    && !request.url().startsWith("data:")) {
                complaints.add("another host was asked: " + request.url());
            }
        });
        return page;
    }

    /** A window in which somebody is signed in. */
    Page signedIn(String name, String key) {
        Page page = window(1280, ColorScheme.LIGHT);
        signIn(page, name, key);
        return page;
    }

    public static void signIn(Page page, String name, String key) {
        page.navigate("/console");
        page.getByLabel("Name of the key").fill(name);
        page.getByLabel("Key", new Page.GetByLabelOptions().setExact(true)).fill(key);
        page.locator("main button").click();
        page.waitForURL("**/console");
    }

    /** Errors of scripts, refusals of the pages' policy, requests to others. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** What keeps a page from being used by everybody; axe is run past the page's policy, as a debugger is. */
    public static void assertAccessible(Page page) {
        page.evaluate(axe());
        assertEquals(List.of(), page.evaluate(RUN_AXE), page.url());
    }

    /** At this width neither the page nor a part of it has to be moved sideways to be read. */
    public static void assertFits(Page page) {
        assertEquals(List.of(), page.evaluate(WIDER_THAN_THEIR_PLACE), page.url());
    }

    private static String axe() {
        try (InputStream script = Browser.class.getResourceAsStream(AXE)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        playwright.close();
    }
}
