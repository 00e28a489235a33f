package dev.textusinbox.alarm;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.time.Instant;

/** What the alarm webhook has still to be told; it goes when it was. */
@Entity
public class AlarmNotice {
    static final String OPENED = "opened";
    static final String CLOSED = "closed";

    private static final long FIRST_PAUSE_SECONDS = 5;
    private static final long MAX_PAUSE_SECONDS = 3600;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @ManyToOne
    AlarmEntry alarm;

    String state;
    Instant dueAt;
    int attempts;

    protected AlarmNotice() {}

    AlarmNotice(AlarmEntry alarm, String state, Instant dueAt) {
        this.alarm = alarm;
        this.state = state;
        this.dueAt = dueAt;
    }

    /** Counts an attempt that begins, and puts off the next one. */
    void attempted(Instant now) {
        long pause = FIRST_PAUSE_SECONDS << Math.min(attempts, Integer.SIZE);
        dueAt = now.plusSeconds(Math.min(pause, MAX_PAUSE_SECONDS));
        attempts++;
    }
}
