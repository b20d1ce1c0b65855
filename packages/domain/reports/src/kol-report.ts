import { kolCampaigns, listPostings } from '@kolony/deals';
import type { KolScope } from '@kolony/identity/schema';
import { contentReport, ownReport, resolveQuestion } from '@kolony/insights';
import { linkLabels } from '@kolony/links';
import { toldApart } from './content.ts';
import type { ReportDeps } from './define-report.ts';
import type { KolQuestion, KolReport } from './schema.ts';

const POSTINGS = 100;

/**
 * A KOL's own slice, over all of its deals or one campaign's: the same definitions as the brand's reports, so both read
 * the same numbers. Amounts are of one currency: the campaign's, the asked one, or the newest deal's.
 */
export async function kolReport(
  deps: ReportDeps,
  scope: KolScope,
  question: KolQuestion,
): Promise<KolReport> {
  const campaigns = await kolCampaigns(deps, scope);
  const currency =
    campaigns.find(({ id }) => id === question.campaignId)?.currency ??
    question.currency ??
    campaigns[0]?.currency ??
    'CNY';
  const asked = {
    ...resolveQuestion(question, { now: deps.clock.now(), timeZone: scope.timeZone }),
    currency,
  };
  const [own, postings] = await Promise.all([
    ownReport(deps, scope, asked),
    listPostings(deps, scope, { ...asked, limit: POSTINGS }),
  ]);
  const [labels, content] = await Promise.all([
    linkLabels(
      deps,
      scope,
      own.links.map(({ linkId }) => linkId),
    ),
    contentReport(deps, scope, { ...asked, postings: toldApart(postings) }),
  ]);
  const names = new Map(campaigns.map(({ id, name }) => [id, name]));
  return {
    ...own,
    choices: campaigns,
    campaigns: own.campaigns.map((row) => ({ ...row, name: names.get(row.campaignId) ?? row.campaignId })),
    links: own.links.map((link) => {
      const { slug = '', label = '' } = labels.get(link.linkId) ?? {};
      return { ...link, slug, label };
    }),
    postings: postings.map(({ submissionId, dealId, title, format, url, postedAt }) => {
      const { clicks = 0, orders = 0, commission = 0 } = content.postings[submissionId] ?? {};
      return { submissionId, dealId, title, format, url, postedAt, clicks, orders, commission };
    }),
  };
}
