package dev.textusinbox.example;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands in for the CRM wherever the whole inbox is tested, and sends nobody anything. */
@Singleton
class RecordingCrm implements Crm {
    private final List<String> welcomed = new CopyOnWriteArrayList<>();

    @Override
    public int welcome(String phone, long key) {
        welcomed.add(phone);
        return 200;
    }

    /** How often. */
    long welcomed(String phone) {
        return welcomed.stream().filter(phone::equals).count();
    }
}
