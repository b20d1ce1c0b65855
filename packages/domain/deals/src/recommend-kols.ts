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
    WITH niches AS (
      SELECT n.niche, EXISTS (
        SELECT FROM regexp_split_to_table(lower(n.niche), '[^[:alnum:]]+') AS word
        WHERE word <> '' AND position(word IN ${text.toLowerCase()}) > 0
      ) AS fits
      FROM (SELECT DISTINCT niche FROM channels) n
    ), own AS (
      SELECT c.kol_id, sum(c.followers) AS followers, bool_or(n.fits) AS fits
      FROM channels c JOIN niches n USING (niche) GROUP BY c.kol_id
    ), done AS (
      SELECT kol_id, count(*) AS deals FROM deals WHERE state = 'ended' GROUP BY kol_id
    ), best AS (
      SELECT k.id, k.handle, k.display_name, coalesce(done.deals, 0) AS deals_done, own.fits, own.followers
      FROM kols k JOIN own ON own.kol_id = k.id LEFT JOIN done ON done.kol_id = k.id
      WHERE NOT EXISTS (SELECT FROM deals d WHERE d.kol_id = k.id AND d.campaign_id = ${campaignId})
      ORDER BY own.fits DESC, deals_done DESC, own.followers DESC, k.id
      LIMIT ${CONSIDERED}
    )
    SELECT best.id, best.handle, best.display_name, best.deals_done, (
      SELECT jsonb_agg(jsonb_build_object('platform', c.platform, 'niche', c.niche, 'followers', c.followers) ORDER BY c.id)
      FROM channels c WHERE c.kol_id = best.id
    ) AS channels
    FROM best`;
  return rows.map(({ id, handle, display_name: displayName, deals_done: done, channels }) => {
    return { kol: { id, handle, displayName }, channels, dealsDone: Number(done) };
  });
}
