import type { ServerResponse } from 'node:http';

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
export function sendRefusal(response: ServerResponse, { status, code, message, field }: Refusal): void {
  if (status === 429 || status === 503) response.setHeader('retry-after', status === 429 ? '60' : '2');
  // The rest of what is too long is not read.
  if (status === 413) response.setHeader('connection', 'close');
  response.writeHead(status, { 'content-type': 'application/problem+json' });
  response.end(
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
