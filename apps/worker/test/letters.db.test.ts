import { forgetLetters } from '@kolony/db';
import { inviteKol, withdrawInvitation } from '@kolony/deals';
import { inviteMember, readInvitation, revokeInvitation, systemScope } from '@kolony/identity';
import { DAY, HOUR, MINUTE, plusDays } from '@kolony/kernel';
import { openMailer } from '@kolony/mail';
import { endSubscription, raiseAlerts, readAlertMail, setAlertMail } from '@kolony/reports';
import { type OfferedWorld, offeredWorld } from '@kolony/scenarios/worlds';
import { makeWarehouse } from '@kolony/testing';
import { openWarehouse } from '@kolony/warehouse';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sendLetter } from '../src/letters/send-letter.ts';
import { openMailServer } from './mail-server.ts';

let w: OfferedWorld;
let server: Awaited<ReturnType<typeof openMailServer>>;
let mailer: ReturnType<typeof openMailer>;
const errors: unknown[] = [];
beforeEach(async () => {
  errors.length = 0;
  [w, server] = await Promise.all([offeredWorld(), openMailServer()]);
  mailer = openMailer({ smtpUrl: server.url, from: 'Kolony <no-reply@kolony.example>', folder: '' });
}, 120_000);
afterEach(async () => {
  mailer.close();
  await server[Symbol.asyncDispose]();
  await w[Symbol.asyncDispose]();
});

/** Ten seconds later, when what was queued may go, all of it. */
async function send(): Promise<number> {
  w.clock.move(10_000);
  let sent = 0;
  while (await round()) sent += 1;
  return sent;
}

const round = () =>
  sendLetter({
    ...w.deps,
    mailer,
    urls: { brand: 'https://app.kolony.example', portal: 'https://portal.kolony.example' },
    log: { info: () => undefined, error: (...said: unknown[]) => errors.push(said) },
  });
const lettersOf = (kind: string) =>
  w.deps.db.letter.findMany({ where: { kind }, orderBy: { state: 'desc' } });

test('a KOL learns of an offer once, in both languages, and not of one that was withdrawn', async () => {
  const brand = await w.deps.db.brand.update({
    where: { id: w.brand.scope.brandId },
    data: { name: 'Huaxi <b>& Co</b>' },
  });
  expect(await round()).toBe(0);
  expect(await send()).toBe(1);
  expect(await send()).toBe(0);
  const [mail = ''] = server.taken;
  expect(mail).toContain(`To: ${w.kol.email}`);
  expect(mail).toContain(`https://portal.kolony.example/deals/${w.dealId}`);
  expect(mail).toContain(`${brand.name} offers you a deal`);
  expect(mail).toContain('查看邀约');
  // In the page names are text, whatever they hold.
  expect(mail).toContain('Huaxi &#60;b&#62;&#38; Co');
  expect(errors).toEqual([]);

  await withdrawInvitation(w.deps, w.brand.scope, { id: w.dealId, reason: '' });
  await inviteKol(w.deps, w.brand.scope, { campaignId: w.campaignId, kolId: w.kol.scope.kolId, message: '' });
  await withdrawInvitation(w.deps, w.brand.scope, { id: w.dealId, reason: '' });
  expect(await send()).toBe(1);
  expect(server.taken).toHaveLength(1);
  expect((await lettersOf('kol_invited')).map(({ state, facts }) => [state, facts])).toEqual([
    ['sent', null],
    ['dropped', null],
  ]);
});

test('an invited colleague gets the link that the inviter has; what is taken back is not sent', async () => {
  await send();
  const invite = (email: string) => inviteMember(w.deps, w.brand.scope, { email, role: 'finance' });
  const { token } = await invite('lin@huaxi.example');
  const { invitation } = await invite('wang@huaxi.example');
  await revokeInvitation(w.deps, w.brand.scope, { id: invitation.id });
  expect(await send()).toBe(2);
  const [, mail = '', ...others] = server.taken;
  expect(others).toEqual([]);
  expect(mail).toContain('To: lin@huaxi.example');
  expect(mail).toContain(`https://app.kolony.example/join/${token}`);
  // The token was kept for the mail alone.
  expect(await lettersOf('member_invited')).toMatchObject([
    { state: 'sent', facts: null },
    { state: 'dropped', facts: null },
  ]);
});

test('one address is mailed three invitations a day, whoever invites to what; the fourth is there unmailed', async () => {
  const { scope } = w.brand;
  const offer = () =>
    inviteKol(w.deps, scope, { campaignId: w.campaignId, kolId: w.kol.scope.kolId, message: '' });
  const withdraw = () => withdrawInvitation(w.deps, scope, { id: w.dealId, reason: '' });
  // The world's own offer was the first.
  await withdraw();
  await Promise.all([offer(), inviteMember(w.deps, scope, { email: w.kol.email, role: 'clerk' })]);
  await withdraw();
  expect(await offer()).toMatchObject({ state: 'invited' });
  const { token } = await inviteMember(w.deps, scope, { email: w.kol.email, role: 'clerk' });
  expect(await readInvitation(w.deps, { token })).toMatchObject({ email: w.kol.email });
  await inviteMember(w.deps, scope, { email: 'lin@huaxi.example', role: 'clerk' });
  const kinds = async () => (await w.deps.db.letter.findMany()).map(({ kind }) => kind);
  expect((await kinds()).sort()).toEqual(['kol_invited', 'kol_invited', 'member_invited', 'member_invited']);
  w.clock.move(DAY);
  await inviteMember(w.deps, scope, { email: w.kol.email, role: 'clerk' });
  expect(await kinds()).toHaveLength(5);
});

test('a round is one letter: the next is nobody’s until the first went', async () => {
  await inviteMember(w.deps, w.brand.scope, { email: 'lin@huaxi.example', role: 'clerk' });
  w.clock.move(10_000);
  expect(await round()).toBe(1);
  const letters = await w.deps.db.letter.findMany({ orderBy: { attempts: 'desc' } });
  expect(letters.map(({ state, attempts }) => [state, attempts])).toEqual([
    ['sent', 1],
    ['pending', 0],
  ]);
});

test('a server that is busy is asked again later, the same mail; one that refuses is not', async () => {
  server.refusing = 451;
  expect(await send()).toBe(1);
  expect(await send()).toBe(0);
  expect(await lettersOf('kol_invited')).toMatchObject([{ state: 'pending', attempts: 1 }]);
  w.clock.move(MINUTE);
  server.refusing = null;
  expect(await send()).toBe(1);
  const [{ id } = { id: '' }] = await lettersOf('kol_invited');
  expect(server.taken[0]).toContain(`Message-ID: <${id}@app.kolony.example>`);

  await inviteMember(w.deps, w.brand.scope, { email: 'gone@huaxi.example', role: 'clerk' });
  server.refusing = 550;
  expect(await send()).toBe(1);
  expect(await lettersOf('member_invited')).toMatchObject([{ state: 'failed', facts: null }]);
  w.clock.move(DAY);
  expect(await send()).toBe(0);
  expect(errors).toHaveLength(2);

  // What is over is forgotten after a month, what waits is not.
  await inviteMember(w.deps, w.brand.scope, { email: 'late@huaxi.example', role: 'clerk' });
  w.clock.move(30 * DAY);
  await forgetLetters(w.deps);
  expect(await w.deps.db.letter.findMany()).toMatchObject([{ kind: 'member_invited', state: 'pending' }]);
});

test('unusual days are one mail a day to who wants them, in their language, until one click ends it', async () => {
  await send();
  const made = await makeWarehouse();
  const warehouse = openWarehouse({ url: made.url, surface: 'test' });
  const { scope } = w.brand;
  const raise = () => raiseAlerts({ ...w.deps, warehouse }, systemScope('test'));
  // Noon in Shanghai; a hundred clicks a day for six weeks, three hundred yesterday and the day before.
  const noon = new Date(`${w.clock.now().toISOString().slice(0, 10)}T04:00:00.000Z`);
  w.clock.move(noon.getTime() + 50 * DAY - w.clock.now().getTime());
  const today = w.clock.now().toISOString().slice(0, 10);
  const deal = await w.deps.db.deal.findUniqueOrThrow({ where: { id: w.dealId } });
  const rows = Array.from({ length: 42 }, (_, at) => at + 1).flatMap((ago) =>
    Array.from({ length: ago <= 2 ? 300 : 100 }, (_, n) => ({
      brand_id: scope.brandId,
      campaign_id: w.campaignId,
      deal_id: deal.id,
      kol_id: deal.kolId,
      click_id: `${ago}-${n}`,
      at: `${plusDays(today, -ago)}T04:00:00.000Z`,
      counted: true,
    })),
  );
  await warehouse.insert({ table: 'clicks', rows });

  expect(await readAlertMail(w.deps, scope)).toEqual({ wanted: false, address: w.brand.email });
  await setAlertMail(w.deps, scope, { wanted: true, locale: 'zh-CN' });
  expect(await readAlertMail(w.deps, scope)).toMatchObject({ wanted: true });
  await raise();
  await raise();
  const before = server.taken.length;
  expect(await send()).toBe(1);
  const { token } = await w.deps.db.alertReader.findFirstOrThrow();
  const mail = server.taken[before] ?? '';
  expect(mail).toContain(`To: ${w.brand.email}`);
  // Two days of 300 instead of 100, and no third: its neighbours do not stand out.
  expect(mail.match(/点击 300 次/g)).toHaveLength(4);
  expect(mail).toContain(`List-Unsubscribe: <https://app.kolony.example/unsubscribe/${token}/one-click>`);
  expect(mail).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');

  // The next day is silent: another mail, which the click comes before.
  w.clock.move(DAY);
  await raise();
  expect(await endSubscription(w.deps, { token })).toMatchObject({ of: 'alerts', optedOut: true });
  expect(await send()).toBe(1);
  expect(server.taken).toHaveLength(before + 1);
  expect(await lettersOf('alerts')).toMatchObject([{ state: 'sent' }, { state: 'dropped' }]);
  expect(await readAlertMail(w.deps, scope)).toMatchObject({ wanted: false });

  // Whoever may read no reports any more is told nothing of them, though they once asked for it.
  await setAlertMail(w.deps, scope, { wanted: true, locale: 'en' });
  await w.deps.db.member.updateMany({ data: { role: 'clerk' } });
  w.clock.move(DAY);
  await w.deps.db.alertRound.deleteMany();
  await w.deps.db.alert.deleteMany();
  await raise();
  expect(await send()).toBe(1);
  expect(server.taken).toHaveLength(before + 1);
  expect((await lettersOf('alerts')).map(({ state }) => state)).toEqual(['sent', 'dropped', 'dropped']);

  // Whoever left the workspace gets nothing of it.
  await w.deps.db.member.deleteMany();
  expect(await w.deps.db.alertReader.count()).toBe(0);
  w.clock.move(DAY + HOUR);
  await raise();
  expect(await send()).toBe(0);
  await warehouse.close();
  await made[Symbol.asyncDispose]();
});
