import { type Deps, rehearseInSql } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { isKolonyError, present } from '@kolony/kernel';
import { checksOf } from './checks.ts';
import { answerOrders, type Earning, type Outcome } from './record-conversions.ts';
import type { Check, Explanation, NewConversion } from './schema.ts';

export interface Trial {
  /** What the shop would have been answered. */
  outcome: Outcome;
  checks: Check[];
  /** Why each commission of the outcome is what it is; of a replayed order none. */
  explanations: Explanation[];
}

/**
 * What would happen to this order, and why: it goes the whole way of `recordConversions`, through the same statements
 * and under the same locks and constraints, and is rolled back instead of committed. Nothing is recorded or told.
 */
export async function tryConversion(deps: Deps, scope: BrandScope, order: NewConversion): Promise<Trial> {
  const { outcomes, earned } = await answerOrders(deps, scope, { orders: [order], run: rehearseInSql });
  const outcome = present(outcomes[0], 'outcome');
  return {
    outcome,
    checks: checksOf(order, { outcome, earned }),
    explanations: earned.flatMap((earning) => explain(outcome, earning)),
  };
}

/** The same for many at once, in one transaction: what the first take from budgets and caps the next ones miss. */
export async function tryConversions(
  deps: Deps,
  scope: BrandScope,
  orders: readonly NewConversion[],
): Promise<Outcome[]> {
  return (await answerOrders(deps, scope, { orders, run: rehearseInSql })).outcomes;
}

function explain(outcome: Outcome, { rows, priced }: Earning): Explanation[] {
  if (isKolonyError(outcome)) return [];
  const nameOf = (party: string) => priced.legs.find(({ leg }) => leg.party === party)?.leg.name ?? party;
  return rows.map(({ id, derivation }) => ({
    commission: present(
      outcome.commissions.find((commission) => commission.id === id),
      'commission',
    ),
    derivation,
    decision: outcome.decision,
    refunds: [],
    legs: rows
      .filter((row) => row.id !== id)
      .map(({ party, amount }) => ({ party, name: nameOf(party), amount })),
    entries: [],
  }));
}
