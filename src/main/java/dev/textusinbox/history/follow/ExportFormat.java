package dev.textusinbox.history.follow;

import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.textusinbox.history.event.Entry;
import dev.textusinbox.history.event.Payload;
import dev.textusinbox.log.Event;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/** What the lines of an export are. */
enum ExportFormat {
    /** The item of the list, a line each. */
    NDJSON("application", "x-ndjson", "ndjson") {
        @Override
        byte[] head() {
            return new byte[0];
        }

        @Override
        byte[] row(Entry entry) {
            byte[] line = Arrays.copyOf(entry.json(), entry.json().length + 1);
            line[line.length - 1] = '\n';
            return line;
        }
    },

    /** The same fields as columns (RFC 4180), the payload as JSON on one line. */
    CSV("text", "csv", "csv") {
        @Override
        byte[] head() {
            return Csv.line(Csv.COLUMNS);
        }

        @Override
        byte[] row(Entry entry) {
            return Csv.line(Csv.cells(entry));
        }
    };

    private final String type;
    private final String subtype;
    private final String extension;

    ExportFormat(String type, String subtype, String extension) {
        this.type = type;
        this.subtype = subtype;
        this.extension = extension;
    }

    /** What stands before the first row. */
    abstract byte[] head();

    abstract byte[] row(Entry entry);

    String mediaType() {
        return type + '/' + subtype + (this == CSV ? "; charset=utf-8; header=present" : "");
    }

    String extension() {
        return extension;
    }

    /** The one that the caller likes best; JSON where it is all the same, or neither is asked for. */
    static ExportFormat of(List<MediaType> acceptable) {
        for (MediaType wanted : acceptable) {
            for (ExportFormat format : values()) {
                if (wanted.isCompatible(new MediaType(format.type, format.subtype))) {
                    return format;
                }
            }
        }
        return NDJSON;
    }

    /** Made when somebody asks for it. */
    private static final class Csv {
        static final List<String> COLUMNS = List.of(
                "id",
                "source",
                "type",
                "contact",
                "conversationId",
                "messageId",
                "account",
                "occurredAt",
                "receivedAt",
                "deliveryId",
                "duplicates",
                "erased",
                "payload");
        private static final CsvFactory FACTORY = new CsvFactory();
        private static final CsvSchema SCHEMA = schema();

        private Csv() {}

        private static CsvSchema schema() {
            CsvSchema.Builder schema = CsvSchema.builder().setLineSeparator("\r\n");
            for (String column : COLUMNS) {
                schema.addColumn(column);
            }
            return schema.build();
        }

        static List<String> cells(Entry entry) {
            Event event = entry.event();
            return Arrays.asList(
                    Long.toString(event.id()),
                    event.source(),
                    event.type(),
                    event.contact(),
                    event.conversationId(),
                    event.messageId(),
                    event.account(),
                    event.occurredAt().toString(),
                    event.receivedAt().toString(),
                    event.deliveryId(),
                    Integer.toString(entry.duplicates()),
                    event.body() == null ? "true" : null,
                    Payload.of(event.body()).onOneLine().json());
        }

        static byte[] line(List<String> cells) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            try (CsvGenerator row = FACTORY.createGenerator(line)) {
                row.setSchema(SCHEMA);
                row.writeStartArray();
                for (String cell : cells) {
                    row.writeString(cell == null ? "" : cell);
                }
                row.writeEndArray();
            } catch (IOException e) {
                throw new UncheckedIOException("a row can't be written", e);
            }
            return line.toByteArray();
        }
    }
}
