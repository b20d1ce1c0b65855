import { kolNames } from '@kolony/deals';
import type { BrandScope } from '@kolony/identity/schema';
import { orderRows, resolveQuestion } from '@kolony/insights';
import type { OrderRow } from '@kolony/insights/schema';
import type { ReportDeps } from './define-report.ts';
import type { OrdersQuestion } from './schema.ts';

/** Orders that are asked for at once, and all that is in memory of an export. */
const PAGE = 2_000;

/** All orders behind a number, newest first, a page at a time as they are taken. */
export async function* orderStream(
  deps: ReportDeps,
  scope: BrandScope,
  question: Omit<OrdersQuestion, 'cursor' | 'limit'>,
): AsyncGenerator<OrderRow[]> {
  const asked = resolveQuestion(question, { now: deps.clock.now(), timeZone: scope.timeZone });
  const names = await kolNames(deps, scope, { campaignId: asked.campaignId });
  let cursor: string | null = null;
  do {
    const page = await orderRows(deps, scope, {
      ...asked,
      names,
      limit: PAGE,
      ...(cursor ? { cursor } : {}),
    });
    yield page.data;
    cursor = page.nextCursor;
  } while (cursor);
}
