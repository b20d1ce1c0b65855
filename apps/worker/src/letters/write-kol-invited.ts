import { readKolInvitation } from '@kolony/deals';
import { writeInvitation } from './invitation.ts';
import type { Writer } from './letter.ts';

/** A KOL learns of an offer; nothing when it was answered or withdrawn meanwhile. */
export const writeKolInvited: Writer = async (deps, scope, facts) => {
  const invitation = await readKolInvitation(deps, scope, facts);
  if (!invitation) return null;
  const { address: to, brandName: brand, campaignName: campaign, dealId } = invitation;
  const link = new URL(`/deals/${dealId}`, deps.urls.portal).href;
  return writeInvitation('kol_invited', { to, names: { brand, campaign }, link });
};
