import { ReportModel } from '@kolony/attribution/schema';
import { kolNames } from '@kolony/deals';
import { attributionReport } from '@kolony/insights';
import { AttributionQuestion, AttributionReport } from '@kolony/insights/schema';
import { defineReport } from './define-report.ts';
import { kolOf, sameRows } from './same-rows.ts';
import { type ColumnOf, tableOf } from './table-of.ts';

type Kol = AttributionReport['kols'][number];

const wayOf = ({ kolIds }: AttributionReport['paths'][number]) => kolIds.join(' ');

/** Who brought whom: pay and every model over the same orders. */
export const attribution = defineReport({
  question: AttributionQuestion,
  answer: AttributionReport,
  async read(deps, scope, asked) {
    const names = await kolNames(deps, scope, { campaignId: asked.campaignId });
    return attributionReport(deps, scope, { ...asked, names });
  },
  beside: (earlier, now) => ({
    ...earlier,
    kols: sameRows(earlier.kols, now.kols, kolOf),
    paths: sameRows(earlier.paths, now.paths, wayOf),
  }),
  tables: ({ currency, kols, paths }, earlier) => [
    tableOf({
      id: 'kols',
      currency,
      rows: kols,
      beside: earlier && { rows: earlier.kols, nameOf: kolOf },
      columns: [
        { id: 'kol', kind: 'text', of: ({ displayName }) => displayName },
        { id: 'paid', kind: 'money', of: ({ paid }) => paid.value },
        ...ReportModel.options.map(
          (model): ColumnOf<Kol> => ({ id: model, kind: 'money', of: ({ by }) => by[model].value }),
        ),
      ],
    }),
    tableOf({
      id: 'paths',
      currency,
      rows: paths,
      beside: earlier && { rows: earlier.paths, nameOf: wayOf },
      columns: [
        { id: 'path', kind: 'text', of: (way) => way.kols.join(' → ') },
        { id: 'orders', kind: 'count', of: ({ conversions }) => conversions },
        { id: 'value', kind: 'money', of: ({ value }) => value },
        { id: 'open', kind: 'count', of: ({ nulls }) => nulls },
      ],
    }),
  ],
});
