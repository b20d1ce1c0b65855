import type { Exchange } from '../front/exchange.ts';

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

/** RFC 9457, as the REST API says it. */
export function sendRefusal(
  exchange: Exchange,
  { status, code, message, field }: Refusal,
  headers: readonly string[],
): void {
  const later = status === 429 ? ['retry-after', '60'] : status === 503 ? ['retry-after', '2'] : [];
  exchange.send(
    status,
    [...headers, ...later, 'content-type', 'application/problem+json'],
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
