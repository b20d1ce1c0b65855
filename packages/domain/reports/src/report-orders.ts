import type { BrandScope } from '@kolony/identity/schema';
import { orderRows } from '@kolony/insights';
import type { OrderRow } from '@kolony/insights/schema';
import type { Page } from '@kolony/kernel';
import { askedOrders } from './asked-orders.ts';
import type { ReportDeps } from './define-report.ts';
import type { OrdersQuestion } from './schema.ts';

/** The orders behind a number of any report, newest first. `insights/bad_cursor`. */
export async function reportOrders(
  deps: ReportDeps,
  scope: BrandScope,
  question: OrdersQuestion,
): Promise<Page<OrderRow>> {
  return orderRows(deps, scope, await askedOrders(deps, scope, question));
}
