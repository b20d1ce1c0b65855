import type { BrandScope } from '@kolony/identity/schema';
import { View } from '../schema.ts';

export function toView(row: { owner: string; report: string }, { actor }: BrandScope): View {
  return View.parse({ ...row, own: row.owner === actor });
}
