import { type TermsRules, tierBase } from '@kolony/campaigns/schema';
import { mulDiv } from '@kolony/kernel';

/** What a deal has brought: orders that were not refunded in full, and their GMV net of refunds, minor units. */
export interface Brought {
  orders: number;
  gmv: number;
}

export interface Reward {
  tier: number;
  bonus: number;
  /** tier + bonus */
  total: number;
}

type RewardRules = Pick<TermsRules, 'earnings' | 'tiers' | 'bonuses'>;

/**
 * What tiers and bonuses give on top of the commissions of single orders, as a function of settled figures alone: so a
 * refund that drops a tier takes back exactly what reaching it gave, whatever came in between. Minor units.
 */
export function rewardFor(rules: RewardRules, brought: Brought): Reward {
  const tier = tierReward(rules, brought);
  const bonus = (rules.bonuses ?? [])
    .filter(({ by, reach }) => (by === 'gmv' ? brought.gmv : brought.orders) >= reach)
    .reduce((sum, { amount }) => sum + amount, 0);
  return { tier, bonus, total: tier + bonus };
}

export function hasRewards(rules: RewardRules): boolean {
  return rules.tiers !== undefined || rules.bonuses !== undefined;
}

/**
 * By GMV a step raises the percentage, by orders the amount per order; what counts is the difference to the general
 * rate. Retroactive: the step reached is for everything. Otherwise each step is for what lies above it only.
 */
function tierReward({ earnings, tiers }: RewardRules, { orders, gmv }: Brought): number {
  const base = tierBase({ earnings, tiers });
  if (!tiers || base === null) return 0;
  const steps =
    tiers.by === 'gmv'
      ? tiers.steps.map(({ from, rateBp }) => ({ from, above: from, raise: rateBp - base }))
      : tiers.steps.map(({ from, amount }) => ({ from, above: from - 1, raise: amount - base }));
  const reached = tiers.by === 'gmv' ? gmv : orders;
  const give = (quantity: number, raise: number) =>
    tiers.by === 'gmv' ? mulDiv(quantity, raise, 10_000) : quantity * raise;
  if (tiers.retroactive) {
    const step = steps.findLast(({ from }) => reached >= from);
    return step ? give(reached, step.raise) : 0;
  }
  return steps.reduce((sum, { above, raise }, index) => {
    const until = Math.min(reached, steps[index + 1]?.above ?? reached);
    return until > above ? sum + give(until - above, raise) : sum;
  }, 0);
}
