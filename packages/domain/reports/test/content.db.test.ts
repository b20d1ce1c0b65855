import { recordConversions, reviewSubmission } from '@kolony/commissions';
import { getDeal, submitDraft, submitProof } from '@kolony/deals';
import { DAY, HOUR, isKolonyError, present } from '@kolony/kernel';
import { campaignOf } from '@kolony/scenarios/worlds';
import { expect, test } from 'vitest';
import { orderStream, REPORTS, reportOrders } from '../src/index.ts';
import { OrdersQuestion } from '../src/schema.ts';
import { type ReportWorld, reportWorld } from './world.ts';

const PERIOD = { from: '2026-10-01', to: '2026-10-31' };
const video = { format: 'video' as const, dueAt: null };

async function post(w: ReportWorld, at: number, text: string): Promise<void> {
  const { work } = await getDeal(w.deps, w.brand.scope, { id: w.link.dealId });
  const deliverableId = present(work[at], 'deliverable').id;
  const submission = { deliverableId, text, url: `https://posts.example/${at}`, media: [] };
  const newest = (deal: Awaited<ReturnType<typeof submitDraft>>) =>
    present(deal.work[at]?.submissions.at(-1), 'submission').id;
  const draft = newest(await submitDraft(w.deps, w.kol.scope, submission));
  await reviewSubmission(w.deps, w.brand.scope, { submissionId: draft, approve: true, note: '' });
  const proof = newest(await submitProof(w.deps, w.kol.scope, submission));
  await reviewSubmission(w.deps, w.brand.scope, { submissionId: proof, approve: true, note: '' });
}

test('a posting has the clicks and orders until the next one, or those that carry its word', async () => {
  const first = { key: 'first', title: 'First video', amount: 20_000, due: { deliverable: 0 } };
  await using w = await reportWorld({
    campaign: campaignOf({
      offer: { earnings: [{ kind: 'cps', rateBp: 1_500 }], milestones: [first], holdDays: 7 },
      deliverables: ['One', 'Two', 'Three'].map((title) => ({ title, ...video })),
    }),
  });
  // Mei posts on the 1st at 10:00 UTC, on the 5th, and on the 8th with a word of its own on the link.
  await post(w, 0, '「广告」One');
  w.clock.move(4 * DAY);
  await post(w, 1, '「广告」Two');
  w.clock.move(3 * DAY);
  await post(w, 2, `「广告」Three: ${w.link.url}?sub1=eight`);
  w.clock.move(10 * DAY);
  const at = (date: number, hour = 12) =>
    new Date(`2026-10-${String(date).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00Z`);
  const buy = (orderId: string, amount: number, ordered: Date) =>
    w.order(orderId, amount, { occurredAt: ordered });
  const outcomes = await recordConversions(w.deps, w.brand.scope, [
    buy('a', 10_000, at(2)),
    // Clicked before the second posting, bought after it.
    w.order('b', 4_000, {
      occurredAt: at(6),
      touches: [{ clickId: 'click-b', linkNo: w.linkNo, dealNo: w.dealNo, at: at(4) }],
    }),
    // After the third one, with its word and without any.
    buy('c', 6_000, at(9)),
    buy('d', 2_000, at(10)),
  ]);
  expect(outcomes.filter(isKolonyError)).toEqual([]);
  await w.deliver();
  const click = (id: string, when: Date, sub1 = '') => ({
    brand_id: w.brand.scope.brandId,
    campaign_id: w.campaignId,
    deal_id: w.link.dealId,
    kol_id: w.kol.scope.kolId,
    link_id: w.link.id,
    click_id: id,
    visitor: id,
    at: when.toISOString(),
    counted: true,
    sub1,
  });
  const hourBefore = (when: Date) => new Date(when.getTime() - HOUR);
  await w.deps.warehouse.insert({
    table: 'clicks',
    rows: [
      click('before', at(1, 9)),
      click('click-a', hourBefore(at(2))),
      click('click-b', at(4)),
      click('on-the-sixth', at(6)),
      click('click-c', hourBefore(at(9)), 'eight'),
      click('late', at(12), 'eight'),
      // Nobody's word: the second posting's days were over when the third came.
      click('click-d', hourBefore(at(10))),
    ],
  });
  const question = REPORTS.content.question.parse({ currency: 'CNY', period: PERIOD });
  const { postings } = await REPORTS.content.run(w.deps, w.brand.scope, question);
  // Each row opens the orders that it counts, on the screen and in the file.
  const opened = async (posting: string) => {
    const asked = OrdersQuestion.parse({ ...question, filter: { posting } });
    const { data } = await reportOrders(w.deps, w.brand.scope, asked);
    for await (const page of orderStream(w.deps, w.brand.scope, asked)) expect(page).toEqual(data);
    return data.map(({ orderId }) => orderId);
  };
  const ids = await Promise.all(postings.map(({ submissionId }) => opened(submissionId)));
  expect(ids).toEqual([['c'], [], ['b', 'a']]);
  expect(postings.map(({ orders }) => orders)).toEqual(ids.map(({ length }) => length));
  expect(await opened('sub_of_nobody')).toEqual([]);
  expect(
    postings.map(({ title, sub, clicks, orders, placed, commission, fee, costPerClick, costPerOrder }) => ({
      title,
      sub,
      figures: [clicks, orders, placed, commission, fee, costPerClick, costPerOrder],
    })),
  ).toEqual([
    { title: 'Three', sub: 'eight', figures: [2, 1, 6_000, 900, 0, 450, 900] },
    { title: 'Two', sub: null, figures: [1, 0, 0, 0, 0, 0, null] },
    // Two clicks, a and b: ¥140.00 at 15 % = ¥21.00, and the ¥200.00 that the posting released: ¥221.00 ÷ 2.
    { title: 'One', sub: null, figures: [2, 2, 14_000, 2_100, 20_000, 11_050, 11_050] },
  ]);
  // The 5th to the 8th beside the four days before: Two and Three with a click on the 6th; One with two clicks, order a
  // at ¥15.00 and its fee of ¥200.00. Order b, of the 6th, is of neither's days.
  const { total, earlier } = await REPORTS.content.run(w.deps, w.brand.scope, {
    ...question,
    period: { from: '2026-10-05', to: '2026-10-08' },
    compare: 'previous',
  });
  expect(total).toMatchObject({
    postings: 2,
    clicks: 1,
    orders: 0,
    fee: 0,
    costPerClick: 0,
    costPerOrder: null,
  });
  expect(earlier).toMatchObject({
    postings: [],
    total: {
      postings: 1,
      clicks: 2,
      orders: 1,
      placed: 10_000,
      commission: 1_500,
      fee: 20_000,
      costPerClick: 10_750,
      costPerOrder: 21_500,
    },
  });
});
