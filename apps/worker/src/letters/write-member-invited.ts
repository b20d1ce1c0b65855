import { readInvitation } from '@kolony/identity';
import { KolonyError } from '@kolony/kernel';
import { z } from 'zod';
import { writeInvitation } from './invitation.ts';
import type { Writer } from './letter.ts';

const Facts = z.object({ token: z.string() });

/** The link that the inviter can pass on as well; nothing when it was used, replaced or taken back meanwhile. */
export const writeMemberInvited: Writer = async (deps, _scope, facts) => {
  const { token } = Facts.parse(facts);
  const invited = await readInvitation(deps, { token }).catch((error: unknown) => {
    if (error instanceof KolonyError && error.kind === 'not_found') return null;
    throw error;
  });
  if (!invited) return null;
  const { workspace: brand, email: to } = invited;
  const link = new URL(`/join/${token}`, deps.urls.brand).href;
  return writeInvitation('member_invited', { to, names: { brand, campaign: '' }, link });
};
