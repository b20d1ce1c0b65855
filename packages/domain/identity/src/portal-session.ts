import type { Deps } from '@kolony/db';
import { type AgencySession, openAgencySession } from './agency-session.ts';
import { type KolSession, openKolSession } from './kol-session.ts';

/** Whoever a portal cookie belongs to: a KOL or an agency, never both. */
export type PortalSession = KolSession | AgencySession;

export async function openPortalSession(deps: Deps, token: string): Promise<PortalSession | null> {
  return (await openKolSession(deps, token)) ?? (await openAgencySession(deps, token));
}
