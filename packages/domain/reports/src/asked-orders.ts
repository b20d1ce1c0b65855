import { kolNames, listPostings } from '@kolony/deals';
import type { BrandScope } from '@kolony/identity/schema';
import { resolveQuestion } from '@kolony/insights';
import { TOLD_APART, toldApart } from './content.ts';
import type { ReportDeps } from './define-report.ts';
import type { OrdersQuestion } from './schema.ts';

/** A question of orders with what PostgreSQL knows of it: days by name, KOLs' names, the postings to tell one from. */
export async function askedOrders<Q extends Omit<OrdersQuestion, 'cursor' | 'limit'>>(
  deps: ReportDeps,
  scope: BrandScope,
  question: Q,
) {
  const asked = resolveQuestion(question, { now: deps.clock.now(), timeZone: scope.timeZone });
  const [names, postings] = await Promise.all([
    kolNames(deps, scope, { campaignId: asked.campaignId }),
    question.filter.posting === undefined ? [] : listPostings(deps, scope, { ...asked, limit: TOLD_APART }),
  ]);
  return { ...asked, names, postings: toldApart(postings) };
}
