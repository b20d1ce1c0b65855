import { attribution } from './attribution.ts';
import type { ReportName } from './schema.ts';

/** Every report there is. */
export const REPORTS = { attribution } satisfies Record<ReportName, unknown>;
