package dev.textusinbox.simulator;

import java.util.List;

/** What people write and are called here: emoji, accents, quotes and line breaks included, as in real traffic. */
final class Words {
    static final List<String> TEXTS = List.of(
            "Is the 2pm slot still free? 🐶",
            "Yes! See you at 2pm.",
            "Reminder: your visit is tomorrow.",
            "¿Puedo traer también a Señor Fluff?",
            "OK",
            "Thanks for stopping by.\nHow did we do? Reply 1–5.",
            "He said \"woof\" & left <3");

    static final List<String> FIRST_NAMES = List.of("Rex", "Luna", "Zoë", "Bella", "Max", "Ángel");
    static final List<String> LAST_NAMES = List.of("Barker", "O'Paw", "Hundt", "Núñez", "Shepherd");

    private Words() {}
}
