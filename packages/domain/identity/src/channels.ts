import { type Deps, inTransaction } from '@kolony/db';
import { KolonyError, newId } from '@kolony/kernel';
import { audit } from './audit.ts';
import { type Channel, type KolScope, type NewChannel, Platform } from './schema.ts';
import { orTaken } from './user.ts';

export function toChannel(row: { id: string; platform: string; handle: string; url: string; followers: number; niche: string }): Channel {
  const { id, platform, handle, url, followers, niche } = row;
  return { id, platform: Platform.parse(platform), handle, url, followers, niche };
}

/** `identity/channel_taken`: a platform account belongs to one KOL. */
export async function addChannel(deps: Deps, scope: KolScope, input: NewChannel): Promise<Channel> {
  const id = newId('chn');
  return orTaken(
    inTransaction(deps.db, async (tx) => {
      const row = await tx.channel.create({ data: { id, kolId: scope.kolId, ...input } });
      await audit(tx, scope, { action: 'channel.added', subject: id, facts: { platform: input.platform } });
      return toChannel(row);
    }),
    new KolonyError('identity/channel_taken', 'conflict', { field: 'handle' }),
  );
}
