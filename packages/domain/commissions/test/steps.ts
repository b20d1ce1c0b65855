import { fundCampaign, recordDeposit } from '@kolony/campaigns';
import { inTransaction } from '@kolony/db';
import { getDeal, submitDraft, submitProof } from '@kolony/deals';
import { openAgencySession, signUpAgency } from '@kolony/identity';
import type { AgencyScope, KolScope } from '@kolony/identity/schema';
import { isKolonyError, type KolonyError, present } from '@kolony/kernel';
import { post } from '@kolony/ledger';
import { agree, campaignOf, castBrand, castKol, launch } from '@kolony/scenarios/worlds';
import { expect } from 'vitest';
import { partyAccount, recordConversions, reviewSubmission } from '../src/index.ts';
import type { ConversionResult, NewConversion } from '../src/schema.ts';
import { clickOf, type DealWorld } from './world.ts';

/** Where the money of the world's campaign and its KOL is, in one look; minor units. */
export async function money(w: DealWorld) {
  const [escrow, reserved, funding, pending, payable, inPayout, debt] = await Promise.all([
    w.escrow(),
    w.reserved(),
    w.balance(`brand:${w.brand.scope.brandId}:funding`),
    w.of('pending'),
    w.of('payable'),
    w.of('in_payout'),
    w.of('clawback'),
  ]);
  return { escrow, reserved, funding, pending, payable, inPayout, debt };
}

/** `money` where only these are not nothing. */
export function only(some: Partial<Awaited<ReturnType<typeof money>>>) {
  return { escrow: 0, reserved: 0, funding: 0, pending: 0, payable: 0, inPayout: 0, debt: 0, ...some };
}

/** Every table that commissions write to: a refused request leaves each of them as it was, to the byte. */
const WRITTEN = [
  'conversions',
  'commissions',
  'commission_holds',
  'refunds',
  'after_sale_cases',
  'deal_progress',
  'deal_days',
  'deal_clicks',
  'deal_milestones',
  'deals',
  'terms',
  'links',
  'guarantees',
  'customers',
  'ledger_accounts',
  'ledger_entries',
  'outbox',
  'audit_events',
];

async function everything(w: DealWorld): Promise<Record<string, string>> {
  const digests = await Promise.all(
    WRITTEN.map(async (table) => {
      const [row] = await w.deps.db.$queryRawUnsafe<{ digest: string }[]>(
        `SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS digest FROM ${table} t`,
      );
      return [table, present(row, 'digest').digest] as const;
    }),
  );
  return Object.fromEntries(digests);
}

/** It changes nothing at all, not even a time or a waiting event. */
export async function unchanged<Answer>(w: DealWorld, act: () => Promise<Answer>): Promise<Answer> {
  const before = await everything(w);
  const answer = await act();
  expect(await everything(w)).toEqual(before);
  return answer;
}

/** It is refused with this error, and changes nothing at all. */
export async function refused(
  w: DealWorld,
  act: () => Promise<unknown>,
  error: { code: string; facts?: object },
): Promise<void> {
  await unchanged(w, () => expect(act()).rejects.toMatchObject(error));
}

/** What each of several attempts at once came to: its answer, or the code it was refused with. */
export async function outcomes<Answer>(attempts: readonly Promise<Answer>[]): Promise<(Answer | string)[]> {
  const settled = await Promise.allSettled(attempts);
  return settled.map((result) => {
    if (result.status === 'fulfilled') return result.value;
    if (isKolonyError(result.reason)) return result.reason.code;
    throw result.reason;
  });
}

/** Orders in one request; the answers as they came, errors among them. */
export function recordAll(
  w: DealWorld,
  orders: readonly NewConversion[],
): Promise<(ConversionResult | KolonyError)[]> {
  return recordConversions(w.deps, w.brand.scope, orders);
}

/**
 * What the payouts room posts when it pays a commission of the world's KOL: it is on its way, and then it is with the
 * bank (`settled`).
 */
export async function payOut(
  w: DealWorld,
  { id, amount }: { id: string; amount: number },
  { settled = true, party = w.kolParty } = {},
): Promise<void> {
  const [payable, inPayout] = [
    partyAccount(party, 'payable', 'CNY'),
    partyAccount(party, 'in_payout', 'CNY'),
  ];
  const bank = { path: 'world:manual', currency: 'CNY' as const };
  const moves = [
    { kind: 'payout', from: payable, to: inPayout },
    ...(settled ? [{ kind: 'settle', from: inPayout, to: bank }] : []),
  ];
  for (const { kind, from, to } of moves) {
    const at = w.clock.now();
    const entries = [
      { account: from, amount: -amount, subject: id },
      { account: to, amount, subject: id },
    ];
    const transactions = [{ kind, idempotencyKey: `${kind}:${id}`, occurredAt: at, entries }];
    await inTransaction(w.deps.db, (tx) => post(tx, w.brand.scope, { at, transactions }));
    // The bank answers later; entries of one instant have no order.
    w.clock.move(1_000);
  }
}

/** More budget for the world's campaign, from a fresh deposit. */
export async function topUp(w: DealWorld, amount: number, campaignId = w.campaignId): Promise<void> {
  const reference = `TOP-UP-${campaignId.slice(-6)}-${amount}`;
  await recordDeposit(w.deps, w.brand.scope, { amount, currency: 'CNY', reference });
  await fundCampaign(w.deps, w.brand.scope, { campaignId, amount, idempotencyKey: reference });
}

/** An agency that signed up, with its session's scope. */
export async function castAgency(
  w: DealWorld,
  name: string,
  kind: 'mcn' | 'sub_agency' | 'promoter' = 'mcn',
): Promise<{ scope: AgencyScope; party: string; id: string }> {
  const { token } = await signUpAgency(w.deps, {
    email: `${name}@agency.example`,
    password: 'kolony-agency-2026',
    name,
    kind,
    timeZone: 'Asia/Shanghai',
  });
  const { scope } = present(await openAgencySession(w.deps, token), 'session');
  return { scope, id: scope.agencyId, party: `agency:${scope.agencyId}` };
}

/** Another brand with its own live campaign of 10 % and ¥50.00, and its own KOL or the given one. */
export async function castRival(w: DealWorld, kol?: KolScope) {
  const { scope } = await castBrand(w.deps, { email: 'rival@brand.example', workspace: 'Rival' });
  const offer = { earnings: [{ kind: 'cps' as const, rateBp: 1_000 }], holdDays: 7 };
  const campaign = campaignOf({ name: 'Rival’s own', offer });
  const { id: campaignId } = await launch(w.deps, scope, { campaign, budget: 5_000 });
  const own = kol ?? (await castKol(w.deps, { handle: 'rivals', displayName: 'Rival’s' })).scope;
  const link = await agree(w.deps, { brand: scope, kol: own, campaignId });
  const row = await w.deps.db.link.findUniqueOrThrow({ where: { id: link.id }, include: { deal: true } });
  const numbers = { linkNo: Number(row.no), dealNo: Number(row.deal.no) };
  w.clock.move(3_600_000);
  const record = async (orderId: string, amount: number, more: Partial<NewConversion> = {}) => {
    const touches = [clickOf(`rival-${orderId}`, numbers, w.clock.now())];
    const order = w.order(orderId, amount, { touches, ...more });
    const [outcome] = await recordConversions(w.deps, scope, [order]);
    if (!outcome || isKolonyError(outcome)) throw outcome ?? new Error('no outcome');
    return outcome;
  };
  return { scope, campaignId, dealId: row.dealId, kol: own, numbers, record };
}

/** The facts that wait to be sent to the event store about an order, as [kind, amount]; oldest first. */
export async function factsOf(w: DealWorld, target: 'order_events' | 'commission_events', orderId: string) {
  const rows = await w.deps.db.outbox.findMany({ where: { target }, orderBy: { id: 'asc' } });
  return rows
    .map(
      ({ row }) =>
        row as { order_id: string; kol_id: string; event: string; amount: number; orders?: number },
    )
    .filter((row) => row.order_id === orderId);
}

/** The KOL hands in the proof of a posting of the deal's deliverable at this position; its draft was approved before. */
export async function handInProof(w: DealWorld, position = 0, dealId = w.link.dealId): Promise<string> {
  const { work } = await getDeal(w.deps, w.brand.scope, { id: dealId });
  const deliverableId = present(work[position], 'deliverable').id;
  const piece = { deliverableId, url: 'https://social.example/p/1', media: [], text: '「广告」My routine' };
  const newest = async (submit: typeof submitDraft) => {
    w.clock.move(60_000);
    const deal = await submit(w.deps, w.kol.scope, piece);
    return present(deal.work[position]?.submissions.at(-1), 'submission').id;
  };
  const draft = await newest(submitDraft);
  await reviewSubmission(w.deps, w.brand.scope, { submissionId: draft, approve: true, note: '' });
  return newest(submitProof);
}
