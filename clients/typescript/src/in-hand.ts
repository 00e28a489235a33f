import type { PulledEvent } from "./types.js";

/** The events that a client has: in a queue for each contact, with the receipts that are still to be settled. */
export class InHand {
  private readonly queues = new Map<string, PulledEvent[]>();
  /** By receipt, those that wait, are worked on, or are done and not acknowledged: until when they are ours, as `performance.now()`. */
  private readonly held = new Map<string, number>();
  private doneReceipts: string[] = [];
  private listeners: (() => void)[] = [];

  /** Waits until half of `max` is free, and says how many may come; 0: it was aborted. */
  async capacity(max: number, signal: AbortSignal): Promise<number> {
    while (!signal.aborted && this.held.size > max / 2) await this.changed(signal);
    return signal.aborted ? 0 : max - this.held.size;
  }

  /** Takes what was fetched and is ours until then, and gives the keys that nobody is at work on. */
  add(events: PulledEvent[], until: number): string[] {
    const idle: string[] = [];
    for (const event of events) {
      this.held.set(event.receipt, until);
      const key = keyOf(event);
      const queue = this.queues.get(key);
      if (queue) {
        queue.push(event);
      } else {
        this.queues.set(key, [event]);
        idle.push(key);
      }
    }
    return idle;
  }

  /** The key's next event; undefined when there is none, and nobody is at work on the key any more. */
  next(key: string): PulledEvent | undefined {
    const queue = this.queues.get(key) ?? [];
    let event = queue.shift();
    // What is lost belongs to somebody else by now.
    while (event && !this.isOurs(event.receipt)) event = queue.shift();
    if (!event) this.queues.delete(key);
    return event;
  }

  /** Also while the inbox can't be asked. */
  private isOurs(receipt: string): boolean {
    const until = this.held.get(receipt);
    if (until !== undefined && until > performance.now()) return true;
    this.forget([receipt]);
    return false;
  }

  extended(receipts: string[], until: number): void {
    for (const receipt of receipts) if (this.held.has(receipt)) this.held.set(receipt, until);
  }

  /** Nothing more is begun, and nobody waits for what is not done. */
  close(): void {
    this.queues.forEach((queue) => queue.splice(0));
    this.forget(this.receipts());
  }

  /** What waits behind the one that is worked on, which is not to be worked on. */
  drop(key: string): PulledEvent[] {
    const waiting = this.queues.get(key)?.splice(0) ?? [];
    this.settle(waiting);
    return waiting;
  }

  /** All that waits, of every key: it is not to be worked on. */
  dropWaiting(): PulledEvent[] {
    return [...this.queues.keys()].flatMap((key) => this.drop(key));
  }

  done(event: PulledEvent): void {
    if (this.held.has(event.receipt)) this.doneReceipts.push(event.receipt);
  }

  /** Something else became of them than that they were done. */
  settle(events: PulledEvent[]): void {
    this.forget(events.map((event) => event.receipt));
  }

  takeDone(): string[] {
    return this.doneReceipts.splice(0);
  }

  acknowledged(receipts: string[]): void {
    this.forget(receipts);
  }

  /** They are done, and the inbox does not know it yet. */
  notAcknowledged(receipts: string[]): void {
    this.doneReceipts.push(...receipts);
  }

  /** All that are to be kept. */
  receipts(): string[] {
    return [...this.held.keys()];
  }

  /** Their leases have ended: what is not begun is not to be. */
  lost(receipts: string[]): void {
    const gone = new Set(receipts);
    this.doneReceipts = this.doneReceipts.filter((receipt) => !gone.has(receipt));
    this.forget(receipts);
  }

  /** False if there is something yet after so long. */
  async empty(ms: number): Promise<boolean> {
    const late = AbortSignal.timeout(ms);
    while (!late.aborted && this.held.size > 0) await this.changed(late);
    return this.held.size === 0;
  }

  private forget(receipts: string[]): void {
    receipts.forEach((receipt) => this.held.delete(receipt));
    this.listeners.splice(0).forEach((listener) => listener());
  }

  private changed(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const changed = (): void => {
        signal.removeEventListener("abort", changed);
        resolve();
      };
      this.listeners.push(changed);
      signal.addEventListener("abort", changed, { once: true });
    });
  }
}

/** What the inbox keeps the order by. */
function keyOf(event: PulledEvent): string {
  return event.contact ?? event.conversationId ?? `#${event.id}`;
}
