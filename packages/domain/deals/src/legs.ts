import { mulDiv } from '@kolony/kernel';
import type { PartnerAgency } from './offer.ts';
import { Leg } from './schema.ts';

/** All commissions of a deal together, in basis points. */
const WHOLE = 10_000;

export interface LegParties {
  kol: { id: string; displayName: string };
  /** Named in the Terms: their parts of the whole. */
  partners: readonly PartnerAgency[];
  /** The agency that the KOL belongs to at this moment: its part of what the KOL would get alone. */
  ownAgency: PartnerAgency | null;
}

/**
 * Who shares every commission of the deal, the KOL first; shares sum to 10,000. The KOL's own agency is paid from the
 * KOL's share, rounded half away from zero; one that the Terms name too has one leg with both parts.
 */
export function legsOf({ kol, partners, ownAgency }: LegParties): Leg[] {
  const alone = WHOLE - partners.reduce((sum, { shareBp }) => sum + shareBp, 0);
  const fromKol = ownAgency ? mulDiv(alone, ownAgency.shareBp, WHOLE) : 0;
  const agencies = new Map<string, Leg>();
  for (const agency of [
    ...partners,
    ...(ownAgency && fromKol > 0 ? [{ ...ownAgency, shareBp: fromKol }] : []),
  ]) {
    const party = `agency:${agency.id}`;
    const shareBp = agency.shareBp + (agencies.get(party)?.shareBp ?? 0);
    agencies.set(party, { party, kind: Leg.shape.kind.parse(agency.kind), name: agency.name, shareBp });
  }
  const own: Leg = { party: `kol:${kol.id}`, kind: 'kol', name: kol.displayName, shareBp: alone - fromKol };
  return [own, ...agencies.values()];
}
