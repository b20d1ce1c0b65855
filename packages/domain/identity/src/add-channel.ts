import { type Deps, inTransaction } from '@kolony/db';
import { KolonyError, newId } from '@kolony/kernel';
import { audit } from './audit.ts';
import { toChannel } from './channel.ts';
import type { Channel, KolScope, NewChannel } from './schema.ts';
import { orTaken } from './taken.ts';

/** `identity/channel_taken`: a platform account belongs to one KOL. */
export async function addChannel(deps: Deps, scope: KolScope, input: NewChannel): Promise<Channel> {
  const id = newId('chn');
  const { platform, handle, url, followers, niche } = input;
  return orTaken(
    inTransaction(deps.db, async (tx) => {
      const row = await tx.channel.create({
        data: { id, kolId: scope.kolId, platform, handle, url, followers, niche },
      });
      await audit(tx, scope, { action: 'channel.added', subject: id, facts: { platform } });
      return toChannel(row);
    }),
    () => new KolonyError('identity/channel_taken', 'conflict', { field: 'handle' }),
  );
}
