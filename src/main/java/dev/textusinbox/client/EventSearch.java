package dev.textusinbox.client;

import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;

/** Which events are asked for: those that fit all that is set. */
public class EventSearch {
    @QueryParam("source")
    public String source;

    /** Any of them. */
    @QueryParam("type")
    public List<String> type;

    /** A phone, best in E.164. */
    @QueryParam("contact")
    public String contact;

    @QueryParam("conversation")
    public String conversation;

    @QueryParam("message")
    public String message;

    /** Earliest occurredAt, inclusive. */
    @QueryParam("from")
    public Instant from;

    /** Latest occurredAt, exclusive. */
    @QueryParam("to")
    public Instant to;

    /** A JSON object that the payload contains. */
    @QueryParam("payload")
    public String payload;

    /** Words that the message's body has, all of them. */
    @QueryParam("text")
    public String text;

    /** {@code desc}, as if it were not set, or {@code asc}. */
    @QueryParam("order")
    public String order;

    /** 1 to 1000; 50 if not set. */
    @QueryParam("limit")
    public Integer limit;

    /** {@code payload}, or not set. */
    @QueryParam("include")
    public String include;

    /** The {@code next} of the page before. */
    @QueryParam("cursor")
    public String cursor;
}
