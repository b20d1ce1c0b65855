import type { BrandScope } from '@kolony/identity/schema';
import { KolonyError } from '@kolony/kernel';

/** The member behind a scope: mails go to people. `reports/not_a_member` for a process or an API key. */
export function readerOf({ brandId, actor }: BrandScope): { brandId: string; userId: string } {
  const [, userId] = /^user:(.+)$/.exec(actor) ?? [];
  if (!userId) throw new KolonyError('reports/not_a_member', 'forbidden');
  return { brandId, userId };
}
