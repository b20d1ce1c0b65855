import type { Deps } from '@kolony/db';
import { partyOf } from '@kolony/identity';
import type { PayeeScope } from '@kolony/identity/schema';
import { profilesOf } from './profile.ts';
import type { PayoutProfile } from './schema.ts';

/** The party's own view of where its money goes. */
export async function readProfile({ db }: Deps, scope: PayeeScope): Promise<PayoutProfile> {
  const party = partyOf(scope);
  return (await profilesOf(db, [party])).get(party);
}
