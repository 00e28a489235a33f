package dev.textusinbox.platform.settings;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingNamesTest {
    private final SettingNames names = new SettingNames(Set.of(
            "inbox.default-region",
            "inbox.receive.deadline",
            "inbox.receive.park-after",
            "inbox.sources.*.secrets",
            "inbox.sources.*.secrets[*]",
            "inbox.relays.*.properties.*",
            "inbox.handlers.*.backoff.max"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inbox.default-region",
                "inbox.receive.deadline",
                "inbox.sources.textus.secrets",
                "inbox.sources.\"a.b\".secrets[12]",
                "inbox.relays.lake.properties.\"security.protocol\"",
                "inbox.handlers.crm.backoff.max",
                "INBOX_RECEIVE_DEADLINE",
                "INBOX_RECEIVE_PARK_AFTER",
                "INBOX_SOURCES_TEXTUS_SECRETS",
                "INBOX_SOURCES_TEXTUS_SECRETS_0_",
                "INBOX_SOURCES_TEXTUS_SECRETS_1",
                "INBOX_HANDLERS_CRM_BACKOFF_MAX",
                "INBOX_RELAYS_LAKE_PROPERTIES__SECURITY_PROTOCOL_"
            })
    void whatAMappingReadsIsASetting(String name) {
        assertTrue(names.has(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inbox.recieve.deadline",
                "inbox.receive",
                "inbox.receive.deadline.max",
                "inbox.receive.dead-line",
                "inbox.sources.textus.secret",
                "inbox.sources.secrets",
                "inbox.sources.textus.secrets[x]",
                "inbox.relays.lake.properties.security.protocol",
                "INBOX_RECIEVE_DEADLINE",
                "INBOX_SOURCES_TEXTUS_SECRET",
                "INBOX_RECEIVE_PORT_NUMBER"
            })
    void whatNoneReadsIsNone(String name) {
        assertFalse(names.has(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INBOX_SERVICE_HOST",
                "INBOX_SERVICE_PORT",
                "INBOX_SERVICE_PORT_HTTP",
                "INBOX_PORT",
                "INBOX_PORT_8080_TCP",
                "INBOX_PORT_8080_TCP_ADDR",
                "INBOX_PORT_8080_TCP_PROTO",
                "INBOX_WEBHOOKS_SERVICE_HOST",
                "INBOX_WEBHOOKS_PORT_80_TCP_PORT",
                "INBOX_NAME",
                "INBOX_ENV_JAVA_HOME"
            })
    void whatAServiceOfThisNamePutsIntoTheEnvironmentStopsNothing(String name) {
        assertTrue(names.has(name));
    }
}
