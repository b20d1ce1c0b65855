import { ClickHouseError } from '@clickhouse/client';
import { KolonyError } from '@kolony/kernel';

/** The server answers, and what it says means "later": busy, restarting, no keeper, read-only, too many parts, disk full. */
const LATER = new Set(['202', '209', '210', '225', '236', '242', '243', '252', '279', '999']);

/**
 * `warehouse/unavailable` when the server is away or asks to come back, else `warehouse/query_failed` with
 * ClickHouse's code and type. Its message may quote data, so it is the cause and not a fact.
 */
export function failure(name: string, cause: unknown): KolonyError {
  const error =
    cause instanceof ClickHouseError && !LATER.has(cause.code)
      ? new KolonyError('warehouse/query_failed', 'internal', {
          name,
          code: Number(cause.code),
          type: cause.type ?? '',
        })
      : new KolonyError('warehouse/unavailable', 'unavailable', { name });
  error.cause = cause;
  return error;
}
