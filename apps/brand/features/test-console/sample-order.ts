import type { Visit } from './visit-step.tsx';

/** The body of an order after the visit, as a shop's server would send it. */
export function sampleOrder(visit: Visit | null): string {
  const at = visit?.at ?? new Date();
  const order = {
    order_id: `TEST-${at.getTime().toString(36)}`,
    amount: 20_000,
    currency: visit?.currency ?? 'CNY',
    occurred_at: at.toISOString(),
    status: 'paid',
    ...(visit?.clickId ? { click_id: visit.clickId } : {}),
  };
  return JSON.stringify(order, null, 2);
}
