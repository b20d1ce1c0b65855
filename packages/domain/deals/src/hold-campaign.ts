import { CampaignState } from '@kolony/campaigns/schema';
import type { Tx } from '@kolony/db';
import { present } from '@kolony/kernel';

/**
 * The state of a deal's campaign, which cannot be closed before the transaction ends: closing takes FOR NO KEY UPDATE,
 * which waits for this. Others who only hold it do not wait for each other.
 */
export async function holdCampaign(tx: Tx, campaignId: string): Promise<CampaignState> {
  const [row] = await tx.$queryRaw<
    { state: string }[]
  >`SELECT state FROM campaigns WHERE id = ${campaignId} FOR SHARE`;
  return CampaignState.parse(present(row, 'campaign').state);
}
