import type { BrandScope } from '@kolony/identity/schema';
import type { Warehouse } from '@kolony/warehouse';
import { kindsOf } from './click-kinds.ts';
import { type Asked, brandSlice } from './question.ts';
import type { TrafficReport } from './shapes/visits.ts';
import { traitsOf } from './traits.ts';

/** "Who comes, from where, and which of them buy?" */
export async function trafficReport(
  { warehouse }: { warehouse: Warehouse },
  scope: BrandScope,
  asked: Asked,
): Promise<TrafficReport> {
  const { currency, period, timeZone } = asked;
  const slice = brandSlice('traffic', scope, asked);
  const [kinds, traits] = await Promise.all([kindsOf(warehouse, slice), traitsOf(warehouse, slice, asked)]);
  return { currency, period, timeZone, kinds, traits };
}
