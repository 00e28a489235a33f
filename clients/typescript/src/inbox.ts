import { Consumption, type ConsumeOptions, type EventConsumer } from "./consumption.js";
import { follow, type Followed, type FollowOptions, type FollowSearch } from "./follow.js";
import { Http } from "./http.js";
import type { Contact, EventDetail, EventPage, LookupItem, Message } from "./types.js";

export interface InboxOptions {
  /** Such as `https://inbox.example`. */
  url: string;
  /** An API key, with the role for what is asked. */
  key: string;
}

/** Which events are asked for: those that fit all that is set. */
export interface EventSearch extends FollowSearch {
  /** Earliest occurredAt, inclusive, RFC 3339. */
  from?: string;
  /** Latest occurredAt, exclusive, RFC 3339. */
  to?: string;
  order?: "asc" | "desc";
  /** 1 to 1000; 50 if not set. */
  limit?: number;
  include?: "payload";
  /** The `next` of the page before. */
  cursor?: string;
}

/** An inbox, for an app that reads its history or consumes its events. What is no success is thrown as an `InboxError`. */
export class Inbox {
  private readonly http: Http;

  constructor({ url, key }: InboxOptions) {
    this.http = new Http(url, key);
  }

  /** A page of events; go on with its `next`. */
  events(search: EventSearch = {}): Promise<EventPage> {
    return this.http.json(`/api/events${query(search)}`);
  }

  /** One event, with its payload and what each handler made of it. */
  event(id: string): Promise<EventDetail> {
    return this.http.json(`/api/events/${encodeURIComponent(id)}`);
  }

  /** One contact; the phone in any usual notation. */
  contact(phone: string): Promise<Contact> {
    return this.http.json(`/api/contacts/${encodeURIComponent(phone)}`);
  }

  /** Which of these phones may be texted; up to 1,000, in the same order. */
  async lookup(phones: string[]): Promise<LookupItem[]> {
    return (await this.http.post<{ items: LookupItem[] }>("/api/contacts/lookup", { phones })).items;
  }

  /** What became of a message; its id without its path. */
  message(id: string): Promise<Message> {
    return this.http.json(`/api/messages/${encodeURIComponent(id)}`);
  }

  /**
   * Events as they come in, each with its payload, without end: connects again by itself and misses nothing meanwhile. Keep the id
   * of the last one with the work that was done for it, and give it as `after` the next time.
   */
  follow(search: FollowSearch = {}, options: FollowOptions = {}): AsyncGenerator<Followed> {
    return follow(this.http, query(search), options);
  }

  /**
   * Consumes the events of a pull consumer from now on, until it is stopped: at least once, each contact's one at a time and in
   * order, several contacts side by side.
   */
  consume(consumer: string, handler: EventConsumer, options: ConsumeOptions = {}): Consumption {
    return new Consumption(this.http, consumer, handler, options);
  }
}

function query(search: object): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined) parameters.append(name, String(each));
    }
  }
  const text = parameters.toString();
  return text === "" ? "" : `?${text}`;
}
