package dev.textusinbox.console.provider;

import dev.textusinbox.console.page.Frame;
import dev.textusinbox.reconciliation.Report;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/** The pages of the provider and its simulator, as templates whose expressions are checked by the build. */
@CheckedTemplate(basePath = "console")
public final class ProviderTemplates {
    private ProviderTemplates() {}

    static native TemplateInstance provider(Frame frame, List<ProviderView> sources);

    static native TemplateInstance reconciliation(Frame frame, String source, Report report, String none, String whole);

    static native TemplateInstance simulator(Frame frame, SimulatorView page);
}
