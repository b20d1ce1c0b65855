import { randomBytes } from 'node:crypto';
import { type Deps, inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { after, DAY, newId } from '@kolony/kernel';
import { sha256 } from '@kolony/kernel/hash';
import { makersOf } from '../makers-of.ts';
import { pinQuestion } from '../run-report.ts';
import { type NewShare, NewShare as Shape, type Share } from '../schema.ts';
import { toShare } from './share.ts';

/**
 * Makes a link to one report. The token is in the answer and nowhere else: only its SHA-256 is kept. Days that were
 * asked relatively are pinned, so that the link never shows more than its maker saw a question of.
 */
export async function createShare(
  deps: Deps,
  scope: BrandScope,
  input: NewShare,
): Promise<{ token: string; share: Share }> {
  const { report, question, days } = Shape.parse(input);
  const now = deps.clock.now();
  const token = randomBytes(32).toString('base64url');
  const pinned = pinQuestion({ report, question }, { now, timeZone: scope.timeZone });
  const row = await inTransaction(deps.db, async (tx) => {
    const created = await tx.reportShare.create({
      data: {
        id: newId('shr', now.getTime()),
        brandId: scope.brandId,
        hash: sha256(token),
        report,
        question: JSON.parse(JSON.stringify(pinned)),
        createdBy: scope.actor,
        createdAt: now,
        expiresAt: after(now, days * DAY),
      },
    });
    await audit(tx, scope, { action: 'report.shared', subject: created.id, facts: { report, days } });
    return created;
  });
  return { token, share: toShare(row, await makersOf(deps, [row])) };
}
