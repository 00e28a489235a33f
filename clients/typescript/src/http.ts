/** The inbox has answered with something else than success, or not at all (`status` 0). */
export class InboxError extends Error {
  constructor(
    readonly status: number,
    detail: string,
    readonly retryAfterSeconds?: number,
    options?: ErrorOptions,
  ) {
    super(status === 0 ? `no answer: ${detail}` : `HTTP ${status}: ${detail}`, options);
    this.name = "InboxError";
  }

  /** Whether the same may go well later: all but the answers that say what is wrong with the request. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

const TIMEOUT_MS = 30_000;

/** Calls with a key. */
export class Http {
  private readonly root: string;

  constructor(
    root: string,
    private readonly key: string,
  ) {
    this.root = root.replace(/\/+$/, "");
  }

  json<T>(path: string, signal?: AbortSignal): Promise<T> {
    return this.read(path, {}, TIMEOUT_MS, signal);
  }

  post<T>(path: string, body: unknown, waitSeconds = 0, signal?: AbortSignal): Promise<T> {
    const request = {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    };
    return this.read<T>(path, request, TIMEOUT_MS + waitSeconds * 1000, signal);
  }

  /** The limits hold until the body is there; whatever breaks on the way is no answer. */
  private async read<T>(path: string, request: RequestInit, timeoutMs: number, signal?: AbortSignal): Promise<T> {
    const limits = anyOf(signal ? [AbortSignal.timeout(timeoutMs), signal] : [AbortSignal.timeout(timeoutMs)]);
    try {
      const answer = await this.send(path, request, limits.signal);
      return (await answer.json()) as T;
    } catch (error) {
      throw error instanceof InboxError ? error : new InboxError(0, reason(error), undefined, { cause: error });
    } finally {
      limits.release();
    }
  }

  /** The answer as soon as its head is there. */
  async send(path: string, request: RequestInit, signal: AbortSignal): Promise<Response> {
    let answer: Response;
    try {
      answer = await fetch(this.root + path, {
        ...request,
        headers: { ...request.headers, Authorization: `Bearer ${this.key}` },
        signal,
      });
    } catch (error) {
      throw new InboxError(0, reason(error), undefined, { cause: error });
    }
    if (!answer.ok) throw await failure(answer);
    return answer;
  }
}

/** AbortSignal.any, which Node has from 20.3 on. */
function anyOf(signals: AbortSignal[]): { signal: AbortSignal; release: () => void } {
  const controller = new AbortController();
  const abort = (event: Event): void => controller.abort((event.target as AbortSignal).reason);
  for (const signal of signals) {
    if (signal.aborted) controller.abort(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
  }
  return {
    signal: controller.signal,
    release: () => signals.forEach((signal) => signal.removeEventListener("abort", abort)),
  };
}

function reason(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : "";
  return String(error) + cause;
}

async function failure(answer: Response): Promise<InboxError> {
  const retryAfter = Number(answer.headers.get("Retry-After") ?? NaN);
  let detail = answer.statusText;
  try {
    const problem = (await answer.json()) as { title?: string; detail?: string };
    detail = problem.detail ?? problem.title ?? detail;
  } catch {
    // No problem in JSON: a proxy's answer.
  }
  return new InboxError(answer.status, detail, Number.isFinite(retryAfter) ? retryAfter : undefined);
}

/** Waits, or until the signal is aborted. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end, { once: true });
  });
}

/** Before the next try: half a second at first, 30 s at most, and what the inbox asks for. */
export function backoffMs(failures: number, error: InboxError): number {
  const most = Math.min(30_000, 500 * 2 ** Math.min(failures - 1, 10));
  const asked = Math.min(30_000, (error.retryAfterSeconds ?? 0) * 1000);
  return Math.max(asked, most / 2 + (Math.random() * most) / 2);
}
