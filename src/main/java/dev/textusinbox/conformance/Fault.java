package dev.textusinbox.conformance;

import java.io.IOException;

/** Takes the receiver's database away, and brings it back. */
interface Fault {
    void begin() throws IOException, InterruptedException;

    void end() throws IOException, InterruptedException;

    /** By commands of the shell. */
    static Fault commands(String begin, String end) {
        return new Fault() {
            @Override
            public void begin() throws IOException, InterruptedException {
                run(begin);
            }

            @Override
            public void end() throws IOException, InterruptedException {
                run(end);
            }
        };
    }

    private static void run(String command) throws IOException, InterruptedException {
        int code = new ProcessBuilder("sh", "-c", command).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IOException("the command ended with " + code + ": " + command);
        }
    }
}
