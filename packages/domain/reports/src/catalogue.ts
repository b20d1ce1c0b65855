import { attribution } from './attribution.ts';
import { funnel } from './funnel.ts';
import { kols } from './kols.ts';
import { overview } from './overview.ts';
import { products } from './products.ts';
import type { ReportName } from './schema.ts';
import { spend } from './spend.ts';

/** Every report there is. */
export const REPORTS = { overview, kols, attribution, funnel, products, spend } satisfies Record<
  ReportName,
  unknown
>;
