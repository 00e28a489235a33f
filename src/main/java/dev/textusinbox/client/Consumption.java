package dev.textusinbox.client;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The events of a pull consumer, fetched and handed to an {@link EventConsumer} until it is closed. No more are fetched than are worked
 * off; what is in hand is kept (its lease extended) for as long as the work takes; what is done is acknowledged within a tenth of a
 * second. While the inbox can't be reached it is asked again, after half a second at first and 30 s at most.
 *
 * <p>An event whose work throws comes again after the inbox's backoff. Later ones of its contact that were fetched with it are given back
 * untried: none goes before its time.
 */
public final class Consumption implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Consumption.class.getName());

    /** A request that waits, so that what comes in is here at once. */
    private static final int WAIT_SECONDS = 20;

    private static final long ACK_MILLIS = 100;
    private static final int ACK_AT_ONCE = 500;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(30);
    private static final int MAX_ERROR = 500;
    /** For a request that is being answered just now: what it brings is given back. */
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(1);
    /** For work that was interrupted or has failed, to tell of it. */
    private static final Duration TOLD_WITHIN = Duration.ofSeconds(2);

    private final ConsumerCalls calls;
    private final String consumer;
    private final ConsumeOptions options;
    private final EventConsumer handler;
    private final InHand inHand = new InHand();
    private final ExecutorService workers;
    private final Thread fetcher;
    private final Thread keeper;
    private volatile boolean stopping;
    private volatile boolean ended;
    private volatile InboxException failure;

    private Consumption(ConsumerCalls calls, String consumer, ConsumeOptions options, EventConsumer handler) {
        this.calls = calls;
        this.consumer = consumer;
        this.options = options;
        this.handler = handler;
        ThreadFactory named = work -> new Thread(work, "inbox-" + consumer);
        this.workers = Executors.newFixedThreadPool(options.concurrency(), named);
        this.fetcher = named.newThread(this::fetch);
        this.keeper = named.newThread(this::keep);
    }

    /** By a REST client, as Quarkus injects it; otherwise as {@link Inbox#consume(String, ConsumeOptions, EventConsumer)}. */
    public static Consumption by(InboxApi api, String consumer, ConsumeOptions options, EventConsumer handler) {
        return started(new RestCalls(api), consumer, options, handler);
    }

    static Consumption started(ConsumerCalls calls, String consumer, ConsumeOptions options, EventConsumer handler) {
        var consumption = new Consumption(calls, consumer, options, handler);
        consumption.fetcher.start();
        consumption.keeper.start();
        return consumption;
    }

    /**
     * Waits until it is closed, or can't go on.
     *
     * @throws InboxException what it can't go on for: the key is wrong, or there is no such consumer
     */
    public void await() throws InterruptedException {
        keeper.join();
        if (failure != null) {
            throw failure;
        }
    }

    /**
     * Fetches no more, gives back what is not begun, waits for what is ({@code stopWithin} at most) and acknowledges it. What is
     * not done then is interrupted, and comes again.
     */
    @Override
    public void close() {
        stopping = true;
        release(inHand.dropWaiting());
        try {
            fetcher.join(ANSWERED_WITHIN.toMillis());
            fetcher.interrupt();
            fetcher.join(options.stopWithin().toMillis() + 1);
            release(inHand.dropWaiting());
            if (failure == null && !inHand.awaitEmpty(options.stopWithin())) {
                LOG.log(System.Logger.Level.WARNING, "consumer {0}: events were not done in time", consumer);
                inHand.close();
                workers.shutdownNow();
            }
            workers.shutdown();
            boolean unused = workers.awaitTermination(TOLD_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            end();
            keeper.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end();
        }
    }

    private void end() {
        ended = true;
        workers.shutdown();
        keeper.interrupt();
    }

    private void fetch() {
        try {
            fetchUntilStopped();
        } catch (Throwable e) {
            failed(e);
        }
    }

    /** It can't go on: whoever waits for it is told. */
    private void failed(Throwable e) {
        LOG.log(System.Logger.Level.ERROR, "consumer {0} ends: {1}", consumer, e);
        failure = e instanceof InboxException told ? told : new InboxException(new IOException(e));
        stopping = true;
        inHand.close();
        workers.shutdownNow();
        fetcher.interrupt();
        end();
    }

    private void fetchUntilStopped() {
        int failures = 0;
        while (!stopping) {
            try {
                int capacity = inHand.awaitCapacity(options.max());
                if (stopping) {
                    return;
                }
                Pulled pulled = calls.receive(new Receive(capacity, WAIT_SECONDS, leaseSeconds()), consumer);
                failures = 0;
                if (stopping) {
                    release(pulled.items());
                    return;
                }
                inHand.add(pulled.items(), leaseEnd()).forEach(key -> workers.execute(() -> work(key)));
            } catch (InboxException e) {
                if (stopping) {
                    return;
                }
                if (!e.isPassing()) {
                    throw e;
                }
                failures++;
                LOG.log(System.Logger.Level.WARNING, "consumer {0} asks again: {1}", consumer, e.getMessage());
                pause(failures, e.retryAfterSeconds());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void pause(int failures, Integer retryAfterSeconds) {
        long most = Math.min(MAX_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(failures - 1, 10));
        long asked = retryAfterSeconds == null ? 0 : Math.min(retryAfterSeconds * 1_000L, MAX_PAUSE.toMillis());
        sleep(Math.max(asked, most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1)));
    }

    /** The events of one key, one after the other. */
    private void work(String key) {
        for (PulledEvent event = inHand.next(key); event != null; event = inHand.next(key)) {
            try {
                handler.handle(event);
                inHand.done(event);
            } catch (Throwable e) {
                // An Error too: it is this event's, and others go on.
                workFailed(key, event, e);
            }
        }
    }

    private void workFailed(String key, PulledEvent event, Throwable e) {
        List<PulledEvent> behind = inHand.drop(key);
        inHand.settle(List.of(event));
        boolean isInterrupted = Thread.interrupted() || e instanceof InterruptedException;
        if (stopping && isInterrupted) {
            // No fault of the event's.
            List<PulledEvent> untold = new ArrayList<>(List.of(event));
            untold.addAll(behind);
            release(untold);
            return;
        }
        LOG.log(System.Logger.Level.WARNING, "consumer " + consumer + ": event " + event.id() + " failed", e);
        List<String> receipt = List.of(event.receipt());
        if (e instanceof GiveUpException) {
            told(() -> calls.fail(new Fail(receipt, text(e)), consumer));
        } else {
            told(() -> calls.retry(new Retry(receipt, text(e), null), consumer));
        }
        // Only now: whether they may go on is the inbox's to say.
        release(behind);
    }

    /** They were not tried, and are for whoever asks next. */
    private void release(List<PulledEvent> events) {
        inParts(receipts(events), part -> told(() -> calls.release(new Release(part), consumer)));
    }

    /** A receipt that the inbox does not hear of ends with its lease: the event comes again then. */
    private void told(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "consumer {0}: {1}", consumer, e.getMessage());
        }
    }

    /** Acknowledges what is done, and extends the leases of what is not. */
    private void keep() {
        try {
            keepUntilEnded();
        } catch (Throwable e) {
            failed(e);
        }
    }

    private void keepUntilEnded() {
        long extendEvery = TimeUnit.SECONDS.toNanos(leaseSeconds()) / 3;
        long extended = System.nanoTime();
        while (!ended) {
            sleep(ACK_MILLIS);
            acknowledge();
            if (System.nanoTime() - extended >= extendEvery) {
                extended = System.nanoTime();
                inParts(inHand.receipts(), this::extend);
            }
        }
        boolean unused = Thread.interrupted();
        acknowledge();
    }

    private void extend(List<String> receipts) {
        long until = leaseEnd();
        try {
            Extended answer = calls.extend(new Extend(receipts, leaseSeconds()), consumer);
            inHand.extended(receipts, until);
            inHand.lost(answer.unknown());
        } catch (InboxException e) {
            requirePassing("extends", e);
        }
    }

    private void acknowledge() {
        inParts(inHand.takeDone(), part -> {
            try {
                calls.ack(new Ack(part), consumer);
                inHand.acknowledged(part);
            } catch (InboxException e) {
                inHand.notAcknowledged(part);
                requirePassing("acknowledges", e);
            }
        });
    }

    private void requirePassing(String what, InboxException e) {
        if (!e.isPassing()) {
            throw e;
        }
        LOG.log(System.Logger.Level.WARNING, "consumer {0} {1} again: {2}", consumer, what, e.getMessage());
        if (!ended) {
            sleep(FIRST_PAUSE.toMillis());
        }
    }

    private static void inParts(List<String> receipts, Consumer<List<String>> call) {
        for (int from = 0; from < receipts.size(); from += ACK_AT_ONCE) {
            call.accept(receipts.subList(from, Math.min(receipts.size(), from + ACK_AT_ONCE)));
        }
    }

    private static List<String> receipts(Collection<PulledEvent> events) {
        return new ArrayList<>(events.stream().map(PulledEvent::receipt).toList());
    }

    private static String text(Throwable e) {
        String text = String.valueOf(e instanceof GiveUpException ? e.getMessage() : e);
        return text.length() <= MAX_ERROR ? text : text.substring(0, MAX_ERROR);
    }

    /** Of what is leased now. */
    private long leaseEnd() {
        return System.nanoTime() + options.lease().toNanos();
    }

    private int leaseSeconds() {
        return (int) options.lease().toSeconds();
    }

    /** Ended by an interrupt, which only says that there is something to look at. */
    private static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            // Whoever sleeps looks at what has changed.
        }
    }
}
