import { LEAK } from '@kolony/commissions/schema';
import { kolNames } from '@kolony/deals';
import { codesReport, resolveQuestion } from '@kolony/insights';
import { CodeFigures, CodesFigures, LinkFigures, ReportQuestion } from '@kolony/insights/schema';
import { linkLabels } from '@kolony/links';
import { z } from 'zod';
import { defineReport } from './define-report.ts';

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

/** What each link, each word on it and each code brought. */
export const codes = defineReport({
  question: ReportQuestion.omit({ compare: true }),
  answer: CodesReport,
  async run(deps, scope, question) {
    const asked = resolveQuestion(question, { now: deps.clock.now(), timeZone: scope.timeZone });
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
  tables: ({ currency, links, codes: all }) => [
    {
      id: 'links',
      currency,
      columns: [
        { id: 'kol', kind: 'text' },
        { id: 'link', kind: 'text' },
        { id: 'slug', kind: 'text' },
        { id: 'clicks', kind: 'count' },
        { id: 'scans', kind: 'count' },
        { id: 'pageClicks', kind: 'count' },
        { id: 'visitors', kind: 'count' },
        { id: 'orders', kind: 'count' },
        { id: 'conversion', kind: 'ratio' },
        { id: 'placed', kind: 'money' },
        { id: 'settled', kind: 'money' },
        { id: 'refundRate', kind: 'ratio' },
        { id: 'cost', kind: 'money' },
        { id: 'first', kind: 'datetime' },
        { id: 'last', kind: 'datetime' },
      ],
      rows: links.map((link) => [
        link.displayName,
        link.label,
        link.slug,
        link.clicks,
        link.scans,
        link.pageClicks,
        link.visitors,
        link.orders,
        link.conversion,
        link.placed,
        link.settled,
        link.refundRate,
        link.cost,
        link.firstAt?.toISOString() ?? null,
        link.lastAt?.toISOString() ?? null,
      ]),
    },
    {
      id: 'codes',
      currency,
      columns: [
        { id: 'kol', kind: 'text' },
        { id: 'code', kind: 'text' },
        { id: 'orders', kind: 'count' },
        { id: 'withoutClick', kind: 'count' },
        { id: 'placed', kind: 'money' },
        { id: 'settled', kind: 'money' },
        { id: 'refundRate', kind: 'ratio' },
        { id: 'cost', kind: 'money' },
        { id: 'first', kind: 'datetime' },
        { id: 'last', kind: 'datetime' },
      ],
      rows: all.map((code) => [
        code.displayName,
        code.code,
        code.orders,
        code.withoutClick,
        code.placed,
        code.settled,
        code.refundRate,
        code.cost,
        code.firstAt.toISOString(),
        code.lastAt.toISOString(),
      ]),
    },
    {
      id: 'subs',
      currency,
      columns: [
        { id: 'link', kind: 'text' },
        { id: 'sub1', kind: 'text' },
        { id: 'sub2', kind: 'text' },
        { id: 'sub3', kind: 'text' },
        { id: 'clicks', kind: 'count' },
        { id: 'orders', kind: 'count' },
        { id: 'placed', kind: 'money' },
      ],
      rows: links.flatMap(({ label, subs: subsOfLink }) =>
        subsOfLink.map(({ subs, clicks, orders, placed }) => [
          label,
          subs[0] ?? '',
          subs[1] ?? '',
          subs[2] ?? '',
          clicks,
          orders,
          placed,
        ]),
      ),
    },
  ],
});
