import { setTimeout as sleep } from 'node:timers/promises';
import { KolonyApiError } from './error.ts';

export interface ClientOptions {
  /** The API's address: https://api.example */
  baseUrl: string;
  /** `kol_live_…` */
  apiKey: string;
  /** How often a call is tried in all [4]. */
  attempts?: number;
  /** Milliseconds that one attempt may take [10,000]. */
  timeout?: number;
  /** Milliseconds before the second attempt, doubled for each further one [250]. */
  backOff?: number;
}

export interface Call {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** From /v1 on, its parts encoded. */
  path: string;
  body?: { type: 'application/json' | 'application/x-ndjson'; text: string };
  /** Sent twice it would be done twice: it is tried again only when it was certainly not done. */
  nameless?: boolean;
}

/** An answer asks for patience only for so long; seconds. */
const LONGEST_WAIT = 60;

/**
 * The text of a good answer. A lost connection, 429 and 5xx are tried again: a call carries its own name (order_id,
 * refund_id), so the API answers a repetition with the first answer; a nameless one is tried again after 429. Throws KolonyApiError for a refusal, and what
 * `fetch` threw when the API was not reached at all.
 */
export async function request(options: ClientOptions, call: Call): Promise<string> {
  const { attempts = 4, backOff = 250 } = options;
  for (let attempt = 1; ; attempt++) {
    const outcome = await once(options, call);
    if (outcome.ok) return outcome.text;
    if (!outcome.again || attempt >= attempts) throw outcome.error;
    // Half of it by chance: clients that failed together do not come back together.
    const wait = backOff * 2 ** (attempt - 1) * (0.5 + Math.random() / 2);
    await sleep(Math.max(wait, Math.min(outcome.retryAfter, LONGEST_WAIT) * 1000));
  }
}

type Outcome = { ok: true; text: string } | { ok: false; again: boolean; retryAfter: number; error: unknown };

async function once({ baseUrl, apiKey, timeout = 10_000 }: ClientOptions, call: Call): Promise<Outcome> {
  try {
    const response = await fetch(new URL(call.path, baseUrl), {
      method: call.method,
      headers: {
        authorization: `Bearer ${apiKey}`,
        ...(call.body ? { 'content-type': call.body.type } : {}),
      },
      body: call.body?.text ?? null,
      // The key is for this host only.
      redirect: 'error',
      signal: AbortSignal.timeout(timeout),
    });
    const text = await response.text();
    if (response.ok) return { ok: true, text };
    return {
      ok: false,
      again: response.status === 429 || (response.status >= 500 && !call.nameless),
      retryAfter: Number(response.headers.get('retry-after')) || 0,
      error: new KolonyApiError(problemOf(response.status, text)),
    };
  } catch (error) {
    return { ok: false, again: !call.nameless, retryAfter: 0, error };
  }
}

function problemOf(status: number, text: string) {
  try {
    const problem = JSON.parse(text);
    if (typeof problem.code === 'string') return { ...problem, status };
  } catch {
    // No JSON: something between us and the API has answered.
  }
  return { status, code: 'rest/unreadable', detail: text.slice(0, 200) };
}
