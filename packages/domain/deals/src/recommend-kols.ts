import { DeliverableFormat } from '@kolony/campaigns/schema';
import type { Database, Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { KolonyError } from '@kolony/kernel';
import type { Recommendation } from './schema.ts';
import { type Candidate, scoreKol } from './score-kol.ts';

const SHOWN = 10;
/** Scored at most; whoever has neither niche, record nor followers among so many is not among the ten. */
const CONSIDERED = 500;

/**
 * The ten KOLs without a deal on the campaign who fit it best, and why; equal scores in the order of handles.
 * `campaigns/campaign_not_found`
 */
export async function recommendKols(
  { db }: Deps,
  scope: BrandScope,
  { campaignId }: { campaignId: string },
): Promise<Recommendation[]> {
  const campaign = await db.campaign.findFirst({
    where: { id: campaignId, brandId: scope.brandId },
    select: { name: true, brief: true, deliverables: { select: { format: true } } },
  });
  if (!campaign) throw new KolonyError('campaigns/campaign_not_found', 'not_found', { id: campaignId });
  const text = `${campaign.name}\n${campaign.brief}`;
  const formats = campaign.deliverables.map(({ format }) => DeliverableFormat.parse(format));
  const candidates = await findCandidates(db, { campaignId, text });
  return candidates
    .map((candidate) => scoreKol({ text, formats }, candidate))
    .sort((a, b) => b.score - a.score || (a.kol.handle < b.kol.handle ? -1 : 1))
    .slice(0, SHOWN);
}

async function findCandidates(
  db: Database,
  { campaignId, text }: { campaignId: string; text: string },
): Promise<Candidate[]> {
  const rows = await db.$queryRaw<
    {
      id: string;
      handle: string;
      display_name: string;
      deals_done: bigint;
      channels: Candidate['channels'][number][];
    }[]
  >`
    SELECT k.id, k.handle, k.display_name, done.deals AS deals_done, own.channels
    FROM kols k
    CROSS JOIN LATERAL (
      SELECT jsonb_agg(jsonb_build_object('platform', c.platform, 'niche', c.niche, 'followers', c.followers) ORDER BY c.id) AS channels,
        sum(c.followers) AS followers,
        bool_or(EXISTS (
          SELECT FROM regexp_split_to_table(lower(c.niche), '[^[:alnum:]]+') AS word
          WHERE word <> '' AND position(word IN ${text.toLowerCase()}) > 0
        )) AS fits
      FROM channels c WHERE c.kol_id = k.id
    ) own
    CROSS JOIN LATERAL (
      SELECT count(*) AS deals FROM deals d WHERE d.kol_id = k.id AND d.state = 'ended'
    ) done
    WHERE own.channels IS NOT NULL
      AND NOT EXISTS (SELECT FROM deals d WHERE d.kol_id = k.id AND d.campaign_id = ${campaignId})
    ORDER BY own.fits DESC, done.deals DESC, own.followers DESC, k.id
    LIMIT ${CONSIDERED}`;
  return rows.map(({ id, handle, display_name: displayName, deals_done: done, channels }) => {
    return { kol: { id, handle, displayName }, channels, dealsDone: Number(done) };
  });
}
