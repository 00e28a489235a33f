package dev.textusinbox.console.history;

import dev.textusinbox.console.page.Frame;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The pages of events and contacts, as templates whose expressions are checked by the build. */
@CheckedTemplate(basePath = "console")
public final class HistoryTemplates {
    private HistoryTemplates() {}

    static native TemplateInstance events(Frame frame, EventList page);

    static native TemplateInstance event(Frame frame, EventView page);

    static native TemplateInstance contact(Frame frame, ContactView page);

    static native TemplateInstance erase(Frame frame, String phone);
}
