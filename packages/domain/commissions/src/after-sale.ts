import { type Deps, inTransaction, type Tx } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { KolonyError, newId } from '@kolony/kernel';
import { type LockedConversion, lockConversion } from './conversion.ts';
import { startHolds } from './insert.ts';

export interface CaseEvent {
  orderId: string;
  /** The shop's own id of the case; the same id again changes nothing. */
  caseId: string;
  occurredAt: Date;
}

/** Sets when holds of the order end that have not ended yet. While an after-sale case is open they do not run. */
export async function moveHolds(
  tx: Tx,
  order: Pick<LockedConversion, 'frozenAt'>,
  holds: readonly { id: string; due: Date }[],
): Promise<void> {
  if (holds.length === 0) return;
  await tx.$executeRaw`
    UPDATE commissions c SET hold_until = r.due
    FROM jsonb_to_recordset(${JSON.stringify(holds)}::jsonb) AS r(id text, due timestamptz) WHERE c.id = r.id`;
  if (order.frozenAt === null) await startHolds(tx, holds);
}

/** Cases of our own: a shop can neither open nor close one. */
const OWN = 'check:';

/** The case that an order's check opens: its hold stands still until somebody at the brand decides. */
export function caseOfCheck(conversionId: string): string {
  return `${OWN}${conversionId}`;
}

/**
 * A return, exchange or dispute begins: while one is open nothing of the order becomes payable.
 * `commissions/order_not_found`, `commissions/case_conflict` (the case is another order's).
 */
export async function openAfterSaleCase(deps: Deps, scope: BrandScope, event: CaseEvent): Promise<void> {
  assertShops(event);
  await inTransaction(deps.db, async (tx) => {
    const order = await lockConversion(tx, scope, event.orderId);
    await openCase(tx, scope, { order, ...event });
  });
}

/**
 * The case is over: the countdown goes on where it stood, later by as long as it stood still. Other open cases keep it
 * frozen. `commissions/order_not_found`, `commissions/case_not_found`.
 */
export async function closeAfterSaleCase(deps: Deps, scope: BrandScope, event: CaseEvent): Promise<void> {
  assertShops(event);
  await inTransaction(deps.db, async (tx) => {
    const order = await lockConversion(tx, scope, event.orderId);
    await closeCase(tx, scope, { order, ...event });
  });
}

type Case = Omit<CaseEvent, 'orderId'> & { order: LockedConversion };

/** The same within a transaction that has locked the order. */
export async function openCase(tx: Tx, tenant: Tenant, { order, caseId, occurredAt }: Case): Promise<void> {
  const known = await findCase(tx, tenant, caseId);
  if (known) {
    if (known.conversionId !== order.id)
      throw new KolonyError('commissions/case_conflict', 'conflict', { case_id: caseId });
    return;
  }
  await tx.afterSaleCase.create({
    data: {
      id: newId('asc'),
      brandId: tenant.brandId,
      caseId,
      conversionId: order.id,
      openedAt: occurredAt,
    },
  });
  if (order.frozenAt !== null) return;
  await tx.conversion.update({ where: { id: order.id }, data: { frozenAt: occurredAt } });
  await tx.commissionHold.deleteMany({ where: { commission: { conversionId: order.id } } });
}

export async function closeCase(tx: Tx, tenant: Tenant, { order, caseId, occurredAt }: Case): Promise<void> {
  const known = await findCase(tx, tenant, caseId);
  if (!known || known.conversionId !== order.id)
    throw new KolonyError('commissions/case_not_found', 'not_found', { case_id: caseId });
  if (known.closedAt) return;
  await tx.afterSaleCase.update({ where: { id: known.id }, data: { closedAt: occurredAt } });
  const open = await tx.afterSaleCase.count({ where: { conversionId: order.id, closedAt: null } });
  if (open > 0 || order.frozenAt === null) return;
  // Received while it was open: there was no countdown to stand still before that.
  const from = Math.max(order.frozenAt.getTime(), order.completedAt?.getTime() ?? 0);
  const stood = Math.max(0, occurredAt.getTime() - from);
  await tx.conversion.update({ where: { id: order.id }, data: { frozenAt: null } });
  // An order that was only placed has no running hold; payment will start it.
  if (order.status === 'placed') return;
  const rows = await tx.commission.findMany({
    where: { conversionId: order.id, settledAt: null },
    select: { id: true, holdUntil: true },
  });
  await moveHolds(
    tx,
    { frozenAt: null },
    rows.map(({ id, holdUntil }) => ({ id, due: new Date(holdUntil.getTime() + stood) })),
  );
}

type Tenant = Pick<BrandScope, 'brandId'>;

/** A shop that names one of ours is told what it would be told of another order's. */
function assertShops({ caseId }: CaseEvent): void {
  if (caseId.startsWith(OWN))
    throw new KolonyError('commissions/case_conflict', 'conflict', { case_id: caseId });
}

async function findCase(tx: Tx, { brandId }: Tenant, caseId: string) {
  return tx.afterSaleCase.findUnique({ where: { brandId_caseId: { brandId, caseId } } });
}
