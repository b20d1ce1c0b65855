import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY } from '@kolony/kernel';
import { openMailer } from '@kolony/mail';
import { createSchedule, listSchedules } from '@kolony/reports';
import { liveWorld } from '@kolony/scenarios/worlds';
import { makeWarehouse } from '@kolony/testing';
import { openWarehouse } from '@kolony/warehouse';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openReportMail } from '../src/report-mail/send.ts';
import { textOf } from './mail-server.ts';

let world: Awaited<ReturnType<typeof liveWorld>>;
let made: Awaited<ReturnType<typeof makeWarehouse>>;
let warehouse: ReturnType<typeof openWarehouse>;
let folder: string;
beforeAll(async () => {
  [world, made] = await Promise.all([liveWorld(), makeWarehouse()]);
  warehouse = openWarehouse({ url: made.url, surface: 'test' });
  folder = mkdtempSync(join(tmpdir(), 'kolony-report-mail-'));
}, 120_000);
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await warehouse.close();
  await made[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});

test('a scheduled report is one mail per recipient, in its language, with its figures and the way out', async () => {
  const { scope } = world.brand;
  const brand = await world.deps.db.brand.update({
    where: { id: scope.brandId },
    data: { name: 'Huaxi <b>& Co</b>' },
  });
  const at = new Date(world.clock.now().getTime() - 2 * DAY).toISOString();
  await warehouse.insert({
    table: 'clicks',
    rows: [1, 2, 3].map((n) => ({
      brand_id: brand.id,
      campaign_id: world.campaignId,
      deal_id: world.link.dealId,
      kol_id: world.kol.scope.kolId,
      link_id: world.link.id,
      click_id: `c${n}`,
      visitor: `v${n}`,
      at,
      counted: true,
    })),
  });
  await createSchedule(world.deps, scope, {
    report: 'kols',
    question: { currency: 'CNY', period: { days: 7 } },
    rhythm: { every: 'daily', hour: 8 },
    locale: 'zh-CN',
    recipients: ['lin@huaxi.example', 'wang@huaxi.example'],
  });
  const errors: unknown[] = [];
  const mailer = openMailer({ smtpUrl: undefined, from: 'Kolony <no-reply@kolony.example>', folder });
  const mail = openReportMail({
    ...world.deps,
    warehouse,
    mailer,
    brandUrl: 'https://app.kolony.example',
    log: { info: () => undefined, error: (...said: unknown[]) => errors.push(said) },
  });
  expect(await mail.round()).toBe(0);
  world.clock.move(DAY);
  // A mail at a time: the next is nobody's until the first went.
  expect(await mail.round()).toBe(1);
  expect(await world.deps.db.reportMail.count({ where: { state: 'pending', attempts: 0 } })).toBe(1);
  expect(await mail.round()).toBe(1);
  expect(errors).toEqual([]);
  expect(await mail.round()).toBe(0);

  const files = readdirSync(folder);
  expect(files).toHaveLength(2);
  const raws = files.map((file) => readFileSync(join(folder, file), 'utf8'));
  const lin = raws.find((raw) => /^To: lin@/m.test(raw)) ?? '';
  expect(lin).not.toContain('wang@huaxi.example');
  const token = (
    await world.deps.db.reportRecipient.findFirstOrThrow({ where: { address: 'lin@huaxi.example' } })
  ).token;
  expect(lin.replace(/\n\s+/g, '')).toContain(
    `List-Unsubscribe:<https://app.kolony.example/unsubscribe/${token}/one-click>`,
  );
  const text = textOf(lin);
  const { displayName } = await world.deps.db.kol.findUniqueOrThrow({ where: { id: world.kol.scope.kolId } });
  expect(text).toContain(displayName);
  expect(text).toContain('停止接收此邮件');
  // Names are text in the page, whatever they hold.
  expect(text).not.toMatch(/<h1[^>]*>[^<]*<b>/);
  expect(text).toContain('Huaxi &#60;b&#62;&#38; Co');
  expect(lin).toContain('.xlsx');
  const [schedule] = await listSchedules(world.deps, scope);
  expect(schedule?.recipients.map(({ last }) => last?.state)).toEqual(['sent', 'sent']);
});
