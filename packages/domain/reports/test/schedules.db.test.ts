import { systemScope } from '@kolony/identity';
import { DAY, HOUR, MINUTE } from '@kolony/kernel';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  changeSchedule,
  claimMails,
  createSchedule,
  deleteSchedule,
  endMail,
  endSubscription,
  listSchedules,
  planMails,
  readSubscription,
  runReport,
  sendNow,
} from '../src/index.ts';
import type { NewSchedule } from '../src/schema.ts';
import { type ReportWorld, reportWorld } from './world.ts';

let w: ReportWorld;
beforeAll(async () => {
  w = await reportWorld();
  // 07:30 in Shanghai, on a Tuesday.
  const next = new Date(w.clock.now().getTime() + 14 * DAY);
  next.setUTCDate(next.getUTCDate() + ((9 - next.getUTCDay()) % 7));
  next.setUTCHours(23, 30, 0, 0);
  w.clock.move(next.getTime() - DAY - w.clock.now().getTime());
}, 120_000);
afterAll(() => w[Symbol.asyncDispose]());

const system = systemScope('test');
const plan = () => planMails(w.deps, system, { limit: 10 });
const claim = (limit = 10) => claimMails(w.deps, system, { limit });
const daily: NewSchedule = {
  report: 'kols',
  question: { currency: 'CNY', period: { days: 7 }, compare: 'previous' },
  rhythm: { every: 'daily', hour: 8 },
  locale: 'zh-CN',
  recipients: ['Lin@Huaxi.example', 'wang@huaxi.example', 'lin@huaxi.example'],
};
let id: string;

test('a schedule begins at its next time; the same address twice is one', async () => {
  const made = await createSchedule(w.deps, w.brand.scope, daily);
  id = made.id;
  expect(made).toMatchObject({
    report: 'kols',
    days: 7,
    rhythm: { every: 'daily', hour: 8 },
    nextAt: new Date(w.clock.now().getTime() + 30 * MINUTE),
    recipients: [
      { address: 'lin@huaxi.example', optedOut: false, last: null },
      { address: 'wang@huaxi.example', optedOut: false, last: null },
    ],
  });
  expect(await listSchedules(w.deps, w.brand.scope)).toEqual([made]);
  expect(await plan()).toBe(0);
});

test.each([
  ['fixed days', { question: { currency: 'CNY', period: { from: '2026-10-01', to: '2026-10-02' } } }],
  ['no question of the report', { question: { currency: 'XXX', period: { days: 7 } } }],
])('refused: %s', async (_what, wrong) => {
  await expect(createSchedule(w.deps, w.brand.scope, { ...daily, ...wrong })).rejects.toMatchObject({
    code: 'reports/bad_question',
  });
});

test('refused: no address, none that is one, an hour that is none', async () => {
  for (const wrong of [
    { recipients: [] },
    { recipients: ['lin'] },
    { recipients: ['a@b.example\nBcc: c@d.example'] },
    { rhythm: { every: 'daily' as const, hour: 24 } },
  ])
    await expect(createSchedule(w.deps, w.brand.scope, { ...daily, ...wrong })).rejects.toThrow();
  expect(await listSchedules(w.deps, w.brand.scope)).toHaveLength(1);
});

test('when it is due, everybody gets one mail, about the days that are over', async () => {
  w.clock.move(31 * MINUTE);
  expect(await plan()).toBe(1);
  expect(await plan()).toBe(0);
  const mails = await claim();
  expect(mails.map(({ address }) => address).sort()).toEqual(['lin@huaxi.example', 'wang@huaxi.example']);
  expect(await claim()).toEqual([]);
  const [first] = mails;
  // It is Tuesday in Shanghai: the week ended on Monday.
  const yesterday = new Date(w.clock.now().getTime() + 8 * HOUR - DAY).toISOString().slice(0, 10);
  expect(first?.question).toMatchObject({ period: { to: yesterday }, timeZone: 'Asia/Shanghai' });
  const { tables } = await runReport(w.deps, first?.scope ?? w.brand.scope, {
    report: 'kols',
    question: first?.question,
  });
  expect(tables.length).toBeGreaterThan(0);
  for (const mail of mails) expect(await endMail(w.deps, system, { mail, error: null })).toBe('sent');
  const [schedule] = await listSchedules(w.deps, w.brand.scope);
  expect(schedule?.recipients.map(({ last }) => last?.state)).toEqual(['sent', 'sent']);
});

test('times that nobody looked at are one mail; a worker that is gone leaves its claim to the next', async () => {
  w.clock.move(3 * DAY);
  expect(await plan()).toBe(1);
  expect(await claim()).toHaveLength(2);
  w.clock.move(5 * MINUTE - 1);
  expect(await claim()).toEqual([]);
  w.clock.move(1);
  const again = await claim();
  expect(again.map(({ attempts }) => attempts)).toEqual([2, 2]);
  for (const mail of again) {
    // The one that is gone comes back and has nothing to say.
    await endMail(w.deps, system, {
      mail: { ...mail, attempts: 1 },
      error: { message: 'late', permanent: true },
    });
    expect(await endMail(w.deps, system, { mail, error: null })).toBe('sent');
  }
  expect(await w.deps.db.reportMail.count({ where: { state: 'sent' } })).toBe(4);
});

test('a failed mail waits longer and longer, and is given up after six attempts', async () => {
  await sendNow(w.deps, w.brand.scope, { id });
  const waited: number[] = [];
  for (let attempt = 1; attempt <= 6; attempt += 1) {
    const mails = await claim();
    expect(mails).toHaveLength(2);
    for (const mail of mails)
      expect(await endMail(w.deps, system, { mail, error: { message: 'busy', permanent: false } })).toBe(
        attempt === 6 ? 'failed' : 'waits',
      );
    const next = await w.deps.db.reportMail.findFirst({ where: { state: 'pending' } });
    if (!next) break;
    waited.push(next.nextAttemptAt.getTime() - w.clock.now().getTime());
    w.clock.move(next.nextAttemptAt.getTime() - w.clock.now().getTime());
  }
  expect(waited).toEqual([1, 5, 30, 120, 360].map((minutes) => minutes * MINUTE));
  const [schedule] = await listSchedules(w.deps, w.brand.scope);
  expect(schedule?.recipients[0]?.last).toMatchObject({ state: 'failed', error: 'busy' });
});

test('refused for good is not tried again', async () => {
  await sendNow(w.deps, w.brand.scope, { id });
  for (const mail of await claim())
    expect(await endMail(w.deps, system, { mail, error: { message: 'unknown', permanent: true } })).toBe(
      'failed',
    );
});

test('whoever has a mail ends the mails to its address, at once and for this schedule', async () => {
  w.clock.move(1_000);
  await sendNow(w.deps, w.brand.scope, { id });
  const { token } = await w.deps.db.reportRecipient.findFirstOrThrow({
    where: { address: 'lin@huaxi.example' },
  });
  expect(await readSubscription(w.deps, { token })).toEqual({
    of: 'kols',
    brandName: expect.any(String),
    address: 'lin@huaxi.example',
    optedOut: false,
  });
  expect(await endSubscription(w.deps, { token })).toMatchObject({ optedOut: true });
  expect(await endSubscription(w.deps, { token })).toMatchObject({ optedOut: true });
  expect((await claim()).map(({ address }) => address)).toEqual(['wang@huaxi.example']);
  w.clock.move(DAY);
  expect(await plan()).toBe(1);
  expect((await claim()).map(({ address }) => address)).toEqual(['wang@huaxi.example', 'wang@huaxi.example']);
  for (const other of ['', 'nobody'])
    await expect(endSubscription(w.deps, { token: other })).rejects.toMatchObject({
      code: 'reports/subscription_not_found',
    });
});

test('a changed schedule: who stays keeps the way out, who is left out gets nothing that waits', async () => {
  const recipientOf = (address: string) =>
    w.deps.db.reportRecipient.findFirst({ where: { scheduleId: id, address } });
  const { report: _, ...kept } = daily;
  const [lin, before] = [await recipientOf('lin@huaxi.example'), await listSchedules(w.deps, w.brand.scope)];
  w.clock.move(1_000);
  await sendNow(w.deps, w.brand.scope, { id });
  // The same rhythm keeps its next time; Wang, whose mail waits, is left out, and Lin, who wanted no more, stays out.
  const changed = await changeSchedule(w.deps, w.brand.scope, {
    ...kept,
    id,
    question: { currency: 'CNY', period: { days: 30 } },
    recipients: ['lin@huaxi.example', 'Zhao@huaxi.example'],
  });
  expect(changed).toMatchObject({
    report: 'kols',
    days: 30,
    question: { currency: 'CNY', period: { days: 30 } },
    nextAt: before[0]?.nextAt,
    recipients: [
      { address: 'lin@huaxi.example', optedOut: true },
      { address: 'zhao@huaxi.example', optedOut: false, last: null },
    ],
  });
  expect((await recipientOf('lin@huaxi.example'))?.token).toBe(lin?.token);
  expect(await claim()).toEqual([]);
  // Left out and taken in again, Lin is out all the same.
  for (const recipients of [['zhao@huaxi.example'], ['lin@huaxi.example', 'zhao@huaxi.example']]) {
    const again = await changeSchedule(w.deps, w.brand.scope, { ...kept, id, recipients });
    expect(again.recipients).toMatchObject([{ address: 'lin@huaxi.example', optedOut: true }, {}]);
  }
  expect((await recipientOf('lin@huaxi.example'))?.token).toBe(lin?.token);
  const weekly = { ...kept, id, rhythm: { every: 'weekly' as const, weekday: 1, hour: 9 } };
  const { nextAt } = await changeSchedule(w.deps, w.brand.scope, weekly);
  expect(nextAt.getTime()).toBeGreaterThan(w.clock.now().getTime());
  // A Monday, 09:00 in Shanghai.
  expect([nextAt.getUTCDay(), nextAt.getUTCHours()]).toEqual([1, 1]);

  await expect(changeSchedule(w.deps, w.brand.scope, { ...kept, id: 'sch_none' })).rejects.toMatchObject({
    code: 'reports/schedule_not_found',
  });
  const fixed = { currency: 'CNY', period: { from: '2026-10-01', to: '2026-10-02' } };
  await expect(changeSchedule(w.deps, w.brand.scope, { ...kept, id, question: fixed })).rejects.toMatchObject(
    { code: 'reports/bad_question' },
  );
});

test('a deleted schedule sends nothing more', async () => {
  await deleteSchedule(w.deps, w.brand.scope, { id });
  await expect(deleteSchedule(w.deps, w.brand.scope, { id })).rejects.toMatchObject({
    code: 'reports/schedule_not_found',
  });
  w.clock.move(10 * DAY);
  expect(await plan()).toBe(0);
  expect(await claim()).toEqual([]);
});
