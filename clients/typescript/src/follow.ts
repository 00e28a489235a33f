import { backoffMs, type Http, InboxError, pause } from "./http.js";
import type { EventItem, EventPage } from "./types.js";

/** Filters: an event fits all that are set. */
export interface FollowSearch {
  source?: string;
  /** One type or more: any of them. */
  type?: string | string[];
  /** A phone, best in E.164. */
  contact?: string;
  conversation?: string;
  message?: string;
  /** A JSON object that the payload contains, as text. */
  payload?: string;
  /** Words that the message's body has, all of them. */
  text?: string;
}

export interface FollowOptions {
  /** The id behind which it begins; `"0"`: with all of history. Without it: with what comes from now on. */
  after?: string;
  /** Ends it. */
  signal?: AbortSignal;
}

/** An event; or that the inbox was put back to an earlier state: forget what you have from behind `head`. */
export type Followed = { kind: "event"; event: EventItem } | { kind: "reset"; head: string };

/** The inbox sends a comment at least every 15 s: without one for so long the connection is dead. */
const SILENCE_MS = 45_000;

export async function* follow(http: Http, query: string, options: FollowOptions): AsyncGenerator<Followed> {
  const ended = options.signal ?? new AbortController().signal;
  let last = options.after;
  let failures = 0;
  const failed = async (error: unknown): Promise<void> => {
    const told = error instanceof InboxError ? error : new InboxError(0, String(error), undefined, { cause: error });
    if (!told.isPassing) throw told;
    await pause(backoffMs(++failures, told), ended);
  };
  // What comes from now on: from behind the newest that there is, so that nothing is missed where the first connection breaks.
  while (last === undefined && !ended.aborted) {
    try {
      last = (await http.json<EventPage>("/api/events?limit=1", options.signal)).items[0]?.id ?? "0";
    } catch (error) {
      if (!ended.aborted) await failed(error);
    }
  }
  while (!ended.aborted) {
    const silence = new AbortController();
    const giveUp = (): void => silence.abort(options.signal?.reason);
    ended.addEventListener("abort", giveUp, { once: true });
    try {
      const headers: Record<string, string> = { Accept: "text/event-stream" };
      if (last !== undefined) headers["Last-Event-ID"] = last;
      const answer = await http.send(`/api/events/stream${query}`, { headers }, silence.signal);
      failures = 0;
      for await (const block of blocks(answer, silence)) {
        const followed = read(block);
        if (followed === undefined) continue;
        yield followed;
        // Behind the yield: who stops here has not worked on it.
        last = followed.kind === "event" ? followed.event.id : followed.head;
      }
    } catch (error) {
      if (ended.aborted) return;
      await failed(error);
    } finally {
      ended.removeEventListener("abort", giveUp);
      silence.abort();
    }
  }
}

/** What stands between empty lines, as it comes. */
async function* blocks(answer: Response, silence: AbortController): AsyncGenerator<string> {
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  let timer = setTimeout(() => silence.abort(), SILENCE_MS);
  let text = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), SILENCE_MS);
      text += value;
      for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
        yield text.slice(0, end);
        text = text.slice(end + 2);
      }
    }
  } finally {
    clearTimeout(timer);
    reader.cancel().catch(() => undefined);
  }
}

function read(block: string): Followed | undefined {
  const fields = new Map<string, string>();
  for (const line of block.split("\n")) {
    const colon = line.indexOf(":");
    // A line that begins with it is a comment.
    if (colon > 0) fields.set(line.slice(0, colon), line.slice(colon + 1).replace(/^ /, ""));
  }
  const data = fields.get("data");
  if (data === undefined) return undefined;
  return fields.get("event") === "reset"
    ? { kind: "reset", head: (JSON.parse(data) as { head: string }).head }
    : { kind: "event", event: JSON.parse(data) as EventItem };
}
