package dev.textusinbox.console;

import dev.textusinbox.operate.HandlerStatus;
import dev.textusinbox.operate.QuarantineEntry;
import dev.textusinbox.platform.ListPage;
import dev.textusinbox.reconciliation.Report;
import dev.textusinbox.replay.MatchQuery;
import dev.textusinbox.replay.ReplayEntry;
import dev.textusinbox.security.AuditEntry;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/** The pages, as templates whose expressions are checked by the build. */
@CheckedTemplate(basePath = "console")
final class Pages {
    private Pages() {}

    static native TemplateInstance signIn(Frame frame, String token, String next, String wrong, String host);

    static native TemplateInstance signedIn(Frame frame, String next);

    static native TemplateInstance problem(Frame frame, String title, String detail, String parameter);

    static native TemplateInstance overview(Frame frame, Overview page, String address);

    static native TemplateInstance events(Frame frame, EventList page);

    static native TemplateInstance event(Frame frame, EventView page);

    static native TemplateInstance contact(Frame frame, ContactView page);

    static native TemplateInstance trouble(Frame frame, TroubleList page);

    static native TemplateInstance retryAll(Frame frame, String handler, String state, long count, long blocked);

    static native TemplateInstance quarantine(Frame frame, QuarantineList page);

    static native TemplateInstance quarantined(Frame frame, QuarantineEntry entry, String body, boolean cut);

    static native TemplateInstance replays(Frame frame, ListPage<ReplayEntry> page, String next);

    static native TemplateInstance newReplay(
            Frame frame, ReplayForm form, List<HandlerStatus> handlers, MatchQuery.Preview preview);

    static native TemplateInstance replay(Frame frame, ReplayView page);

    static native TemplateInstance provider(Frame frame, List<ProviderView> sources);

    static native TemplateInstance reconciliation(Frame frame, String source, Report report, String none, String whole);

    static native TemplateInstance simulator(Frame frame, SimulatorView page);

    static native TemplateInstance handlers(Frame frame, List<HandlerStatus> handlers);

    static native TemplateInstance audit(Frame frame, ListPage<AuditEntry> page, String next);

    static native TemplateInstance erase(Frame frame, String phone);
}
