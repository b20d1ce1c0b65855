import { trafficReport } from '@kolony/insights';
import { ClickTrait, ReportQuestion, TrafficReport } from '@kolony/insights/schema';
import { defineReport } from './define-report.ts';
import { sameRows } from './same-rows.ts';
import { tableOf } from './table-of.ts';

type Traits = TrafficReport['traits'];
type TraitRow = Traits['by'][ClickTrait][number];

const nameOf = ({ value }: TraitRow) => value;
const rowsOf = ({ by }: Traits) =>
  ClickTrait.options.flatMap((trait) => by[trait].map((row) => ({ trait, ...row })));

/** Who comes, from where, and which of them buy. */
export const traffic = defineReport({
  question: ReportQuestion,
  answer: TrafficReport,
  read: trafficReport,
  beside(earlier, now) {
    const same = (trait: ClickTrait) => sameRows(earlier.traits.by[trait], now.traits.by[trait], nameOf);
    return {
      ...earlier,
      traits: {
        ...earlier.traits,
        by: {
          country: same('country'),
          device: same('device'),
          platform: same('platform'),
          referrer: same('referrer'),
          medium: same('medium'),
          language: same('language'),
          consent: same('consent'),
        },
      },
    };
  },
  tables: ({ currency, kinds, traits }, earlier) => [
    tableOf({
      id: 'traits',
      currency,
      rows: rowsOf(traits),
      beside: earlier && {
        rows: rowsOf(earlier.traits),
        nameOf: ({ trait, value }) => `${trait} ${value}`,
      },
      columns: [
        { id: 'trait', kind: 'text', of: ({ trait }) => trait },
        { id: 'value', kind: 'text', of: nameOf },
        { id: 'clicks', kind: 'count', of: ({ clicks }) => clicks },
        { id: 'orders', kind: 'count', of: ({ orders }) => orders },
        { id: 'conversion', kind: 'ratio', of: ({ conversion }) => conversion },
        { id: 'placed', kind: 'money', of: ({ placed }) => placed },
        { id: 'settled', kind: 'money', of: ({ settled }) => settled },
      ],
    }),
    tableOf({
      id: 'kinds',
      currency,
      rows: Object.entries(kinds),
      beside: earlier && { rows: Object.entries(earlier.kinds), nameOf: ([kind]) => kind },
      columns: [
        { id: 'kind', kind: 'text', of: ([kind]) => kind },
        { id: 'requests', kind: 'count', of: ([, requests]) => requests },
      ],
    }),
  ],
});
