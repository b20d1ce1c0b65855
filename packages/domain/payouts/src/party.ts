import type { Database, Tx } from '@kolony/db';
import type { BrandScope, SystemScope } from '@kolony/identity/schema';
import type { PayeeName } from './schema.ts';

/** Whose books are written, by whose clock, and who is written down as having done it. */
export interface Acting {
  scope: BrandScope | SystemScope;
  brandId: string;
  /** The brand's: months, years and schedules follow it. */
  timeZone: string;
  /** user:<id>, or system:schedule */
  actor: string;
}

export function acting(scope: BrandScope): Acting {
  return { scope, brandId: scope.brandId, timeZone: scope.timeZone, actor: scope.actor };
}

const idOf = (party: string) => party.slice(party.indexOf(':') + 1);

/** The parties' public names, by party. */
export async function payeeNames(
  db: Database | Tx,
  parties: readonly string[],
): Promise<Map<string, PayeeName>> {
  const unique = [...new Set(parties)];
  const ids = (kind: string) => unique.filter((party) => party.startsWith(`${kind}:`)).map(idOf);
  const kols = await db.kol.findMany({
    where: { id: { in: ids('kol') } },
    select: { id: true, displayName: true },
  });
  const agencies = await db.agency.findMany({
    where: { id: { in: ids('agency') } },
    select: { id: true, name: true },
  });
  const names = new Map([
    ...kols.map(({ id, displayName }): [string, string] => [`kol:${id}`, displayName]),
    ...agencies.map(({ id, name }): [string, string] => [`agency:${id}`, name]),
  ]);
  return new Map(
    unique.map((party) => [
      party,
      { party, kind: party.startsWith('agency:') ? 'agency' : 'kol', name: names.get(party) ?? '' },
    ]),
  );
}
