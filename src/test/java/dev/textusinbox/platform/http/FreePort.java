package dev.textusinbox.platform.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port that is kept over restarts, as one of an operator's is, and so can't be left to the system at each start. It is none of
 * those that the system gives to clients: one of their connections would hold it while its server is down.
 */
public final class FreePort {
    private static final int LOWEST = 15_000;
    /** Linux gives clients those from 32768 on, others higher ones. */
    private static final int BEYOND = 32_768;

    private FreePort() {}

    public static int find() {
        int port;
        do {
            port = ThreadLocalRandom.current().nextInt(LOWEST, BEYOND);
        } while (isTaken(port));
        return port;
    }

    private static boolean isTaken(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort() != port;
        } catch (BindException taken) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
