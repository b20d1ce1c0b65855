import { LEAK } from '@kolony/commissions/schema';
import { kolNames } from '@kolony/deals';
import { codesReport } from '@kolony/insights';
import { CodeFigures, CodesFigures, LinkFigures, ReportQuestion } from '@kolony/insights/schema';
import { linkLabels } from '@kolony/links';
import { z } from 'zod';
import { defineReport } from './define-report.ts';
import { sameRows } from './same-rows.ts';
import { tableOf } from './table-of.ts';

const CodesReport = CodesFigures.extend({
  links: z.array(
    LinkFigures.extend({
      displayName: z.string(),
      slug: z.string(),
      label: z.string(),
      /** The link's own words; an address may carry others. */
      subIds: z.array(z.string()),
    }),
  ),
  codes: z.array(
    CodeFigures.extend({
      displayName: z.string(),
      /** Of its orders, those without a click: as the coupons' alarm judges, over the asked days. */
      leaking: z.boolean(),
    }),
  ),
});

type LinkRow = z.infer<typeof CodesReport>['links'][number];
type CodeRow = z.infer<typeof CodesReport>['codes'][number];

/** A link that moved to another deal is another row. */
const linkOf = ({ linkId, dealId }: LinkRow) => `${linkId} ${dealId}`;
const codeOf = ({ code, dealId }: CodeRow) => `${code} ${dealId}`;

/** The words on a link's addresses, a row each. */
const subsOf = (links: readonly LinkRow[]) =>
  links.flatMap((link) => link.subs.map((row) => ({ ...row, label: link.label, link: linkOf(link) })));

/** What each link, each word on it and each code brought. */
export const codes = defineReport({
  question: ReportQuestion,
  answer: CodesReport,
  async read(deps, scope, asked) {
    const [names, report] = await Promise.all([
      kolNames(deps, scope, { campaignId: asked.campaignId }),
      codesReport(deps, scope, asked),
    ]);
    const labels = await linkLabels(
      deps,
      scope,
      report.links.map(({ linkId }) => linkId),
    );
    return {
      ...report,
      links: report.links.map((link) => {
        const { slug = '', label = '', subIds = [] } = labels.get(link.linkId) ?? {};
        return { ...link, displayName: names.get(link.kolId) ?? link.kolId, slug, label, subIds };
      }),
      codes: report.codes.map((code) => ({
        ...code,
        displayName: names.get(code.kolId) ?? code.kolId,
        leaking: code.withoutClick >= LEAK.orders && code.withoutClick * 10_000 >= code.orders * LEAK.shareBp,
      })),
    };
  },
  beside: (earlier, now) => ({
    ...earlier,
    links: sameRows(earlier.links, now.links, linkOf),
    codes: sameRows(earlier.codes, now.codes, codeOf),
  }),
  tables: ({ currency, links, codes: all }, earlier) => [
    tableOf({
      id: 'links',
      currency,
      rows: links,
      beside: earlier && { rows: earlier.links, nameOf: linkOf },
      columns: [
        { id: 'kol', kind: 'text', of: ({ displayName }) => displayName },
        { id: 'link', kind: 'text', of: ({ label }) => label },
        { id: 'slug', kind: 'text', of: ({ slug }) => slug },
        { id: 'clicks', kind: 'count', of: ({ clicks }) => clicks },
        { id: 'scans', kind: 'count', of: ({ scans }) => scans },
        { id: 'pageClicks', kind: 'count', of: ({ pageClicks }) => pageClicks },
        { id: 'visitors', kind: 'count', of: ({ visitors }) => visitors },
        { id: 'orders', kind: 'count', of: ({ orders }) => orders },
        { id: 'conversion', kind: 'ratio', of: ({ conversion }) => conversion },
        { id: 'placed', kind: 'money', of: ({ placed }) => placed },
        { id: 'settled', kind: 'money', of: ({ settled }) => settled },
        { id: 'refundRate', kind: 'ratio', of: ({ refundRate }) => refundRate },
        { id: 'cost', kind: 'money', of: ({ cost }) => cost },
        { id: 'first', kind: 'datetime', of: ({ firstAt }) => firstAt?.toISOString() ?? null },
        { id: 'last', kind: 'datetime', of: ({ lastAt }) => lastAt?.toISOString() ?? null },
      ],
    }),
    tableOf({
      id: 'codes',
      currency,
      rows: all,
      beside: earlier && { rows: earlier.codes, nameOf: codeOf },
      columns: [
        { id: 'kol', kind: 'text', of: ({ displayName }) => displayName },
        { id: 'code', kind: 'text', of: ({ code }) => code },
        { id: 'orders', kind: 'count', of: ({ orders }) => orders },
        { id: 'withoutClick', kind: 'count', of: ({ withoutClick }) => withoutClick },
        { id: 'placed', kind: 'money', of: ({ placed }) => placed },
        { id: 'settled', kind: 'money', of: ({ settled }) => settled },
        { id: 'refundRate', kind: 'ratio', of: ({ refundRate }) => refundRate },
        { id: 'cost', kind: 'money', of: ({ cost }) => cost },
        { id: 'first', kind: 'datetime', of: ({ firstAt }) => firstAt.toISOString() },
        { id: 'last', kind: 'datetime', of: ({ lastAt }) => lastAt.toISOString() },
      ],
    }),
    tableOf({
      id: 'subs',
      currency,
      rows: subsOf(links),
      beside: earlier && {
        rows: subsOf(earlier.links),
        nameOf: ({ link, subs }) => [link, ...subs].join(' '),
      },
      columns: [
        { id: 'link', kind: 'text', of: ({ label }) => label },
        { id: 'sub1', kind: 'text', of: ({ subs }) => subs[0] ?? '' },
        { id: 'sub2', kind: 'text', of: ({ subs }) => subs[1] ?? '' },
        { id: 'sub3', kind: 'text', of: ({ subs }) => subs[2] ?? '' },
        { id: 'clicks', kind: 'count', of: ({ clicks }) => clicks },
        { id: 'orders', kind: 'count', of: ({ orders }) => orders },
        { id: 'placed', kind: 'money', of: ({ placed }) => placed },
      ],
    }),
  ],
});
