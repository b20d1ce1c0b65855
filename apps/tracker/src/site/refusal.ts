import type { Exchange, Headers } from '../front/exchange.ts';

/** Why a beacon is not taken; nothing of it is recorded. */
export class Refusal extends Error {
  readonly status: 400 | 403 | 413 | 422 | 429 | 503;
  /** `tracker/<what>` */
  readonly code: string;
  /** The offending field of the body, where there is one. */
  readonly field: string | undefined;

  constructor(
    status: Refusal['status'],
    code: string,
    { detail, field }: { detail: string; field?: string },
  ) {
    super(detail);
    this.status = status;
    this.code = `tracker/${code}`;
    this.field = field;
  }
}

/** Seconds. */
const RETRY_AFTER: Partial<Record<Refusal['status'], string>> = { 429: '60', 503: '2' };

/** RFC 9457, as the REST API says it. */
export function sendRefusal(
  exchange: Exchange,
  { status, code, message, field }: Refusal,
  headers: Headers,
): void {
  const later = RETRY_AFTER[status];
  exchange.send(
    status,
    { ...headers, ...(later ? { 'retry-after': later } : {}), 'content-type': 'application/problem+json' },
    JSON.stringify({
      type: `urn:kolony:problem:${code}`,
      title: code,
      status,
      code,
      detail: message,
      ...(field ? { field } : {}),
    }),
  );
}
