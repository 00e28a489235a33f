package com.example.crm;

import io.quarkus.test.Mock;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** In place of the CRM in tests: nobody is sent anything. */
@Mock
@Singleton
class RecordingCrm extends Crm {
    private final List<String> welcomed = new CopyOnWriteArrayList<>();

    RecordingCrm() {
        super(Optional.empty());
    }

    @Override
    int welcome(String phone, long key) {
        welcomed.add(phone);
        return 200;
    }

    List<String> welcomed() {
        return welcomed;
    }
}
