import { brandScopeOf, systemScope } from '@kolony/identity';
import { KolonyError } from '@kolony/kernel';
import { sha256 } from '@kolony/kernel/hash';
import type { ReportDeps } from '../define-report.ts';
import { runReport } from '../run-report.ts';
import { ReportName } from '../schema.ts';

/** What whoever has the link sees: one report, and whose it is. */
export interface OpenedShare {
  brandName: string;
  timeZone: string;
  report: ReportName;
  answer: unknown;
  expiresAt: Date;
}

/**
 * Answers one share's own question, through a scope that was made for it. A token that nobody has, that is over or that
 * was taken back are the same: `reports/share_not_found`.
 */
export async function openShare(deps: ReportDeps, { token }: { token: string }): Promise<OpenedShare> {
  const share = await deps.db.reportShare.findFirst({
    where: { hash: sha256(token), revokedAt: null, expiresAt: { gt: deps.clock.now() } },
    include: { brand: { select: { name: true } } },
  });
  if (!share) throw new KolonyError('reports/share_not_found', 'not_found');
  const { id, brandId, question, expiresAt, brand } = share;
  const scope = await brandScopeOf(deps, systemScope(`share:${id}`), { brandId });
  const report = ReportName.parse(share.report);
  const { answer } = await runReport(deps, scope, { report, question });
  await deps.db.reportShare.updateMany({ where: { id, brandId }, data: { opened: { increment: 1 } } });
  return { brandName: brand.name, timeZone: scope.timeZone, report, answer, expiresAt };
}
