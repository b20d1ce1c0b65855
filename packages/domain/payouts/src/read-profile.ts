import type { Deps } from '@kolony/db';
import type { AgencyScope, KolScope } from '@kolony/identity/schema';
import { partyOf } from './party.ts';
import { profilesOf } from './profile.ts';
import type { PayoutProfile } from './schema.ts';

/** The party's own view of where its money goes. */
export async function readProfile({ db }: Deps, scope: KolScope | AgencyScope): Promise<PayoutProfile> {
  const party = partyOf(scope);
  return (await profilesOf(db, [party])).get(party);
}
