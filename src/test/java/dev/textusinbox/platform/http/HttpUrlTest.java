package dev.textusinbox.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpUrlTest {
    @ParameterizedTest
    @CsvSource({
        "http://crm.example.com, crm.example.com, 80, /, http://crm.example.com",
        "HTTPS://CRM.example.com/a?b=c#d, CRM.example.com, 443, /a?b=c, https://CRM.example.com",
        "http://my_host/, my_host, 80, /, http://my_host",
        "http://my_host:8080/x, my_host, 8080, /x, http://my_host:8080",
        "http://a_user:secret@my_host:1/x, my_host, 1, /x, http://my_host:1",
        "http://[::1]:65535/, ::1, 65535, /, http://[::1]:65535",
        "http://127.0.0.1:80?x=y, 127.0.0.1, 80, /?x=y, http://127.0.0.1:80",
        "https://bücher.example/größe, xn--bcher-kva.example, 443, /gr%C3%B6%C3%9Fe, https://xn--bcher-kva.example",
        "' http://host. ', host., 80, /, http://host.",
        "http://host:/x, host, 80, /x, http://host",
    })
    void aUrlIsTakenApart(String given, String host, int port, String path, String shown) {
        HttpUrl url = HttpUrl.of(given);
        assertEquals(host, url.host());
        assertEquals(port, url.port());
        assertEquals(path, url.path());
        assertEquals(shown, url.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "hunter2, must be an http or https URL",
        "ftp://hunter2@host/, must be an http or https URL",
        "http:host, must be an http or https URL with a host",
        "http:///hunter2, must be an http or https URL with a host",
        "http://hunter2@/, must be an http or https URL with a host",
        "http://host:99999/hunter2, must be a URL whose port is between 1 and 65535",
        "http://host:0/, must be a URL whose port is between 1 and 65535",
        "http://host:hunter2/, must be a URL whose port is between 1 and 65535",
        "http://host/a hunter2, must be an http or https URL (Illegal character in path)",
        "'http://a,hunter2/', 'must be a URL whose host is a name of letters, digits, hyphens, underscores and dots, or an address'",
        "http://a..hunter2/, 'must be a URL whose host is a name of letters, digits, hyphens, underscores and dots, or an address'",
        "http://host%20hunter2/, 'must be a URL whose host is a name of letters, digits, hyphens, underscores and dots, or an address'",
    })
    void whatIsNoneSaysWhyAndNeverWhatItIs(String given, String why) {
        var thrown = assertThrows(IllegalArgumentException.class, () -> HttpUrl.of(given));
        assertEquals(why, thrown.getMessage());
        assertFalse(thrown.getMessage().contains("hunter2"));
    }

    @Test
    void aWrongSettingIsNamed() {
        var thrown = assertThrows(ConfigurationException.class, () -> HttpUrl.ofSetting("inbox.alarms.url", "x"));
        assertEquals("inbox.alarms.url must be an http or https URL", thrown.getMessage());
    }

    @Test
    void aUserIsForBasic() {
        assertEquals(Optional.empty(), HttpUrl.of("http://host/").basic());
        // RFC 7617's example
        assertEquals(
                Optional.of("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="),
                HttpUrl.of("http://Aladdin:open%20sesame@host/").basic());
        assertEquals(Optional.of("Basic YTo="), HttpUrl.of("http://a@host/").basic());
        assertEquals(
                Optional.of("Basic YTpiQGMrZA=="),
                HttpUrl.of("http://a:b%40c+d@host/").basic());
    }

    @Test
    void aUriIsWithoutTheUserAndNotForAnyHost() {
        assertEquals(
                "http://host:1/x?y", HttpUrl.of("http://a:b@host:1/x?y").uri().toString());
        assertEquals("http://host", HttpUrl.of("http://host").uri().toString());
        assertThrows(
                IllegalArgumentException.class,
                () -> HttpUrl.of("http://my_host/").uri());
    }
}
