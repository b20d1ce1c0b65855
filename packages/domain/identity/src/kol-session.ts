import type { Deps } from '@kolony/db';
import { toChannel } from './channel.ts';
import { mintKolScope } from './mint.ts';
import type { KolMe, KolScope } from './schema.ts';
import { userOf } from './sessions.ts';

export interface KolSession {
  as: 'kol';
  scope: KolScope;
  me: KolMe;
}

/** The KOL that a portal cookie belongs to. */
export async function openKolSession(deps: Deps, token: string): Promise<KolSession | null> {
  const user = await userOf(deps, { token, app: 'portal' });
  if (!user) return null;
  const kol = await deps.db.kol.findUnique({
    where: { userId: user.id },
    include: { channels: { orderBy: { followers: 'desc' } } },
  });
  if (!kol) return null;
  const { id, handle, displayName, bio, timeZone } = kol;
  return {
    as: 'kol',
    scope: mintKolScope({ kolId: id, actor: `user:${user.id}`, timeZone }),
    me: {
      as: 'kol',
      user,
      kol: { id, handle, displayName, bio, timeZone },
      channels: kol.channels.map(toChannel),
    },
  };
}
