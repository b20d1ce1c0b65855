import { tryConversion } from '@kolony/commissions';
import { ConversionRequest, TestEvent } from '@kolony/rest/schema';
import { readOrder, refusedBody, toTestEvent } from '@kolony/rest/wire';
import { scopeOf } from '../authenticate.ts';
import type { ApiDeps, Typed } from '../deps.ts';
import { inTurn } from '../in-turn.ts';
import { newConversionOf } from './new-conversion.ts';

/** What POST /conversions would do with the same body, check by check; nothing is recorded. */
export function testEvents(server: Typed, deps: ApiDeps): void {
  // They hold the same locks as orders: many at once would wait for each other on all connections, and orders with them.
  const turn = inTurn();
  server.post(
    '/test-events',
    {
      config: { scope: 'conversions:write', limit: 'tests' },
      schema: { body: ConversionRequest, response: { 200: TestEvent } },
      // A body that is no order is an answer here: its first check fails.
      validatorCompiler: () => (value) => ({ value }),
    },
    async (request) => {
      const read = readOrder(request.body);
      if (!read.ok) return refusedBody(read.problem);
      const scope = scopeOf(request);
      const order = newConversionOf(deps, read.order);
      return toTestEvent(await turn(scope.brandId, () => tryConversion(deps, scope, order)));
    },
  );
}
