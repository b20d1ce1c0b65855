import { type Deps, rehearseInSql } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { present } from '@kolony/kernel';
import { checksOf } from './checks.ts';
import { answerOrders, type Outcome } from './record-conversions.ts';
import type { Check, Derivation, NewConversion } from './schema.ts';

export interface Trial {
  /** What the shop would have been answered. */
  outcome: Outcome;
  checks: Check[];
  /** How each commission of the outcome came about, by its id; of a replayed order none. */
  derivations: ReadonlyMap<string, Derivation>;
}

/**
 * What would happen to this order, and why: it goes the whole way of `recordConversions`, through the same statements
 * and under the same locks and constraints, and is rolled back instead of committed. Nothing is recorded or told.
 */
export async function tryConversion(deps: Deps, scope: BrandScope, order: NewConversion): Promise<Trial> {
  const { outcomes, earned } = await answerOrders(deps, scope, { orders: [order], run: rehearseInSql });
  const outcome = present(outcomes[0], 'outcome');
  const rows = earned.flatMap((earning) => earning.rows);
  return {
    outcome,
    checks: checksOf(order, { outcome, earned }),
    derivations: new Map(rows.map(({ id, derivation }) => [id, derivation])),
  };
}
