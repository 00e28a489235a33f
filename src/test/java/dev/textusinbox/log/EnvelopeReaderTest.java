package dev.textusinbox.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.textusinbox.log.Unreadable.UnreadableException;
import dev.textusinbox.platform.database.StoredText;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeReaderTest {
    private final EnvelopeReader reader = new EnvelopeReader(phone -> phone.startsWith("+") ? phone : null);

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            message.received,     +13035550142, cQ7tzm, 6Nvq9L, pupstar-sales, /messages/6Nvq9L,     2026-03-01T10:15:30.156Z
            message.delivered,    +13035550142, cQ7tzm, 6Nvq9M, pupstar-sales, /messages/6Nvq9M,     2026-03-01T10:16:02.568354Z
            message.failed,       +13035550142, cQ7tzm, 6Nvq9N, pupstar-sales, /messages/6Nvq9N,     2026-03-01T10:17:11.878086Z
            message.unknown,      -,            cQ7tzm, 6Nvq9P, -,             /messages/6Nvq9P,     2026-03-01T10:18:45.003Z
            phone_call.completed, +13035550142, cQ7tzm, -,      pupstar-sales, /phone_calls/pc7Kd2,  2026-03-01T10:20:00Z
            contact.opted_out,    +13035550142, -,      -,      pupstar-sales, /opt_outs/oo41Bx,     2026-03-01T10:21:07.412Z
            contact.opted_in,     +13035550142, -,      -,      pupstar-sales, /opt_ins/oi55Qz,      2026-03-02T09:00:00.120Z
            contact.created,      +13035550177, -,      -,      -,             /contacts/c9Wm3T,     2026-03-02T09:05:31.904Z
            """)
    void readsEachOfTheSamples(
            String type,
            String contact,
            String conversation,
            String message,
            String account,
            String entity,
            Instant timestamp)
            throws Exception {
        Envelope envelope = reader.read(sample(type));
        assertEquals(type, envelope.type());
        assertEquals(contact, envelope.contact());
        assertEquals(conversation, envelope.conversation());
        assertEquals(message, envelope.message());
        assertEquals(account, envelope.account());
        assertEquals(entity, envelope.entityId());
        assertEquals(timestamp, envelope.timestamp());
    }

    @ParameterizedTest
    @CsvSource({"contact.opted-out, contact.opted_out", "contact.opted-in, contact.opted_in"})
    void knowsTheSpellingOfTheProvidersProse(String spelt, String type) throws Exception {
        assertEquals(type, read("{'action':'" + spelt + "'}").type());
    }

    @Test
    void takesATypeNeverSeenBeforeAsItIs() throws Exception {
        assertEquals("campaign.finished", read("{'action':'campaign.finished'}").type());
    }

    @Test
    void readsLinksThatAreEmbeddedObjects() throws Exception {
        Envelope envelope = read(
                "{'action':'message.received','message':{'id':'/messages/m1','conversation':{'id':'/conversations/c1',"
                        + "'phoneNumber':'+13035550100'},'account':{'id':'/accounts/a1'}}}");
        assertEquals("m1", envelope.message());
        assertEquals("c1", envelope.conversation());
        assertEquals("a1", envelope.account());
        assertEquals("+13035550100", envelope.contact());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'action':'x','phoneNumber':'+13035550100'}",
                "{'action':'x','anything':{'deep':[{'er':{'phoneNumber':'+13035550100'}}]}}",
                "{'action':'x','contact':{'phones':{'members':[{'phoneNumber':'+13035550100'},{'phoneNumber':'+1'}]}}}",
                "{'action':'x','user':{'phoneNumber':'+17205550100'},'conversation':{'phoneNumber':'+13035550100'}}",
                "{'action':'x','conversation':{'accountPhoneNumber':'+17205550100','phoneNumber':'+13035550100'}}"
            })
    void findsThePhoneWhereverItIsAndTheContactsFirst(String body) throws Exception {
        assertEquals("+13035550100", read(body).contact());
    }

    @Test
    void storesAnEventWithoutAnyPhone() throws Exception {
        assertNull(read("{'action':'contact.created','contact':{'id':'/contacts/1'}}")
                .contact());
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "", "2026-03-01", "2026-03-01T10:15:30", "+999999999-01-01T00:00:00Z"})
    void aTimeThatCantBeReadIsNoTime(String timestamp) throws Exception {
        assertNull(read("{'action':'x','timestamp':'" + timestamp + "'}").timestamp());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MALFORMED     | {'action':'x'",
                "MALFORMED     | {'action':'x'} trailing",
                "MALFORMED     | {'action':'x'}{}",
                "MALFORMED     | not json",
                "MALFORMED     | ''",
                "NOT_AN_OBJECT | [{'action':'x'}]",
                "NOT_AN_OBJECT | 17",
                "NOT_AN_OBJECT | null",
                "NO_TYPE       | {}",
                "NO_TYPE       | {'action':null}",
                "NO_TYPE       | {'action':7}",
                "NO_TYPE       | {'action':''}",
                "NO_TYPE       | {'action':' '}",
                "NO_TYPE       | {'action':{'action':'x'}}",
                "NO_TYPE       | {'action':'a\\u0000b'}",
                "NO_TYPE       | {'action':'\\ud800'}",
            })
    void saysWhyABodyIsNoEvent(Unreadable reason, String body) {
        UnreadableException e = assertThrows(UnreadableException.class, () -> read(body));
        assertEquals(reason, e.reason);
    }

    @Test
    void whatAColumnCantHoldAsItIsKeepsItsIdentityInAShortForm() throws Exception {
        String id = "9".repeat(8000);
        Envelope envelope =
                read("{'action':'message.received','id':'a\\u0000b','conversation':'\\udc00','message':{'id':"
                        + "'/messages/" + id + "'},'account':''}");
        assertEquals(StoredText.of("a\0b"), envelope.deliveryId());
        assertEquals(StoredText.of("\udc00"), envelope.conversation());
        assertEquals(StoredText.of(id), envelope.message());
        assertEquals(StoredText.of("/messages/" + id), envelope.entityId());
        assertNull(envelope.account());
    }

    @Test
    void aTypeOfAnyLengthIsOne() throws Exception {
        assertEquals(
                StoredText.of("x".repeat(600)),
                read("{'action':'" + "x".repeat(600) + "'}").type());
    }

    @Test
    void aNumericIdIsNoDeliveryId() throws Exception {
        assertNull(read("{'action':'x','id':17}").deliveryId());
    }

    @ParameterizedTest
    @MethodSource("bodiesThatParsersRefuse")
    void whatIsJsonWithATypeIsAnEventWhateverElseItHolds(String about, String odd) throws Exception {
        Envelope envelope = read("{'id':'d1'," + odd + ",'action':'x','phoneNumber':'+13035550100'}");
        assertEquals("x", envelope.type(), about);
        assertEquals("d1", envelope.deliveryId(), about);
        assertEquals("+13035550100", envelope.contact(), about);
    }

    static Stream<Arguments> bodiesThatParsersRefuse() {
        return Stream.of(
                arguments("a number of 100,000 digits", "'n':" + "9".repeat(100_000)),
                arguments("an exponent beyond int", "'n':1e99999999999"),
                arguments("nested 200,000 deep", "'a':" + "[".repeat(200_000) + "]".repeat(200_000)),
                arguments("objects nested 60,000 deep", "'a':" + "{'a':".repeat(60_000) + "1" + "}".repeat(60_000)),
                arguments("a key of 51,000 characters", "'" + "k".repeat(51_000) + "':1"),
                arguments("half a surrogate pair in a key", "'a\\ud800b':1"),
                arguments("the other half in a nested key", "'o':{'\\udc00':{}}"),
                arguments("a text of a million characters", "'t':'" + "t".repeat(1_000_000) + "'"));
    }

    @Test
    void whatIsNestedDeeperThanAnybodyCanReadIsNotCalledMalformed() {
        String deep = "{'action':'x','a':" + "[".repeat(300_000) + "]".repeat(300_000) + "}";
        assertEquals(Unreadable.UNSTORABLE, assertThrows(UnreadableException.class, () -> read(deep)).reason);
    }

    @Test
    void noBytesWhateverMakeItThrowAnythingElse() {
        for (long seed = 1; seed <= 300; seed++) {
            Random random = new Random(seed);
            byte[] body = "{\"action\":\"x\",\"conversation\":{\"id\":\"/c/1\",\"n\":[1,2,{\"phoneNumber\":\"+1\"}]}}"
                    .getBytes(UTF_8);
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            try {
                reader.read(body);
            } catch (UnreadableException expected) {
                // The one way to fail.
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    @Test
    void nestingWithoutEndIsMalformedNotAnOverflow() {
        String deep = "{'action':'x','a':" + "[".repeat(200_000);
        assertEquals(Unreadable.MALFORMED, assertThrows(UnreadableException.class, () -> read(deep)).reason);
    }

    private Envelope read(String body) throws UnreadableException {
        return reader.read(body.replace('\'', '"').getBytes(UTF_8));
    }

    static byte[] sample(String type) throws IOException {
        try (InputStream in = EnvelopeReaderTest.class.getResourceAsStream("/samples/" + type + ".json")) {
            return in.readAllBytes();
        }
    }
}
