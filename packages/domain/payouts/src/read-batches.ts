import type { Deps, Prisma } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { Currency, KolonyError, minor, type Page, toPage } from '@kolony/kernel';
import { fourEyes } from './four-eyes.ts';
import type { PayoutQuery } from './read-payouts.ts';
import { PayoutBatch, Provider } from './schema.ts';
import { selectPayouts } from './select-payouts.ts';

/** A batch brings all its payouts, so a page has few of them. */
const MAX_PAGE = 20;

/** The brand's batches, newest first. */
export async function listBatches(
  deps: Deps,
  scope: BrandScope,
  { cursor, limit = MAX_PAGE }: PayoutQuery,
): Promise<Page<PayoutBatch>> {
  const size = Math.min(limit, MAX_PAGE);
  const rows = await select(deps, scope, { where: cursor ? { id: { lt: cursor } } : {}, take: size + 1 });
  return toPage(rows, size, (row) => row.id);
}

/** One batch as this member sees it: whether they may approve it depends on who prepared it. `payouts/batch_not_found` */
export async function readBatch(deps: Deps, scope: BrandScope, { id }: { id: string }): Promise<PayoutBatch> {
  const [batch] = await select(deps, scope, { where: { id }, take: 1 });
  if (!batch) throw new KolonyError('payouts/batch_not_found', 'not_found', { id });
  return batch;
}

async function select(
  { db, clock }: Deps,
  scope: BrandScope,
  { where, take }: { where: Prisma.PayoutBatchWhereInput; take: number },
): Promise<PayoutBatch[]> {
  const { brandId } = scope;
  const rows = await db.payoutBatch.findMany({
    where: { ...where, brandId },
    take,
    orderBy: { id: 'desc' },
  });
  const payouts = Map.groupBy(
    await selectPayouts(db, { brandId, batchId: { in: rows.map((row) => row.id) } }),
    (payout) => payout.batchId,
  );
  const names = await memberNames(
    { db },
    rows.flatMap((row) => [row.createdBy, row.approvedBy ?? '']),
  );
  const now = clock.now();
  const batches: PayoutBatch[] = [];
  for (const row of rows) {
    const { id, createdBy } = row;
    const currency = Currency.parse(row.currency);
    const total = minor(row.total);
    const guarded = row.state === 'proposed' && createdBy.startsWith('user:');
    const limits = guarded ? await fourEyes(db, { id, brandId, currency, total, createdBy }, now) : null;
    batches.push({
      id,
      state: PayoutBatch.shape.state.parse(row.state),
      currency,
      provider: Provider.parse(row.provider),
      total,
      payouts: (payouts.get(id) ?? []).sort((a, b) => a.payee.name.localeCompare(b.payee.name)),
      createdAt: row.createdAt,
      createdBy,
      createdByName: names.get(createdBy) ?? null,
      approvedAt: row.approvedAt,
      approvedBy: row.approvedBy,
      approvedByName: row.approvedBy ? (names.get(row.approvedBy) ?? null) : null,
      fourEyesAbove: limits?.above ? limits.limit : null,
      needsAnother: createdBy === scope.actor && limits?.above === true,
    });
  }
  return batches;
}

/** Members by how they are written down as actors. */
async function memberNames(
  { db }: Pick<Deps, 'db'>,
  actors: readonly string[],
): Promise<Map<string, string>> {
  const ids = actors.filter((actor) => actor.startsWith('user:')).map((actor) => actor.slice(5));
  const users = await db.user.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
  });
  return new Map(users.map(({ id, name }) => [`user:${id}`, name]));
}
