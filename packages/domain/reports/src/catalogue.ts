import { attribution } from './attribution.ts';
import { codes } from './codes.ts';
import { content } from './content.ts';
import { customers } from './customers.ts';
import { funnel } from './funnel.ts';
import { kols } from './kols.ts';
import { overview } from './overview.ts';
import { products } from './products.ts';
import { quality } from './quality.ts';
import type { ReportName } from './schema.ts';
import { spend } from './spend.ts';
import { timing } from './timing.ts';
import { traffic } from './traffic.ts';

/** Every report there is. */
export const REPORTS = {
  overview,
  kols,
  attribution,
  funnel,
  products,
  customers,
  timing,
  traffic,
  codes,
  quality,
  content,
  spend,
} satisfies Record<ReportName, unknown>;
