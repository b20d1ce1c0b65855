import type { BrandScope } from '@kolony/identity/schema';
import { View } from '../schema.ts';

/** With whether it is the reader's default; what else the row has is not shown. */
export const withDefault = ({ actor }: BrandScope) => ({ defaults: { where: { owner: actor } } });

export function toView(
  row: { owner: string; report: string; defaults: readonly unknown[] },
  { actor }: BrandScope,
): View {
  return View.parse({ ...row, own: row.owner === actor, default: row.defaults.length > 0 });
}

/** Those that somebody may open: its own, and what others share with the workspace. */
export const openTo = ({ brandId, actor }: BrandScope) => ({
  brandId,
  OR: [{ owner: actor }, { shared: true }],
});
