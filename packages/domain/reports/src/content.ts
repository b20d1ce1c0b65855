import { listPostings } from '@kolony/deals';
import { type Posting as Posted, Posting } from '@kolony/deals/schema';
import { type AskedPosting, contentReport } from '@kolony/insights';
import { ContentFigures, PostingFigures, ReportQuestion } from '@kolony/insights/schema';
import { z } from 'zod';
import { defineReport } from './define-report.ts';
import { type ColumnOf, tableOf } from './table-of.ts';

/** Fee and commissions ÷ clicks, ÷ orders; null without any. */
const Costs = z.object({
  /** Of milestones that a posting releases; what went back to the brand is not in it. */
  fee: z.int(),
  costPerClick: z.int().nullable(),
  costPerOrder: z.int().nullable(),
});

const ContentReport = ContentFigures.extend({
  /** Of all postings of the days, a thousand at most. */
  total: PostingFigures.extend({ ...Costs.shape, postings: z.int() }),
  /** Newest first; the newest two hundred. */
  postings: z.array(
    Posting.omit({ text: true }).extend({
      ...PostingFigures.shape,
      ...Costs.shape,
      /** The word on the link in the post that its clicks are told by; null: by its days. */
      sub: z.string().nullable(),
    }),
  ),
});

const LISTED = 200;
/** Postings that are summed, and told apart from each other: the newest. */
export const TOLD_APART = 1_000;
/** As the tracker reads it off the address. */
const SUB = /[?&]sub1=([\w.-]{1,64})(?![\w.%-])/;

/** The word on the first tracked address in the post. */
function subOf({ text, url }: Pick<Posted, 'text' | 'url'>): string | null {
  return SUB.exec(text)?.[1] ?? SUB.exec(url ?? '')?.[1] ?? null;
}

/** Postings as their clicks are told apart. */
export function toldApart(postings: readonly Posted[]): AskedPosting[] {
  return postings.map((posting) => ({
    id: posting.submissionId,
    dealId: posting.dealId,
    since: posting.postedAt,
    until: posting.nextAt,
    sub: subOf(posting) ?? '',
  }));
}

/** What each posting brought. */
export const content = defineReport({
  question: ReportQuestion,
  answer: ContentReport,
  async read(deps, scope, asked) {
    const postings = await listPostings(deps, scope, { ...asked, limit: TOLD_APART });
    const figures = await contentReport(deps, scope, { ...asked, postings: toldApart(postings) });
    const rows = postings.map((posting) => {
      const { text: _, ...shown } = posting;
      const brought = costed({ ...(figures.postings[posting.submissionId] ?? NOTHING), fee: posting.fee });
      return { ...shown, ...brought, sub: subOf(posting) };
    });
    const sumOf = (figure: keyof typeof NOTHING | 'fee') => rows.reduce((sum, row) => sum + row[figure], 0);
    const total = costed({
      clicks: sumOf('clicks'),
      orders: sumOf('orders'),
      placed: sumOf('placed'),
      settled: sumOf('settled'),
      commission: sumOf('commission'),
      fee: sumOf('fee'),
    });
    return { ...figures, total: { ...total, postings: rows.length }, postings: rows.slice(0, LISTED) };
  },
  // A posting went up once: the compared days have others, and only the sums stand beside each other.
  beside: (earlier) => ({ ...earlier, postings: [] }),
  tables: ({ currency, postings, total }, earlier) => [
    tableOf<Row>({
      id: 'postings',
      currency,
      rows: postings,
      columns: [
        { id: 'posted', kind: 'datetime', of: ({ postedAt }) => postedAt.toISOString() },
        { id: 'kol', kind: 'text', of: ({ displayName }) => displayName },
        { id: 'campaign', kind: 'text', of: ({ campaignName }) => campaignName },
        { id: 'posting', kind: 'text', of: ({ title }) => title },
        { id: 'format', kind: 'text', of: ({ format }) => format },
        { id: 'url', kind: 'text', of: ({ url }) => url },
        ...broughtColumns<Row>(),
      ],
    }),
    tableOf({
      id: 'total',
      currency,
      rows: [total],
      beside: earlier && { rows: [earlier.total], nameOf: () => '' },
      columns: [
        { id: 'postings', kind: 'count', of: (row) => row.postings },
        ...broughtColumns<typeof total>(),
      ],
    }),
  ],
});

type Row = z.infer<typeof ContentReport>['postings'][number];
type Brought = PostingFigures & z.infer<typeof Costs>;

const NOTHING: PostingFigures = { clicks: 0, orders: 0, placed: 0, settled: 0, commission: 0 };

function costed(figures: PostingFigures & { fee: number }): Brought {
  const { clicks, orders, commission, fee } = figures;
  const per = (count: number) => (count > 0 ? Math.round((fee + commission) / count) : null);
  return { ...figures, costPerClick: per(clicks), costPerOrder: per(orders) };
}

function broughtColumns<Of extends Brought>(): ColumnOf<Of>[] {
  return [
    { id: 'clicks', kind: 'count', of: ({ clicks }) => clicks },
    { id: 'orders', kind: 'count', of: ({ orders }) => orders },
    { id: 'placed', kind: 'money', of: ({ placed }) => placed },
    { id: 'settled', kind: 'money', of: ({ settled }) => settled },
    { id: 'commission', kind: 'money', of: ({ commission }) => commission },
    { id: 'fee', kind: 'money', of: ({ fee }) => fee },
    { id: 'costPerClick', kind: 'money', of: ({ costPerClick }) => costPerClick },
    { id: 'costPerOrder', kind: 'money', of: ({ costPerOrder }) => costPerOrder },
  ];
}
