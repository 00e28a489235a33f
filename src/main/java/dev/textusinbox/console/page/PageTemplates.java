package dev.textusinbox.console.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The pages that stand for any other, as templates whose expressions are checked by the build. */
@CheckedTemplate(basePath = "console")
public final class PageTemplates {
    private PageTemplates() {}

    static native TemplateInstance signIn(Frame frame, String token, String next, String wrong, String host);

    static native TemplateInstance signedIn(Frame frame, String next);

    static native TemplateInstance problem(Frame frame, String title, String detail, String parameter);
}
