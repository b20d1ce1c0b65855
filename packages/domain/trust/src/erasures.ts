import type { Deps, Tx } from '@kolony/db';
import type { BrandScope, SystemScope } from '@kolony/identity/schema';
import { newId } from '@kolony/kernel';
import type { Warehouse } from '@kolony/warehouse';
import { z } from 'zod';
import type { Erasure } from './schema.ts';

/** What stands for somebody who was forgotten: random, so nobody can compute whom. */
export function newToken(): string {
  return newId('ers');
}

/** Notes that ClickHouse has to forget somebody; the subject is kept only until it has. Returns the erasure's id. */
export async function noteErasure(
  tx: Tx,
  { brandId }: BrandScope,
  of: {
    kind: Erasure['kind'];
    subject: string;
    token: string;
    /** Clicks of the customer's orders. */
    clickIds: readonly string[];
    now: Date;
  },
): Promise<string> {
  const { kind, subject, token, clickIds, now } = of;
  const id = newId('era');
  await tx.erasure.create({
    data: { id, brandId, kind, subject, token, clickIds: [...clickIds], requestedAt: now },
  });
  return id;
}

/** The brand's erasures, newest first: that and when, not whom. */
export async function listErasures({ db }: Deps, { brandId }: BrandScope): Promise<Erasure[]> {
  const rows = await db.erasure.findMany({
    where: { brandId },
    orderBy: [{ requestedAt: 'desc' }, { id: 'desc' }],
    take: 50,
  });
  return rows.map(({ id, kind, requestedAt, doneAt }) => ({
    id,
    kind: kind === 'customer' ? 'customer' : 'visitor',
    requestedAt,
    doneAt,
  }));
}

/**
 * Forgets in ClickHouse whom brands asked to forget: the customer's id becomes the token, visitors and network hashes of
 * their clicks become nothing. Facts on their way there are waited for. Returns how many erasures are done.
 */
export async function finishErasures(
  { db, clock, warehouse }: Deps & { warehouse: Warehouse },
  _scope: SystemScope,
): Promise<number> {
  const open = await db.erasure.findMany({
    where: { doneAt: null },
    orderBy: { requestedAt: 'asc' },
    take: 20,
  });
  let done = 0;
  for (const { id, brandId, kind, subject, token, clickIds } of open) {
    if (subject === null) continue;
    if (kind === 'customer') {
      const [waiting] = await db.$queryRaw<{ is: boolean }[]>`
        SELECT EXISTS (SELECT FROM outbox
          WHERE row->>'brand_id' = ${brandId} AND row->>'customer_id' = ${subject}) AS is`;
      if (waiting?.is) continue;
      await renameCustomer(warehouse, { brandId, subject, token });
      await forgetVisitors(warehouse, {
        brandId,
        visitors: [],
        clickIds: z.array(z.string()).parse(clickIds),
      });
    } else await forgetVisitors(warehouse, { brandId, visitors: [subject], clickIds: [] });
    await db.erasure.update({
      where: { id },
      data: { doneAt: clock.now(), subject: null, clickIds: [] },
    });
    done += 1;
  }
  return done;
}

/** Text for a statement that takes no parameters: nothing of it can be anything but text. */
const text = (value: string) => `unhex('${Buffer.from(value).toString('hex')}')`;
const list = (values: readonly string[]) => `[${values.map(text).join(', ')}]`;
/** Done when it is done, on every server. */
const NOW = 'SETTINGS mutations_sync = 2';

async function renameCustomer(
  warehouse: Warehouse,
  { brandId, subject, token }: { brandId: string; subject: string; token: string },
): Promise<void> {
  for (const table of ['order_events', 'order_touches'])
    await warehouse.command(
      `ALTER TABLE ${table} UPDATE customer_id = ${text(token)}
     WHERE brand_id = ${text(brandId)} AND customer_id = ${text(subject)} ${NOW}`,
    );
}

const Visitor = z.object({ visitor: z.string() });

/** The visitors themselves and those of the clicks, wherever they clicked or looked at the brand's. */
async function forgetVisitors(
  warehouse: Warehouse,
  of: { brandId: string; visitors: readonly string[]; clickIds: readonly string[] },
): Promise<void> {
  const { brandId, clickIds } = of;
  if (clickIds.length === 0 && of.visitors.length === 0) return;
  const found =
    clickIds.length === 0
      ? []
      : await warehouse.query({
          name: 'erasure.visitors',
          brandId,
          sql: `
            SELECT DISTINCT visitor FROM clicks
            WHERE brand_id = {brand:String} AND click_id IN {clicks:Array(String)} AND visitor != ''
            UNION DISTINCT SELECT DISTINCT visitor FROM site_events
            WHERE brand_id = {brand:String} AND hasAny(touches, {clicks:Array(String)}) AND visitor != ''`,
          params: { brand: brandId, clicks: [...clickIds] },
          row: Visitor,
        });
  const visitors = [...of.visitors, ...found.map(({ visitor }) => visitor)];
  await warehouse.command(
    `ALTER TABLE clicks UPDATE visitor = '', network_hash = ''
     WHERE brand_id = ${text(brandId)} AND (has(${list(visitors)}, visitor) OR has(${list(clickIds)}, click_id)) ${NOW}`,
  );
  await warehouse.command(
    `ALTER TABLE site_events UPDATE visitor = '', order_id = ''
     WHERE brand_id = ${text(brandId)} AND (has(${list(visitors)}, visitor) OR hasAny(touches, ${list(clickIds)})) ${NOW}`,
  );
}
