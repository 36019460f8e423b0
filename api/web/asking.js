// What the page asks of its server, and how each failure is told apart.

const PATIENCE = 60_000; // milliseconds before a silent server counts as lost

/** The server could not be reached, or fell silent. */
export class LostError extends Error {}

/** The server refused or failed: `title`, `detail`, `code`, `id`, and `retryAfter` in seconds, null when not said. */
export class ProblemError extends Error {
  constructor(status, problem, retryAfter) {
    super(problem.title ?? "");
    Object.assign(this, { status, title: problem.title, detail: problem.detail, code: problem.code, id: problem.id, retryAfter });
  }
}

/**
 * Return what a route of the server this module comes from answers, read as JSON.
 *
 * @throws LostError, ProblemError, or an AbortError when `signal` stopped it
 */
export async function call(path, { method = "GET", body, signal } = {}) {
  const limit = AbortSignal.timeout(PATIENCE);
  const options = { method, headers: { Accept: "application/json" }, credentials: "omit", redirect: "error", referrerPolicy: "no-referrer" };
  if (body !== undefined) {
    options.body = JSON.stringify(body);
    options.headers["Content-Type"] = "application/json";
  }
  const stopped = new AbortController();
  const stop = () => stopped.abort();
  limit.addEventListener("abort", stop);
  signal?.addEventListener("abort", stop);
  try {
    const response = await fetch(new URL(path, import.meta.url), { ...options, signal: stopped.signal });
    const content = await readJson(response);
    if (response.ok && content !== null) return content;
    const after = Number(response.headers.get("Retry-After"));
    throw new ProblemError(response.status, content ?? {}, Number.isFinite(after) && after > 0 ? after : null);
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    if (signal?.aborted) throw new DOMException("stopped", "AbortError");
    throw new LostError();
  } finally {
    limit.removeEventListener("abort", stop);
    signal?.removeEventListener("abort", stop);
  }
}

async function readJson(response) {
  const text = await response.text();
  try {
    return text ? JSON.parse(text) : {};
  } catch {
    return null;
  }
}

/** Return a function of an id that promises a document; each is fetched once, and again after a failure. */
export function documentShelf() {
  const kept = new Map();
  return (id) => {
    if (!kept.has(id)) {
      const asked = call(`/v1/documents/${encodeURIComponent(id)}`);
      kept.set(id, asked);
      asked.catch(() => kept.delete(id));
    }
    return kept.get(id);
  };
}
