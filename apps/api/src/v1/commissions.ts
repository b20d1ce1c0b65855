import { explainCommission, listCommissions } from '@kolony/commissions';
import { Commission, CommissionsQuery } from '@kolony/rest/schema';
import { snakeCased, toCommission } from '@kolony/rest/wire';
import { z } from 'zod';
import { scopeOf } from '../authenticate.ts';
import type { ApiDeps, Typed } from '../deps.ts';

const ById = z.object({ id: z.string().max(40) });

const Time = z.string();
const Step = z.looseObject({ kind: z.string() });

const Decision = z.object({
  rules_version: z.int(),
  model: z.string().nullable(),
  code_rule: z.string().nullable(),
  window_days: z.int().nullable(),
  /** Index into touches. */
  winner: z.int().nullable(),
  touches: z.array(
    z.object({
      kind: z.string(),
      click_id: z.string(),
      link_id: z.string().nullable(),
      deal_id: z.string(),
      kol_id: z.string(),
      campaign_id: z.string(),
      at: Time,
      share_bp: z.int(),
      verdict: z.string(),
      window_ends_at: Time,
    }),
  ),
  refused_clicks: z.array(z.object({ click_id: z.string(), reason: z.string() })),
});

const ExplanationBody = z.object({
  commission: Commission,
  /** The lines of "why this amount", in order; what else a line has depends on its kind. */
  derivation: z.object({ rules_version: z.int(), steps: z.array(Step), lines: z.array(z.int()) }),
  /** Null where there is no order. */
  decision: z.nullable(Decision),
  refunds: z.array(
    z.object({
      refund_id: z.string(),
      kind: z.string(),
      amount: z.int(),
      currency: z.string(),
      taken: z.int(),
      reason: z.string(),
      at: Time,
      won_back_at: Time.nullable(),
    }),
  ),
  /** The other parties of the same waterfall. */
  legs: z.array(z.object({ party: z.string(), name: z.string(), amount: z.int() })),
  entries: z.array(
    z.object({
      transaction_id: z.string(),
      kind: z.string(),
      account: z.string(),
      amount: z.int(),
      at: Time,
    }),
  ),
});

export function commissions(server: Typed, deps: ApiDeps): void {
  server.get(
    '/commissions',
    {
      config: { scope: 'commissions:read' },
      schema: {
        querystring: CommissionsQuery,
        response: { 200: z.object({ data: z.array(Commission), next_cursor: z.string().nullable() }) },
      },
    },
    async (request) => {
      const { campaign_id: campaignId, cursor, limit } = request.query;
      const page = await listCommissions(deps, scopeOf(request), { campaignId, cursor, limit });
      return { data: page.data.map(toCommission), next_cursor: page.nextCursor };
    },
  );

  server.get(
    '/commissions/:id/explain',
    { config: { scope: 'commissions:read' }, schema: { params: ById, response: { 200: ExplanationBody } } },
    async (request) => {
      const explanation = await explainCommission(deps, scopeOf(request), { id: request.params.id });
      return ExplanationBody.parse(
        snakeCased({ ...explanation, commission: toCommission(explanation.commission) }),
      );
    },
  );
}
