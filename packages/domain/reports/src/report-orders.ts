import { kolNames } from '@kolony/deals';
import type { BrandScope } from '@kolony/identity/schema';
import { orderRows, resolveQuestion } from '@kolony/insights';
import type { OrderRow } from '@kolony/insights/schema';
import type { Page } from '@kolony/kernel';
import type { ReportDeps } from './define-report.ts';
import type { OrdersQuestion } from './schema.ts';

/** The orders behind a number of any report, newest first. `insights/bad_cursor`. */
export async function reportOrders(
  deps: ReportDeps,
  scope: BrandScope,
  question: OrdersQuestion,
): Promise<Page<OrderRow>> {
  const asked = resolveQuestion(question, { now: deps.clock.now(), timeZone: scope.timeZone });
  const names = await kolNames(deps, scope, { campaignId: asked.campaignId });
  return orderRows(deps, scope, { ...asked, names });
}
