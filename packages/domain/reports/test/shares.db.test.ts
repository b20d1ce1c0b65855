import { recordConversions } from '@kolony/commissions';
import { DAY } from '@kolony/kernel';
import { sha256 } from '@kolony/kernel/hash';
import { castBrand } from '@kolony/scenarios/worlds';
import { expect, test } from 'vitest';
import { createShare, listShares, openShare, orderStream, revokeShare } from '../src/index.ts';
import { OrdersQuestion } from '../src/schema.ts';
import { reportWorld } from './world.ts';

const OVER = 'reports/share_not_found';

test('a link shows its one report, with the days that were meant when it was made', async () => {
  await using w = await reportWorld();
  await recordConversions(w.deps, w.brand.scope, [w.order('o1', 20_000)]);
  await w.deliver();
  const question = { currency: 'CNY', period: { days: 7 }, campaignId: w.campaignId };
  const { token, share } = await createShare(w.deps, w.brand.scope, {
    report: 'overview',
    question,
    days: 7,
  });
  // The world stands on 2026-10-01; seven days end there. Its owner is named like the workspace.
  expect(share).toMatchObject({
    period: { from: '2026-09-25', to: '2026-10-01' },
    opened: 0,
    createdBy: 'Huaxi Beauty',
  });
  w.clock.move(3 * DAY);
  const opened = await openShare(w.deps, { token });
  expect(opened).toMatchObject({
    brandName: 'Huaxi Beauty',
    report: 'overview',
    answer: {
      period: { from: '2026-09-25', to: '2026-10-01' },
      total: { orders: 1, gmv: { placed: 20_000 } },
    },
  });
  expect(await listShares(w.deps, w.brand.scope)).toMatchObject([{ id: share.id, opened: 1 }]);
});

test('expired, taken back and never made are one answer, and only the hash is kept', async () => {
  await using w = await reportWorld();
  const input = { report: 'kols' as const, question: { currency: 'CNY', period: { days: 7 } }, days: 2 };
  const first = await createShare(w.deps, w.brand.scope, input);
  const second = await createShare(w.deps, w.brand.scope, input);
  expect(await w.deps.db.reportShare.count({ where: { hash: sha256(first.token) } })).toBe(1);
  expect(JSON.stringify(await w.deps.db.reportShare.findMany())).not.toContain(first.token);
  await expect(openShare(w.deps, { token: 'nobody' })).rejects.toThrow(OVER);
  await revokeShare(w.deps, w.brand.scope, { id: first.share.id });
  await revokeShare(w.deps, w.brand.scope, { id: first.share.id });
  await expect(openShare(w.deps, { token: first.token })).rejects.toThrow(OVER);
  await openShare(w.deps, { token: second.token });
  w.clock.move(2 * DAY);
  await expect(openShare(w.deps, { token: second.token })).rejects.toThrow(OVER);
  const acts = await w.deps.db.auditEvent.findMany({ where: { action: { startsWith: 'report.' } } });
  expect(acts.map(({ action }) => action).sort()).toEqual([
    'report.shared',
    'report.shared',
    'report.unshared',
  ]);
});

test('a question that is none of the report’s makes no link; another brand neither sees nor ends it', async () => {
  await using w = await reportWorld();
  const other = await castBrand(w.deps, { email: 'eve@other.example', workspace: 'Other' });
  await expect(
    createShare(w.deps, w.brand.scope, {
      report: 'overview',
      question: { currency: 'XXX', period: {} },
      days: 7,
    }),
  ).rejects.toThrow('reports/bad_question');
  await expect(
    createShare(w.deps, w.brand.scope, {
      report: 'overview',
      question: { currency: 'CNY', period: { days: 7 } },
      days: 91,
    }),
  ).rejects.toThrow();
  expect(await w.deps.db.reportShare.count()).toBe(0);
  const { share } = await createShare(w.deps, w.brand.scope, {
    report: 'overview',
    question: { currency: 'CNY', period: { days: 7 } },
    days: 7,
  });
  expect(await listShares(w.deps, other.scope)).toEqual([]);
  await expect(revokeShare(w.deps, other.scope, { id: share.id })).rejects.toThrow(OVER);
  expect(await listShares(w.deps, w.brand.scope)).toMatchObject([{ revokedAt: null }]);
});

test('all orders behind a number come, each once, however many pages they are', async () => {
  await using w = await reportWorld({ budget: 100_000_000 });
  const ids = Array.from({ length: 2_500 }, (_, n) => `o${n}`);
  for (let from = 0; from < ids.length; from += 500)
    await recordConversions(
      w.deps,
      w.brand.scope,
      ids.slice(from, from + 500).map((id) => w.order(id, 100)),
    );
  await w.deliver();
  const sizes: number[] = [];
  const seen: string[] = [];
  const question = OrdersQuestion.parse({ currency: 'CNY', period: { days: 7 } });
  for await (const page of orderStream(w.deps, w.brand.scope, question)) {
    sizes.push(page.length);
    seen.push(...page.map(({ orderId }) => orderId));
  }
  expect(sizes).toEqual([2_000, 500]);
  expect(new Set(seen)).toEqual(new Set(ids));
});
