/** What went wrong, independent of transport; one table in web/rpc and one in apps/api map it to a status. */
export type ErrorKind =
  | 'invalid' // the request breaks a rule of its own; 400/422
  | 'unauthenticated' // 401
  | 'forbidden' // the caller is known but may not; 403
  | 'not_found' // also for what belongs to another tenant: existence is not leaked; 404
  | 'conflict' // the same key with another body, or a state that moved on; 409
  | 'insufficient' // money or quota does not suffice; 402/422
  | 'rate_limited' // 429
  | 'unavailable' // a store is away; 503 + Retry-After
  | 'internal'; // a defect; 500

/** A room's error: a stable code (`ledger/insufficient_funds`), a kind, and facts that are safe to show. */
export class KolonyError extends Error {
  readonly code: `${string}/${string}`;
  readonly kind: ErrorKind;
  /** Facts for the reader; `field` names the offending input field where there is one. */
  readonly facts: Readonly<Record<string, string | number | boolean>>;

  constructor(
    code: `${string}/${string}`,
    kind: ErrorKind,
    facts: Record<string, string | number | boolean> = {},
  ) {
    super(`${code} ${JSON.stringify(facts)}`);
    this.name = 'KolonyError';
    this.code = code;
    this.kind = kind;
    this.facts = facts;
  }
}

export function isKolonyError(error: unknown): error is KolonyError {
  return error instanceof KolonyError;
}

/** For lookups by index that the caller knows to be inside the bounds. */
export function present<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new KolonyError('kernel/missing', 'internal', { what });
  return value;
}
