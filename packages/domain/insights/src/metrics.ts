import { mulDiv } from '@kolony/kernel';
import type { Performance } from './shapes/performance.ts';

/**
 * Every number of every report, defined once: the rollup it is counted in and the expression, with its meaning in
 * words. A report chooses a slice and a grouping; it never writes a sum of its own. What a single request or event
 * counts as, its own table says in columns of the same names, so each expression holds of the single rows too.
 */
export const METRICS = {
  clicks_by_quarter: {
    /** Every redirected request of a person, repeats included; HEAD, prefetch and bots are recorded, never counted. */
    rawClicks: 'sum(raw_clicks)',
    /** Repeats of one visitor on one link within a rolling 30 minutes counted once (decided when the click is taken). */
    clicks: 'sum(unique_clicks)',
    /** The part of `clicks` that scanned a QR code. */
    scans: 'sum(scans)',
    /** The part of `clicks` that came from the KOL's storefront or a bundle's page. */
    pageClicks: 'sum(page_clicks)',
  },
  orders_by_quarter: {
    /** Attributed orders placed. A cancelled order stays one: its money leaves through `refunded`. */
    orders: 'sum(placed_orders)',
    /** Value of the orders placed, as reported first. */
    placed: 'sum(placed)',
    /** Value of the orders whose payment was reported. */
    paid: 'sum(paid)',
    /** Value of the orders whose receipt was reported. */
    completed: 'sum(completed)',
    /** Value of the orders whose hold is over, less every refund of theirs, whenever it came. The headline. */
    settled: 'sum(settled)',
    /** Orders whose payment was reported, whose receipt was, and whose hold is over with something of them kept. */
    paidOrders: 'sum(paid_orders)',
    completedOrders: 'sum(completed_orders)',
    settledOrders: 'sum(settled_orders)',
    /** Value refunded, partly or in full, before or after the hold's end. */
    refunded: 'sum(refunded)',
  },
  commissions_by_quarter: {
    /** What the orders cost the brand so far: commissions accrued less what refunds took back. */
    cost: 'sum(cost)',
    /** The same for orders whose hold is over: released, less what refunds took back afterwards. */
    settledCost: 'sum(settled_delta)',
  },
} as const;

export type Metric = {
  [Rollup in keyof typeof METRICS]: keyof (typeof METRICS)[Rollup];
}[keyof typeof METRICS];

/** All metrics of one slice; minor units and counts. */
export type Figures = Record<Metric, number>;

export function noFigures(): Figures {
  return {
    rawClicks: 0,
    clicks: 0,
    scans: 0,
    pageClicks: 0,
    orders: 0,
    placed: 0,
    paid: 0,
    completed: 0,
    settled: 0,
    paidOrders: 0,
    completedOrders: 0,
    settledOrders: 0,
    refunded: 0,
    cost: 0,
    settledCost: 0,
  };
}

type Returned = Pick<Figures, 'settled' | 'settledCost'>;

/**
 * (settled GMV − settled cost) ÷ settled cost: what was earned on top of each unit spent, with the fees that fell due.
 * Null until an order's value is settled: a fee that was paid before is a cost, and not a loss of all of it.
 */
export function roiOf({ settled, settledCost }: Returned): number | null {
  return roasOf({ settled, settledCost }) === null ? null : (settled - settledCost) / settledCost;
}

/** Settled GMV ÷ settled cost; null when ROI is. */
export function roasOf({ settled, settledCost }: Returned): number | null {
  return settled > 0 ? ratio(settled, settledCost) : null;
}

/** `of` by `by`, null where there is nothing to divide by. */
export function ratio(of: number, by: number): number | null {
  return by > 0 ? of / by : null;
}

/** A slice as reports show it: its sums and every rate made of them. */
export function performanceOf(figures: Figures): Performance {
  const { orders, clicks, placed, refunded, cost, settledCost } = figures;
  const { paidOrders, completedOrders, settledOrders } = figures;
  return {
    ...trafficOf(figures),
    paidOrders,
    completedOrders,
    settledOrders,
    settledCost,
    roi: roiOf(figures),
    roas: roasOf(figures),
    cpa: orders > 0 ? mulDiv(cost, 1, orders) : null,
    aov: orders > 0 ? mulDiv(placed, 1, orders) : null,
    conversion: ratio(orders, clicks),
    refundRate: ratio(refunded, placed),
  };
}

/** Sums of the parts of a slice by one of their keys. Visitors who came to several parts count in each. */
export function sumBy<Part extends { figures: Figures }>(
  parts: readonly Part[],
  keyOf: (part: Part) => string,
): Map<string, Figures> {
  const sums = new Map<string, Figures>();
  for (const part of parts) {
    const sum = sums.get(keyOf(part)) ?? noFigures();
    for (const metric of Object.keys(sum) as Metric[]) sum[metric] += part.figures[metric];
    sums.set(keyOf(part), sum);
  }
  return sums;
}

/** The part of Traffic (schema) that every report shows for every slice. */
export function trafficOf({
  rawClicks,
  clicks,
  orders,
  placed,
  paid,
  completed,
  settled,
  refunded,
  cost,
}: Figures) {
  return { rawClicks, clicks, orders, gmv: { placed, paid, completed, settled, refunded }, cost };
}
