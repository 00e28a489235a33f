package dev.textusinbox.console.operate;

import dev.textusinbox.bulk.BulkEntry;
import dev.textusinbox.console.page.Frame;
import dev.textusinbox.operate.handler.HandlerStatus;
import dev.textusinbox.operate.quarantine.QuarantineEntry;
import dev.textusinbox.platform.request.ListPage;
import dev.textusinbox.replay.MatchQuery;
import dev.textusinbox.replay.ReplayEntry;
import dev.textusinbox.security.AuditEntry;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/** The pages of what operators do, as templates whose expressions are checked by the build. */
@CheckedTemplate(basePath = "console")
public final class OperatingTemplates {
    private OperatingTemplates() {}

    static native TemplateInstance failed(Frame frame, FailedList page);

    static native TemplateInstance newBulk(Frame frame, BulkForm page);

    static native TemplateInstance bulks(Frame frame, ListPage<BulkEntry> page, String next);

    static native TemplateInstance bulk(Frame frame, BulkView page);

    static native TemplateInstance quarantine(Frame frame, QuarantineList page);

    static native TemplateInstance quarantined(Frame frame, QuarantineEntry entry, String body, boolean cut);

    static native TemplateInstance replays(Frame frame, ListPage<ReplayEntry> page, String next);

    static native TemplateInstance newReplay(
            Frame frame, ReplayForm form, List<HandlerStatus> handlers, MatchQuery.Preview preview);

    static native TemplateInstance replay(Frame frame, ReplayView page);

    static native TemplateInstance handlers(Frame frame, List<HandlerStatus> handlers);

    static native TemplateInstance audit(Frame frame, ListPage<AuditEntry> page, String next);
}
