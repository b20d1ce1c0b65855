import { listPostings } from '@kolony/deals';
import { type Posting as Posted, Posting } from '@kolony/deals/schema';
import { contentReport, resolveQuestion } from '@kolony/insights';
import { ContentFigures, PostingFigures, ReportQuestion } from '@kolony/insights/schema';
import { z } from 'zod';
import { defineReport } from './define-report.ts';

const ContentReport = ContentFigures.extend({
  /** Newest first; the newest two hundred. */
  postings: z.array(
    Posting.omit({ text: true }).extend({
      ...PostingFigures.shape,
      /** The word on the link in the post that its clicks are told by; null: by its days. */
      sub: z.string().nullable(),
      /** Fee and commissions ÷ clicks, ÷ orders; null without any. */
      costPerClick: z.int().nullable(),
      costPerOrder: z.int().nullable(),
    }),
  ),
});

const LISTED = 200;
/** As the tracker reads it off the address. */
const SUB = /[?&]sub1=([\w.-]{1,64})(?![\w.%-])/;

/** The word on the first tracked address in the post. */
export function subOf({ text, url }: Pick<Posted, 'text' | 'url'>): string | null {
  return SUB.exec(text)?.[1] ?? SUB.exec(url ?? '')?.[1] ?? null;
}

/** What each posting brought. */
export const content = defineReport({
  question: ReportQuestion.omit({ compare: true }),
  answer: ContentReport,
  async run(deps, scope, question) {
    const asked = resolveQuestion(question, { now: deps.clock.now(), timeZone: scope.timeZone });
    const postings = await listPostings(deps, scope, { ...asked, limit: LISTED });
    const figures = await contentReport(deps, scope, {
      ...asked,
      postings: postings.map((posting) => ({
        id: posting.submissionId,
        dealId: posting.dealId,
        since: posting.postedAt,
        until: posting.nextAt,
        sub: subOf(posting) ?? '',
      })),
    });
    return {
      ...figures,
      postings: postings.map((posting) => {
        const { text: _, ...shown } = posting;
        const brought = figures.postings[posting.submissionId];
        const none = { clicks: 0, orders: 0, placed: 0, settled: 0, commission: 0 };
        const { clicks, orders, placed, settled, commission } = brought ?? none;
        const cost = posting.fee + commission;
        return {
          ...shown,
          clicks,
          orders,
          placed,
          settled,
          commission,
          sub: subOf(posting),
          costPerClick: clicks > 0 ? Math.round(cost / clicks) : null,
          costPerOrder: orders > 0 ? Math.round(cost / orders) : null,
        };
      }),
    };
  },
  tables: ({ currency, postings }) => [
    {
      id: 'postings',
      currency,
      columns: [
        { id: 'posted', kind: 'datetime' },
        { id: 'kol', kind: 'text' },
        { id: 'campaign', kind: 'text' },
        { id: 'posting', kind: 'text' },
        { id: 'format', kind: 'text' },
        { id: 'url', kind: 'text' },
        { id: 'clicks', kind: 'count' },
        { id: 'orders', kind: 'count' },
        { id: 'placed', kind: 'money' },
        { id: 'settled', kind: 'money' },
        { id: 'commission', kind: 'money' },
        { id: 'fee', kind: 'money' },
        { id: 'costPerClick', kind: 'money' },
        { id: 'costPerOrder', kind: 'money' },
      ],
      rows: postings.map((posting) => [
        posting.postedAt.toISOString(),
        posting.displayName,
        posting.campaignName,
        posting.title,
        posting.format,
        posting.url,
        posting.clicks,
        posting.orders,
        posting.placed,
        posting.settled,
        posting.commission,
        posting.fee,
        posting.costPerClick,
        posting.costPerOrder,
      ]),
    },
  ],
});
