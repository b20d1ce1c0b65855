import type { Problem } from './schema.ts';

/** The API said no: its problem, by code. What is worth trying again has been tried again before this is thrown. */
export class KolonyApiError extends Error {
  readonly status: number;
  /** Stable: `conversion/conflict`, `api/invalid_request`; `rest/unreadable` when a proxy answered instead. */
  readonly code: string;
  /** The offending input, in the body's own words. */
  readonly field: string | undefined;
  readonly facts: NonNullable<Problem['facts']>;

  constructor({
    status,
    code,
    detail,
    field,
    facts = {},
  }: Pick<Problem, 'status' | 'code' | 'detail' | 'field' | 'facts'>) {
    super(`${status} ${code}${field ? ` (${field})` : ''}: ${detail}`);
    this.name = 'KolonyApiError';
    this.status = status;
    this.code = code;
    this.field = field;
    this.facts = facts;
  }
}
