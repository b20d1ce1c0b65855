/**
 * Every number of every report, defined once: the table it is counted in and the expression, with its meaning in
 * words. A report chooses a slice and a grouping; it never writes a sum of its own.
 */
export const METRICS = {
  clicks: {
    /** Every redirected request of a person, repeats included; HEAD, prefetch and bots are recorded, never counted. */
    rawClicks: 'count()',
    /** Repeats of one visitor on one link within a rolling 30 minutes counted once (decided when the click is taken). */
    clicks: 'countIf(NOT repeat)',
    /** The part of `clicks` that scanned a QR code. */
    scans: "countIf(NOT repeat AND medium = 'qr')",
    /** The part of `clicks` that came from the KOL's storefront or a bundle's page. */
    pageClicks: "countIf(NOT repeat AND medium IN ('storefront', 'bundle'))",
    /** Different visitors; who may not be recognised is in none. */
    visitors: "uniqExactIf(visitor, visitor != '')",
  },
  order_events: {
    /** Attributed orders placed. A cancelled order stays one: its money leaves through `refunded`. */
    orders: "sumIf(orders, event = 'placed')",
    /** Value of the orders placed, as reported first. */
    placed: "sumIf(amount, event = 'placed')",
    /** Value of the orders whose payment was reported. */
    paid: "sumIf(amount, event = 'paid')",
    /** Value of the orders whose receipt was reported. */
    completed: "sumIf(amount, event = 'completed')",
    /** Value of the orders whose hold is over, less every refund of theirs, whenever it came. The headline. */
    settled: "sumIf(amount, event = 'settled')",
    /** Value refunded, partly or in full, before or after the hold's end. */
    refunded: "sumIf(amount, event = 'refunded')",
  },
  commission_events: {
    /** What the orders cost the brand so far: commissions accrued less what refunds took back. */
    cost: "sumIf(amount, event = 'accrued') - sumIf(amount, event = 'reversed')",
    /** The same for orders whose hold is over: released, less what refunds took back afterwards. */
    settledCost: 'sum(settled_delta)',
  },
} as const;

export type MetricTable = keyof typeof METRICS;
export type Metric = { [T in MetricTable]: keyof (typeof METRICS)[T] }[MetricTable];

/** All metrics of one slice; minor units and counts. */
export type Figures = Record<Metric, number>;

export function noFigures(): Figures {
  return {
    rawClicks: 0,
    clicks: 0,
    scans: 0,
    pageClicks: 0,
    visitors: 0,
    orders: 0,
    placed: 0,
    paid: 0,
    completed: 0,
    settled: 0,
    refunded: 0,
    cost: 0,
    settledCost: 0,
  };
}

/**
 * (settled GMV − settled cost) ÷ settled cost: what was earned on top of each unit spent, both sides measured on the
 * same settled orders. Null while nothing is settled: an ROI of nothing is not zero.
 */
export function roiOf({ settled, settledCost }: Pick<Figures, 'settled' | 'settledCost'>): number | null {
  return settledCost > 0 ? (settled - settledCost) / settledCost : null;
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
