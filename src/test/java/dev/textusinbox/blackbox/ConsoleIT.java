package dev.textusinbox.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** What people do with the console, in a real browser: the walks stand in classes by theme, the program is started once. */
class ConsoleIT {
    private static ConsoleHarness console;

    @BeforeAll
    static void start() {
        console = ConsoleHarness.open();
    }

    @AfterAll
    static void stop() {
        if (console != null) {
            console.close();
        }
    }

    @AfterEach
    void nothingWasRefusedAndNobodyElseWasAsked() {
        assertEquals(List.of(), console.browser().complaints());
    }

    @Nested
    class FirstVisit extends ConsoleFirstVisit {
        FirstVisit() {
            super(console);
        }
    }

    @Nested
    class History extends ConsoleHistory {
        History() {
            super(console);
        }
    }

    @Nested
    class Search extends ConsoleSearch {
        Search() {
            super(console);
        }
    }

    @Nested
    class Failed extends ConsoleFailed {
        Failed() {
            super(console);
        }
    }

    @Nested
    class Replays extends ConsoleReplays {
        Replays() {
            super(console);
        }
    }

    @Nested
    class Upkeep extends ConsoleUpkeep {
        Upkeep() {
            super(console);
        }
    }

    @Nested
    class Access extends ConsoleAccess {
        Access() {
            super(console);
        }
    }

    @Nested
    class ForEverybody extends ConsoleForEverybody {
        ForEverybody() {
            super(console);
        }
    }

    @Nested
    class WithoutScripts extends ConsoleWithoutScripts {
        WithoutScripts() {
            super(console);
        }
    }
}
