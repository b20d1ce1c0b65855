import { randomBytes } from 'node:crypto';
import { type Database, type Deps, inTransaction, type Prisma, sqlState } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope, SystemScope } from '@kolony/identity/schema';
import { after, DAY, KolonyError } from '@kolony/kernel';
import type { BrandDomain, SetDomain } from '../schema.ts';
import type { TxtLookup } from './txt-lookup.ts';

export type DomainDeps = Deps & { lookUpTxt: TxtLookup };

/** How long a proven host may be without its record before links go back to the tracker's own. */
const MISSING_FOR = 3 * DAY;

type Row = Prisma.BrandDomainGetPayload<object>;

export async function getDomain({ db }: Deps, scope: BrandScope): Promise<BrandDomain | null> {
  const row = await db.brandDomain.findUnique({ where: { brandId: scope.brandId } });
  return row && toDomain(row);
}

/**
 * Enters the host that the brand's links shall have; nothing is shown under it before the DNS says whose it is. The
 * same host again changes nothing. `links/host_taken`: another brand has proven it.
 */
export async function setDomain(deps: Deps, scope: BrandScope, { host }: SetDomain): Promise<BrandDomain> {
  const { brandId } = scope;
  return inTransaction(deps.db, async (tx) => {
    const before = await tx.brandDomain.findUnique({ where: { brandId } });
    if (before?.host === host) return toDomain(before);
    const proven = await tx.brandDomain.findFirst({ where: { host, verifiedAt: { not: null } } });
    if (proven) throw new KolonyError('links/host_taken', 'conflict', { field: 'host', host });
    const fresh = {
      host,
      proof: `kolony-verification=${randomBytes(16).toString('hex')}`,
      verifiedAt: null,
      missingSince: null,
      checkedAt: null,
      createdAt: deps.clock.now(),
    };
    const row = await tx.brandDomain.upsert({
      where: { brandId },
      create: { brandId, ...fresh },
      update: fresh,
    });
    await audit(tx, scope, { action: 'domain.entered', subject: host });
    return toDomain(row);
  });
}

/** Links go back to the tracker's own host; the old addresses there never stopped working. */
export async function removeDomain(deps: Deps, scope: BrandScope): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const { brandId } = scope;
    const row = await tx.brandDomain.findUnique({ where: { brandId } });
    if (!row) return;
    await tx.brandDomain.delete({ where: { brandId } });
    await audit(tx, scope, { action: 'domain.removed', subject: row.host });
  });
}

/**
 * Asks the DNS now. `found` null: it could not be asked; false: the record is not there (yet). `links/host_taken`:
 * another brand proved the host meanwhile.
 */
export async function verifyDomain(
  deps: DomainDeps,
  scope: BrandScope,
): Promise<{ domain: BrandDomain | null; found: boolean | null }> {
  const row = await deps.db.brandDomain.findUnique({ where: { brandId: scope.brandId } });
  const found = row && (await check(deps, scope, row));
  return { domain: await getDomain(deps, scope), found };
}

/** Asks the DNS for every host that was entered: proves what is new, and lets go what is no longer there. */
export async function recheckDomains(deps: DomainDeps, scope: SystemScope): Promise<number> {
  const rows = await deps.db.brandDomain.findMany({ orderBy: { brandId: 'asc' } });
  // One after the other: hosts are few, and a name server is asked politely.
  for (const row of rows)
    await check(deps, scope, row).catch((error: unknown) => {
      if (!(error instanceof KolonyError)) throw error;
    });
  return rows.length;
}

/** Whether the record is there, null when nobody could say; the row becomes what that means. */
async function check(
  deps: DomainDeps,
  scope: BrandScope | SystemScope,
  { brandId, host, proof, verifiedAt, missingSince }: Row,
): Promise<boolean | null> {
  const texts = await deps.lookUpTxt(recordName(host));
  if (texts === null) return null;
  const now = deps.clock.now();
  const found = texts.includes(proof);
  const lost =
    verifiedAt !== null && !found && missingSince !== null && after(missingSince, MISSING_FOR) <= now;
  const data = {
    checkedAt: now,
    verifiedAt: found ? (verifiedAt ?? now) : lost ? null : verifiedAt,
    missingSince: found || lost || verifiedAt === null ? null : (missingSince ?? now),
  };
  await save(deps.db, { brandId, host, proof }, data);
  if (found && !verifiedAt) await said(deps.db, scope, { action: 'domain.verified', host, brandId });
  if (lost) await said(deps.db, scope, { action: 'domain.lost', host, brandId });
  return found;
}

/** Only while it is still what was asked about. */
async function save(
  db: Database,
  row: Pick<Row, 'brandId' | 'host' | 'proof'>,
  data: Pick<Row, 'checkedAt' | 'verifiedAt' | 'missingSince'>,
): Promise<void> {
  try {
    await db.brandDomain.updateMany({ where: row, data });
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'P2002' && sqlState(error) !== '23505') throw error;
    throw new KolonyError('links/host_taken', 'conflict', { field: 'host', host: row.host });
  }
}

async function said(
  db: Database,
  scope: BrandScope | SystemScope,
  { action, host, brandId }: { action: string; host: string; brandId: string },
): Promise<void> {
  await inTransaction(db, (tx) => audit(tx, scope, { action, subject: host, brandId }));
}

const recordName = (host: string) => `_kolony.${host}`;

function toDomain({ host, proof, verifiedAt, missingSince, checkedAt }: Row): BrandDomain {
  return {
    host,
    record: { name: recordName(host), value: proof },
    verifiedAt,
    missingSince,
    checkedAt,
  };
}
