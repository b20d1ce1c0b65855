import { accrueClicks, dealsPaidByClick, proposeGuarantees, raiseBudgetAlerts } from '@kolony/commissions';
import type { Deps } from '@kolony/db';
import { expireOffers, sendRateNotices } from '@kolony/deals';
import { systemScope } from '@kolony/identity';
import { countedClicks } from '@kolony/insights';
import { after, DAY, HOUR } from '@kolony/kernel';
import { prepareScheduled, submitPayouts } from '@kolony/payouts';
import type { Warehouse } from '@kolony/warehouse';

/** Late clicks of a day (a spool that was behind) are waited for so long before the day is counted. */
const SETTLED_AFTER = 2 * HOUR;
const ROUND = 500;

/** What time alone brings about in deals and budgets: offers lapse, rates are announced, guarantees fall due. */
export async function passTime(deps: Deps): Promise<number> {
  const scope = systemScope('worker');
  const lapsed = await expireOffers(deps, scope, { limit: ROUND });
  const announced = await sendRateNotices(deps, scope);
  const proposed = await proposeGuarantees(deps, scope);
  const alerts = await raiseBudgetAlerts(deps, scope);
  return lapsed + announced + proposed + alerts;
}

/** Prepares what schedules say, and hands approved payouts to their providers. */
export async function payOut(deps: Deps): Promise<number> {
  const scope = systemScope('worker');
  const prepared = await prepareScheduled(deps, scope);
  return prepared + (await submitPayouts(deps, scope, { limit: 100 }));
}

/** Books the closed days of deals that pay per click; a day that was booked is not asked for again. */
export async function bookClicks(deps: Deps & { warehouse: Warehouse }): Promise<number> {
  const scope = systemScope('worker');
  const until = after(deps.clock.now(), -SETTLED_AFTER);
  let booked = 0;
  for (const deal of await dealsPaidByClick(deps, scope)) {
    const from = deal.countedUntil ? after(new Date(`${deal.countedUntil}T00:00:00.000Z`), DAY) : deal.since;
    for (const { day, clicks } of await countedClicks(deps, scope, { ...deal, from, until })) {
      await accrueClicks(deps, scope, { dealId: deal.dealId, day, clicks });
      booked += 1;
    }
  }
  return booked;
}
