import type { Deps } from '@kolony/db';
import { mintAgencyScope } from './mint.ts';
import { AgencyKind, type AgencyMe, type AgencyScope } from './schema.ts';
import { userOf } from './sessions.ts';

export interface AgencySession {
  as: 'agency';
  scope: AgencyScope;
  me: AgencyMe;
}

/** The agency that a portal cookie belongs to. */
export async function openAgencySession(deps: Deps, token: string): Promise<AgencySession | null> {
  const user = await userOf(deps, { token, app: 'portal' });
  if (!user) return null;
  const agency = await deps.db.agency.findUnique({ where: { userId: user.id } });
  if (!agency) return null;
  const { id, name, kind, timeZone } = agency;
  return {
    as: 'agency',
    scope: mintAgencyScope({ agencyId: id, actor: `user:${user.id}`, timeZone }),
    me: { as: 'agency', user, agency: { id, name, kind: AgencyKind.parse(kind), timeZone } },
  };
}
