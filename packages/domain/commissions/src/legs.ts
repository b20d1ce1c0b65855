import type { Tx } from '@kolony/db';
import { minor, present } from '@kolony/kernel';
import { whereabouts } from '@kolony/ledger';
import { type CommissionRow, netOf, type Places } from './commission.ts';
import { netLegs } from './net.ts';
import { Derivation } from './schema.ts';

/** All legs of what one deal earned from one source, with what each is worth now. */
export interface Legs {
  dealId: string;
  sourceKey: string;
  campaignId: string;
  kolId: string;
  /** The KOL's own leg, which carries the deal's facts. */
  kol: CommissionRow;
  rows: { row: CommissionRow; shareBp: number; places: Places; net: number }[];
  /** Before any reversal. */
  outlay: number;
  /** What each order line contributed, before caps. */
  contributed: readonly number[];
}

/** Groups commissions into the deals and sources they are legs of, in the order of the deals' ids; refused ones left out. */
export async function legsOf(tx: Tx, commissions: readonly CommissionRow[]): Promise<Legs[]> {
  const funded = commissions.filter((row) => row.refused_for === null);
  const places = await whereabouts(
    tx,
    funded.map((row) => row.id),
  );
  const groups = Map.groupBy(funded, (row) => `${row.deal_id}|${row.source_key}`);
  return [...groups.values()]
    .map((rows): Legs => {
      const kol = present(
        rows.find((row) => row.party === `kol:${row.kol_id}`),
        'the KOL’s leg',
      );
      return {
        dealId: kol.deal_id,
        sourceKey: kol.source_key,
        campaignId: kol.campaign_id,
        kolId: kol.kol_id,
        kol,
        outlay: minor(kol.outlay),
        contributed: Derivation.parse(kol.derivation).lines,
        rows: rows
          .map((row) => {
            const at = places.get(row.id) ?? new Map<string, number>();
            return { row, shareBp: shareOf(row), places: at, net: netOf(at) };
          })
          // As in the Terms: the KOL first, then by share as written; the rounding depends on it.
          .sort((a, b) => positionOf(a.row) - positionOf(b.row)),
      };
    })
    .sort((a, b) => (a.dealId < b.dealId ? -1 : 1));
}

function legStep(row: CommissionRow) {
  const step = Derivation.parse(row.derivation).steps.find((candidate) => candidate.kind === 'leg');
  return step?.kind === 'leg' ? step : null;
}
const shareOf = (row: CommissionRow) => legStep(row)?.shareBp ?? 0;
const positionOf = (row: CommissionRow) => legStep(row)?.position ?? 0;

/** How much each leg changes when all of them together are to be worth `outlay`: below zero is taken back. */
export function changesTo(legs: Legs, outlay: number): { leg: Legs['rows'][number]; delta: number }[] {
  const targets = netLegs(
    outlay,
    legs.rows.map((row) => row.shareBp),
  );
  return legs.rows.map((leg, at) => ({ leg, delta: (targets[at] ?? 0) - leg.net }));
}
