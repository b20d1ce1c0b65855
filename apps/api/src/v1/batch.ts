import type { Outcome } from '@kolony/commissions';
import { isKolonyError, KolonyError, present } from '@kolony/kernel';
import { BatchResult, MOST_LINES } from '@kolony/rest/schema';
import { type ReadOrder, readOrderText, refusal, toConversion } from '@kolony/rest/wire';
import { scopeOf } from '../authenticate.ts';
import type { ApiDeps, Typed } from '../deps.ts';
import { problemOf } from '../problem.ts';
import { newConversionOf } from './new-conversion.ts';
import type { OrderQueue } from './order-queue.ts';

const NDJSON = 'application/x-ndjson';
const BODY_LIMIT = 4 * 1024 * 1024;

interface Line {
  line: number;
  read: ReadOrder;
}

/**
 * Up to a thousand orders, one a line; each is answered as it would be alone, in order, and a broken one hinders no
 * other. They are committed in groups. The request itself may be sent again: its lines are replayed.
 */
export function batch(server: Typed, deps: ApiDeps, queue: OrderQueue): void {
  server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      [NDJSON, 'application/ndjson', 'application/jsonl'],
      { parseAs: 'string', bodyLimit: BODY_LIMIT },
      (_request, body, done) => done(null, body),
    );
    scope.post<{ Body: string | undefined }>(
      '/conversions/batch',
      {
        config: { scope: 'conversions:write' },
        bodyLimit: BODY_LIMIT,
        schema: { response: { 207: { content: { [NDJSON]: { schema: BatchResult } } } } },
      },
      async (request, reply) => {
        const lines = readLines(request.body ?? '');
        const brand = scopeOf(request);
        deps.rateLimiter.count(brand.actor, reply, { kind: 'lines', count: lines.length });
        const orders = lines.flatMap(({ read }) => (read.ok ? newConversionOf(deps, read.order) : []));
        const settled = await Promise.allSettled(queue.recordAll(brand, orders));
        const answers = settled[Symbol.iterator]();
        const results = lines.map(({ line, read }) =>
          read.ok
            ? resultOf(line, present(answers.next().value, 'outcome'))
            : { line, status: read.problem.status, problem: read.problem },
        );
        return reply
          .code(207)
          .type(NDJSON)
          .send(results.map((result) => `${JSON.stringify(result)}\n`).join(''));
      },
    );
  });
}

/** `api/empty_batch`, `api/too_many_lines` {limit}. Empty lines are no lines. */
function readLines(body: string): Line[] {
  const lines = body
    .split('\n')
    .flatMap((text, index) => (text.trim() === '' ? [] : { line: index + 1, text }));
  if (lines.length === 0) throw new KolonyError('api/empty_batch', 'invalid');
  if (lines.length > MOST_LINES)
    throw new KolonyError('api/too_many_lines', 'invalid', { limit: MOST_LINES, lines: lines.length });
  return lines.map(({ line, text }) => ({ line, read: readOrderText(text) }));
}

function resultOf(line: number, settled: PromiseSettledResult<Outcome>): BatchResult {
  const said = settled.status === 'fulfilled' ? settled.value : settled.reason;
  if (settled.status === 'rejected' || isKolonyError(said)) {
    const problem = isKolonyError(said) ? refusal(said) : problemOf(said, 'an order of a batch');
    return { line, status: problem.status, problem };
  }
  return { line, status: said.replayed ? 200 : 201, body: toConversion(said) };
}
