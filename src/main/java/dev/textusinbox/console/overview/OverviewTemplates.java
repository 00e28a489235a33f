package dev.textusinbox.console.overview;

import dev.textusinbox.console.page.Frame;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The overview, as templates whose expressions are checked by the build. */
@CheckedTemplate(basePath = "console")
public final class OverviewTemplates {
    private OverviewTemplates() {}

    static native TemplateInstance overview(Frame frame, Overview page, String address);
}
