import type { BrandScope } from '@kolony/identity/schema';
import { orderRows } from '@kolony/insights';
import type { OrderRow } from '@kolony/insights/schema';
import { askedOrders } from './asked-orders.ts';
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
  const asked = await askedOrders(deps, scope, question);
  let cursor: string | null = null;
  do {
    const page = await orderRows(deps, scope, {
      ...asked,
      limit: PAGE,
      ...(cursor ? { cursor } : {}),
    });
    yield page.data;
    cursor = page.nextCursor;
  } while (cursor);
}
