package dev.textusinbox.operate.handler;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Map;

/**
 * How one handler is doing.
 *
 * @param kind bean, forward, relay, projection or pull
 * @param target where it sends to: a forward's URL without its user and query, a relay's topic; null where that is nowhere
 * @param state paused by an operator or by itself; stuck: on some instance calls that never return hold all of its places;
 *     waiting: its other side is away; outside-window: it is not the time at which it may be called
 * @param pausedReason as {@code stateReason}, while it is paused
 * @param stateReason why it is in this state; null while it is running
 * @param stateSince since when it is stuck or waits; else null
 * @param instances how many live instances run it; 0: renamed, removed or disabled everywhere. A pull consumer is served by all
 * @param backlog events stored and not yet passed by its cursors
 * @param lagSeconds how long the oldest of those has been waiting; 0 without any
 * @param retrying redeliveries that are tried again, as the list of redeliveries has them; not what a replay has just put back
 * @param redeliveries all rows of the redelivery table by their state, for the metrics
 */
public record HandlerStatus(
        String name,
        String kind,
        String target,
        String state,
        String pausedReason,
        String stateReason,
        Instant stateSince,
        int instances,
        long backlog,
        double lagSeconds,
        long retrying,
        long blocked,
        long dead,
        long handled,
        @JsonIgnore Map<String, Long> redeliveries) {}
