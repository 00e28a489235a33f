package dev.textusinbox.alarm;

import jakarta.enterprise.context.ApplicationScoped;

/** Has alarms raised, ended and told when a test wants it. */
@ApplicationScoped
public class AlarmRounds {
    private final AlarmRound round;
    private final AlarmNotices notices;

    AlarmRounds(AlarmRound round, AlarmNotices notices) {
        this.round = round;
        this.notices = notices;
    }

    public void run() {
        round.sweep();
    }

    public void tell() throws InterruptedException {
        notices.sweep();
    }
}
