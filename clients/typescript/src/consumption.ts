import { backoffMs, type Http, InboxError, pause } from "./http.js";
import { InHand } from "./in-hand.js";
import type { PulledEvent } from "./types.js";

/**
 * What an app does with an event. When it is done the event is acknowledged; it may come again, so make the work idempotent by its
 * `id`. What it throws is told to operators: no secret, no body, no whole phone number.
 */
export type EventConsumer = (event: PulledEvent) => Promise<void> | void;

/** Thrown by an `EventConsumer`: trying again would not help, the event is dead at once. */
export class GiveUp extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = "GiveUp";
  }
}

export interface ConsumeOptions {
  /** Events in hand at most, 1 to 1,000: those that are worked on, and those fetched ahead of that (100). */
  max?: number;
  /** Contacts whose events are worked on side by side (8). */
  concurrency?: number;
  /**
   * How long the inbox gives an event to nobody else, 5 to 3,600 s (60). It is extended while the event is in hand, so it is how long
   * others wait after this process has died.
   */
  leaseSeconds?: number;
  /** How long `stop` waits for what is in hand (30). */
  stopWithinSeconds?: number;
  /** Told of what goes wrong; without it, `console.warn`. */
  onWarning?: (text: string, error?: unknown) => void;
}

const WAIT_SECONDS = 20;
const ACK_MS = 100;
const AT_ONCE = 500;
const MAX_ERROR = 500;
const ANSWERED_MS = 1_000;

/**
 * The events of a pull consumer, fetched and handed to a handler until it is stopped. No more are fetched than are worked off; what is
 * in hand is kept for as long as the work takes; what is done is acknowledged within a tenth of a second. While the inbox can't be
 * reached it is asked again.
 *
 * An event whose work throws comes again after the inbox's backoff. Later ones of its contact that were fetched with it are given back
 * untried: none goes before its time.
 */
export class Consumption {
  /** Settled when it has been stopped; rejected where it can't go on: the key is wrong, or there is no such consumer. */
  readonly ended: Promise<void>;
  private readonly inHand = new InHand();
  private readonly stopping = new AbortController();
  private readonly closed = new AbortController();
  private readonly receiving = new AbortController();
  private readonly failures = new Set<Promise<void>>();
  private readonly waiting: string[] = [];
  private readonly options: Required<ConsumeOptions>;
  private working = 0;

  constructor(
    private readonly http: Http,
    private readonly consumer: string,
    private readonly handler: EventConsumer,
    options: ConsumeOptions,
  ) {
    this.options = {
      max: 100,
      concurrency: 8,
      leaseSeconds: 60,
      stopWithinSeconds: 30,
      onWarning: (text, error) => console.warn(text, ...(error === undefined ? [] : [error])),
      ...options,
    };
    const keeping = this.keep();
    this.ended = this.fetch().then(
      () => keeping,
      async (error: unknown) => {
        this.inHand.close();
        this.closed.abort();
        await keeping.catch(() => undefined);
        throw error;
      },
    );
    // What it can't go on for ends the fetching too.
    keeping.catch((error: unknown) => {
      this.inHand.close();
      this.stopping.abort(error);
      this.receiving.abort(error);
    });
    // Whoever does not look at it is told by a warning.
    this.ended.catch((error: unknown) => this.warn("ends", error));
  }

  /**
   * Fetches no more, gives back what is not begun, waits for what is and acknowledges it. What is not done then comes again when its
   * lease ends.
   */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.release(this.inHand.dropWaiting());
    // What is being answered just now is given back.
    const answered = setTimeout(() => this.receiving.abort(), ANSWERED_MS);
    await this.ended.finally(() => clearTimeout(answered));
  }

  private async fetch(): Promise<void> {
    const { max, leaseSeconds, stopWithinSeconds } = this.options;
    const signal = this.stopping.signal;
    let failures = 0;
    while (!signal.aborted) {
      const capacity = await this.inHand.capacity(max, signal);
      if (capacity === 0) break;
      try {
        const request = { max: capacity, waitSeconds: WAIT_SECONDS, leaseSeconds };
        const { items } = await this.call<{ items: PulledEvent[] }>("receive", request, WAIT_SECONDS, this.receiving.signal);
        failures = 0;
        if (signal.aborted) {
          await this.release(items);
          break;
        }
        this.waiting.push(...this.inHand.add(items, performance.now() + leaseSeconds * 1000));
        this.begin();
      } catch (error) {
        if (signal.aborted) break;
        if (!(error instanceof InboxError) || !error.isPassing) throw error;
        this.warn("asks again", error);
        await pause(backoffMs(++failures, error), signal);
      }
    }
    await this.release(this.inHand.dropWaiting());
    if (!(await this.inHand.empty(stopWithinSeconds * 1000))) this.warn("stops: events were not done in time");
    await Promise.all(this.failures);
    this.inHand.close();
    this.closed.abort();
  }

  /** As many contacts as may be worked on. */
  private begin(): void {
    while (this.working < this.options.concurrency && this.waiting.length > 0) {
      const key = this.waiting.shift()!;
      this.working++;
      void this.work(key).finally(() => {
        this.working--;
        this.begin();
      });
    }
  }

  /** The events of one contact, one after the other. */
  private async work(key: string): Promise<void> {
    for (let event = this.inHand.next(key); event !== undefined; event = this.inHand.next(key)) {
      try {
        await this.handler(event);
        this.inHand.done(event);
      } catch (error) {
        const told = this.failed(key, event, error);
        this.failures.add(told);
        await told.finally(() => this.failures.delete(told));
      }
    }
  }

  private async failed(key: string, event: PulledEvent, error: unknown): Promise<void> {
    const behind = this.inHand.drop(key);
    this.inHand.settle([event]);
    this.warn(`event ${event.id} failed`, error);
    const told = { receipts: [event.receipt], error: text(error) };
    await this.told(error instanceof GiveUp ? "fail" : "retry", told);
    // Only now: whether they may go on is the inbox's to say.
    await this.release(behind);
  }

  /** They were not tried, and are for whoever asks next. */
  private async release(events: PulledEvent[]): Promise<void> {
    for (const receipts of parts(events.map((each) => each.receipt))) await this.told("release", { receipts });
  }

  /** Acknowledges what is done, and extends the leases of what is not. */
  private async keep(): Promise<void> {
    const { leaseSeconds } = this.options;
    let extended = Date.now();
    while (!this.closed.signal.aborted) {
      await pause(ACK_MS, this.closed.signal);
      await this.acknowledge();
      if (Date.now() - extended >= (leaseSeconds * 1000) / 3) {
        extended = Date.now();
        for (const receipts of parts(this.inHand.receipts())) await this.extend(receipts);
      }
    }
    await this.acknowledge();
  }

  private async extend(receipts: string[]): Promise<void> {
    const { leaseSeconds } = this.options;
    const until = performance.now() + leaseSeconds * 1000;
    try {
      const { unknown } = await this.call<{ unknown: string[] }>("extend", { receipts, leaseSeconds });
      this.inHand.extended(receipts, until);
      this.inHand.lost(unknown);
    } catch (error) {
      await this.again("extends", error);
    }
  }

  private async acknowledge(): Promise<void> {
    for (const receipts of parts(this.inHand.takeDone())) {
      try {
        await this.call("ack", { receipts });
        this.inHand.acknowledged(receipts);
      } catch (error) {
        this.inHand.notAcknowledged(receipts);
        await this.again("acknowledges", error);
      }
    }
  }

  /** What does not pass by itself ends it. */
  private async again(what: string, error: unknown): Promise<void> {
    if (!(error instanceof InboxError) || !error.isPassing) throw error;
    this.warn(`${what} again`, error);
    await pause(500, this.closed.signal);
  }

  /** A receipt that the inbox does not hear of ends with its lease: the event comes again then. */
  private async told(call: string, body: unknown): Promise<void> {
    try {
      await this.call(call, body);
    } catch (error) {
      this.warn(`${call} failed`, error);
    }
  }

  private call<T>(call: string, body: unknown, waitSeconds = 0, signal?: AbortSignal): Promise<T> {
    return this.http.post(`/api/consumers/${encodeURIComponent(this.consumer)}/${call}`, body, waitSeconds, signal);
  }

  private warn(what: string, error?: unknown): void {
    this.options.onWarning(`consumer ${this.consumer}: ${what}`, error);
  }
}

function* parts(receipts: string[]): Generator<string[]> {
  for (let from = 0; from < receipts.length; from += AT_ONCE) yield receipts.slice(from, from + AT_ONCE);
}

function text(error: unknown): string {
  return (error instanceof GiveUp ? error.message : String(error)).slice(0, MAX_ERROR);
}
