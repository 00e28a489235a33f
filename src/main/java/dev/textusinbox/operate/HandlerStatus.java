package dev.textusinbox.operate;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Map;

/**
 * How one handler is doing.
 *
 * @param instances how many live instances run it; 0: renamed, removed or disabled everywhere
 * @param backlog events stored and not yet passed by its cursors
 * @param lagSeconds how long the oldest of those has been waiting; 0 without any
 * @param retrying redeliveries that are tried again, those that a replay has just put back included
 * @param redeliveries all rows of the redelivery table by their state, for the metrics
 */
public record HandlerStatus(
        String name,
        String kind,
        String state,
        String pausedReason,
        int instances,
        long backlog,
        double lagSeconds,
        long retrying,
        long blocked,
        long dead,
        long handled,
        @JsonIgnore Map<String, Long> redeliveries) {}
