import type { EarningRule, MilestoneRule, Only, TermsRules, Tiers } from '@kolony/campaigns/schema';

/** A row of a list that is being edited; `key` keeps its controls apart from its neighbours'. */
export type Row<T> = T & { key: string };

export interface EarningDraft {
  kind: EarningRule['kind'];
  rateBp: number | null;
  amount: number | null;
  customer: '' | 'new' | 'returning';
  /** Comma-separated, as typed. */
  skus: string;
  categories: string;
}
interface MilestoneDraft {
  id: string;
  title: string;
  amount: number | null;
  /** −1: on acceptance; else the deliverable's position. */
  due: number;
}
interface StepDraft {
  from: number | null;
  rateBp: number | null;
  amount: number | null;
}
interface BonusDraft {
  by: 'gmv' | 'orders';
  reach: number | null;
  amount: number | null;
}

/** The rules as somebody types them: everything may be empty, nothing is checked. */
export interface TermsDraft {
  earnings: Row<EarningDraft>[];
  milestones: Row<MilestoneDraft>[];
  tiers: { by: Tiers['by']; retroactive: boolean; steps: Row<StepDraft>[] };
  caps: { perOrder: number | null; perDay: number | null; total: number | null };
  minOrder: number | null;
  bonuses: Row<BonusDraft>[];
  guarantee: { target: number | null; days: number | null };
  partners: Row<{ agencyId: string; shareBp: number | null }>[];
  holdDays: number | null;
}

const list = (text: string) =>
  text
    .split(/[,，、\n]/)
    .map((word) => word.trim())
    .filter((word) => word !== '');

export function draftOf(rules: TermsRules, newKey: () => string): TermsDraft {
  const row = <T extends object>(value: T): Row<T> => ({ ...value, key: newKey() });
  return {
    earnings: rules.earnings.map((rule) => {
      const only: Only = ('only' in rule ? rule.only : undefined) ?? {};
      return row<EarningDraft>({
        kind: rule.kind,
        rateBp: rule.kind === 'cps' ? rule.rateBp : null,
        amount: rule.kind === 'cps' ? null : rule.amount,
        customer: only.customer ?? '',
        skus: (only.skus ?? []).join(', '),
        categories: (only.categories ?? []).join(', '),
      });
    }),
    milestones: (rules.milestones ?? []).map(({ key: id, title, amount, due }) =>
      row({ id, title, amount, due: due === 'acceptance' ? -1 : due.deliverable }),
    ),
    tiers: {
      by: rules.tiers?.by ?? 'gmv',
      retroactive: rules.tiers?.retroactive ?? false,
      steps: (rules.tiers?.steps ?? []).map((step) =>
        row({
          from: step.from,
          rateBp: 'rateBp' in step ? step.rateBp : null,
          amount: 'amount' in step ? step.amount : null,
        }),
      ),
    },
    caps: {
      perOrder: rules.caps?.perOrder ?? null,
      perDay: rules.caps?.perDay ?? null,
      total: rules.caps?.total ?? null,
    },
    minOrder: rules.minOrder ?? null,
    bonuses: (rules.bonuses ?? []).map((bonus) => row({ ...bonus })),
    guarantee: { target: rules.guarantee?.target ?? null, days: rules.guarantee?.days ?? null },
    partners: (rules.partners ?? []).map((partner) => row({ ...partner })),
    holdDays: rules.holdDays,
  };
}

/** What was typed, as the schema wants it; what is missing stays missing, so that the schema names it. */
export function rulesOf(draft: TermsDraft): unknown {
  const { caps, tiers, guarantee } = draft;
  const some = (values: object) => Object.values(values).some((value) => value !== null);
  const set = (values: object) =>
    Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
  return {
    earnings: draft.earnings.map(earningOf),
    ...(draft.milestones.length > 0 ? { milestones: draft.milestones.map(milestoneOf) } : {}),
    ...(tiers.steps.length > 0 ? { tiers: tiersOf(tiers) } : {}),
    ...(some(caps) ? { caps: set(caps) } : {}),
    ...(draft.minOrder === null ? {} : { minOrder: draft.minOrder }),
    ...(draft.bonuses.length > 0
      ? { bonuses: draft.bonuses.map(({ by, reach, amount }) => set({ by, reach, amount })) }
      : {}),
    ...(some(guarantee) ? { guarantee: set(guarantee) } : {}),
    ...(draft.partners.length > 0
      ? { partners: draft.partners.map(({ agencyId, shareBp }) => set({ agencyId, shareBp })) }
      : {}),
    holdDays: draft.holdDays ?? undefined,
  };
}

function earningOf({ kind, rateBp, amount, customer, skus, categories }: EarningDraft): unknown {
  if (kind === 'cpc') return { kind, amount: amount ?? undefined };
  const only = {
    ...(kind === 'cps' && list(skus).length > 0 ? { skus: list(skus) } : {}),
    ...(kind === 'cps' && list(categories).length > 0 ? { categories: list(categories) } : {}),
    ...(customer ? { customer } : {}),
  };
  return {
    kind,
    ...(kind === 'cps' ? { rateBp: rateBp ?? undefined } : { amount: amount ?? undefined }),
    ...(Object.keys(only).length > 0 ? { only } : {}),
  };
}

function milestoneOf({ id, title, amount, due }: MilestoneDraft): unknown {
  const when: MilestoneRule['due'] = due < 0 ? 'acceptance' : { deliverable: due };
  return { key: id, title: title.trim(), amount: amount ?? undefined, due: when };
}

function tiersOf({ by, retroactive, steps }: TermsDraft['tiers']): unknown {
  return {
    by,
    retroactive,
    steps: steps.map(({ from, rateBp, amount }) =>
      by === 'gmv'
        ? { from: from ?? undefined, rateBp: rateBp ?? undefined }
        : { from: from ?? undefined, amount: amount ?? undefined },
    ),
  };
}
