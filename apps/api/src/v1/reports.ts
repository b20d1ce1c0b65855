import { pinQuestion, runReport } from '@kolony/reports';
import { ReportName } from '@kolony/reports/schema';
import { Report, ReportQuery } from '@kolony/rest/schema';
import { camelCased } from '@kolony/rest/wire';
import { whileWanted } from '@kolony/warehouse';
import { z } from 'zod';
import { scopeOf } from '../authenticate.ts';
import type { ApiDeps, Typed } from '../deps.ts';
import { hungUp } from '../hung-up.ts';

/** Every report of the dashboard, in rows. */
export function reports(server: Typed, deps: ApiDeps): void {
  server.get(
    '/reports/:name',
    {
      config: { scope: 'reports:read' },
      schema: {
        params: z.object({ name: ReportName }),
        querystring: ReportQuery,
        response: { 200: Report },
      },
    },
    async (request, reply) => {
      const scope = scopeOf(request);
      const { name: report } = request.params;
      const { days, from, to, tz, ...rest } = request.query;
      const period = from === undefined && to === undefined ? { days: days ?? 30 } : { from, to };
      const asked = { ...Object(camelCased(rest)), period, ...(tz === undefined ? {} : { timeZone: tz }) };
      const question = pinQuestion(
        { report, question: asked },
        { now: deps.clock.now(), timeZone: scope.timeZone },
      );
      const { tables, before } = await whileWanted(hungUp(reply), () =>
        runReport(deps, scope, { report, question }),
      );
      return Report.parse({
        report,
        currency: question.currency,
        period: question.period,
        before,
        tz: question.timeZone,
        tables,
      });
    },
  );
}
