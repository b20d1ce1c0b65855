import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '@kolony/config';
import { type Browser, expect, type Page, test } from '@playwright/test';

/**
 * The main job as its two people do it, in a real browser over the production build: the brand's journey from sign-up
 * to the paid payout, the KOL's from the offer to the statement, with a visitor and a shop in between. Figures by hand:
 * ¥200.00 × 15 % = ¥30.00; a refund of ¥60.00 takes ¥9.00; ¥21.00 is paid.
 */
const { urls, dataDir } = readConfig();
const clock = join(dataDir, 'clock');
const PHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148';
const run = Date.now().toString(36);
const DAY = 86_400_000;

test.describe.configure({ mode: 'serial' });

let brand: Page;
let kol: Page;
let key = '';
let shortLink = '';

async function open(browser: Browser, viewport: { width: number; height: number }): Promise<Page> {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  page.on('pageerror', (error) => {
    throw error;
  });
  return page;
}

test.beforeAll(async ({ browser }) => {
  brand = await open(browser, { width: 1440, height: 900 });
  kol = await open(browser, { width: 375, height: 812 });
});
test.afterAll(() => rmSync(clock, { force: true }));

async function post(path: string, body: object): Promise<{ status: number; json: Record<string, unknown> }> {
  const response = await fetch(`${urls.api}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, json: await response.json() };
}

test('the brand signs up, deposits, funds a campaign, publishes it and invites a KOL', async () => {
  await kol.goto(`${urls.portal}/sign-up`);
  await kol.locator('input[name=displayName]').fill(`Ling ${run}`);
  await kol.locator('input[name=handle]').fill(`ling_${run}`);
  await kol.locator('input[name=email]').fill(`ling-${run}@kol.example`);
  await kol.locator('input[name=password]').fill('a long enough phrase');
  await kol.locator('button[type=submit]').click();
  await expect(kol.getByRole('heading', { name: 'Deals', level: 1 })).toBeVisible();

  await brand.goto(`${urls.brand}/sign-up`);
  await brand.locator('input[name=name]').fill('Lin Yue');
  await brand.locator('input[name=workspace]').fill(`Tea House ${run}`);
  await brand.locator('input[name=email]').fill(`lin-${run}@tea.example`);
  await brand.locator('input[name=password]').fill('a long enough phrase');
  await brand.locator('button[type=submit]').click();
  await expect(brand.getByRole('heading', { name: 'Campaigns', level: 1 })).toBeVisible();

  await brand.goto(`${urls.brand}/funding`);
  await brand.getByLabel('Amount').fill('1000');
  await brand.getByLabel('Bank reference').fill(`WIRE-${run}`);
  await brand.getByRole('button', { name: 'Record deposit' }).click();
  await expect(brand.getByText('¥1,000.00').first()).toBeVisible();

  await brand.goto(`${urls.brand}/campaigns/new`);
  await brand.getByLabel('Name').fill(`Spring tea ${run}`);
  await brand.getByLabel('What should the KOL know?').fill('Brew it the way you like it, and say so.');
  await brand.getByLabel('Landing page').fill('https://tea.example/spring');
  await brand.locator('input[name="deliverables.0.title"]').fill('One video');
  await brand.getByRole('button', { name: 'Save draft' }).click();
  await expect(brand.getByRole('heading', { name: `Spring tea ${run}`, level: 1 })).toBeVisible();

  await brand.getByRole('button', { name: 'Fund budget' }).click();
  const fund = brand.getByRole('dialog');
  await fund.getByLabel('Amount').fill('500');
  await fund.getByRole('button', { name: 'Fund', exact: true }).click();
  await expect(fund).toBeHidden();
  await brand.getByRole('button', { name: 'Publish' }).click();
  await brand.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
  await expect(brand.getByText('Live', { exact: true })).toBeVisible();
  await expect(brand.getByText('¥500.00').first()).toBeVisible();

  await brand.getByRole('button', { name: 'Invite KOLs' }).first().click();
  await brand.getByLabel('Search by name, handle or niche').fill(`ling_${run}`);
  await brand.getByRole('button', { name: `Invite Ling ${run}` }).click();
  await expect(brand.getByText('On this campaign')).toBeVisible();

  await brand.goto(`${urls.brand}/developers`);
  await brand.getByRole('button', { name: 'Create API key' }).first().click();
  await brand.getByRole('dialog').getByLabel('Name').fill('Shop');
  await brand.getByRole('dialog').getByRole('button', { name: 'Create API key' }).click();
  key = (await brand.getByTestId('api-key').textContent()) ?? '';
  expect(key).toMatch(/^kol_live_/);
});

test('the KOL reads the brief, accepts, shares the link; a visitor clicks, buys and returns a part', async () => {
  await kol.goto(`${urls.portal}/deals`);
  await kol
    .getByRole('link', { name: new RegExp(`Spring tea ${run}`) })
    .first()
    .click();
  await expect(kol.getByText('Brew it the way you like it, and say so.')).toBeVisible();
  await expect(kol.getByText('15% of every sale').first()).toBeVisible();
  await kol.getByRole('button', { name: 'Accept', exact: true }).click();
  await kol.getByRole('dialog').getByRole('button', { name: 'Accept these terms' }).click();
  await expect(kol.getByRole('button', { name: 'QR code' }).first()).toBeVisible();
  const page = (await kol.locator('main').textContent()) ?? '';
  shortLink = new RegExp(`${new URL(urls.tracker).host}/([a-z0-9]{7})`).exec(page)?.[1] ?? '';
  expect(shortLink).not.toBe('');

  const click = await fetch(`${urls.tracker}/${shortLink}`, {
    redirect: 'manual',
    headers: { 'user-agent': PHONE },
  });
  expect(click.status).toBe(302);
  const landing = new URL(click.headers.get('location') ?? '');
  expect(landing.origin + landing.pathname).toBe('https://tea.example/spring');
  const click_id = landing.searchParams.get('kclid');

  const occurred_at = new Date().toISOString();
  const order = { order_id: `T-${run}`, amount: 20_000, currency: 'CNY', occurred_at, click_id };
  const first = await post('/v1/conversions', order);
  expect(first.status).toBe(201);
  expect(first.json).toMatchObject({ commissions: [{ amount: 3_000, state: 'pending', terms_version: 1 }] });
  expect((await post('/v1/conversions', order)).status).toBe(200);
  expect((await post('/v1/conversions', { ...order, amount: 20_001 })).status).toBe(409);
  expect((await post(`/v1/conversions/T-${run}/status`, { status: 'completed', occurred_at })).status).toBe(
    200,
  );
  const refund = await post('/v1/refunds', {
    refund_id: `R-${run}`,
    order_id: `T-${run}`,
    amount: 6_000,
    occurred_at,
  });
  expect(refund.json).toMatchObject({ adjustments: [{ amount: 900, from: 'pending' }] });

  // The click and the order reach ClickHouse within seconds; the KOL sees both.
  await expect(async () => {
    await kol.reload();
    await expect(kol.getByText('Phone').first()).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 20_000 });

  await kol.goto(`${urls.portal}/earnings`);
  await expect(kol.getByText('¥21.00').first()).toBeVisible();
  await kol
    .getByRole('link', { name: new RegExp(`T-${run}`) })
    .first()
    .click();
  await expect(kol.getByText('Version 1, in force since', { exact: false })).toBeVisible();
  await expect(kol.getByText('¥30.00').first()).toBeVisible();
});

test('the brand reads the result, the hold ends, the payout is approved and paid, and both statements add up', async () => {
  await brand.goto(`${urls.brand}/campaigns`);
  await brand.getByRole('link', { name: `Spring tea ${run}` }).click();
  await expect(brand.getByRole('heading', { name: `Spring tea ${run}`, level: 1 })).toBeVisible();
  await expect(async () => {
    await brand.reload();
    await expect(brand.getByText('¥200.00').first()).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 20_000 });

  writeFileSync(clock, String(8 * DAY));
  await brand.goto(`${urls.brand}/payouts`);
  const payee = brand.getByRole('row', { name: new RegExp(`Ling ${run}`) });
  await expect(async () => {
    await brand.reload();
    await expect(payee.first()).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 20_000 });
  await payee.first().getByRole('checkbox').check();
  await brand.getByRole('button', { name: 'Prepare batch of 1' }).click();
  await expect(brand.getByRole('dialog').getByText('¥21.00').first()).toBeVisible();
  await brand.getByRole('dialog').getByRole('button', { name: 'Prepare batch' }).click();
  await expect(brand.getByRole('button', { name: 'Approve', exact: true })).toBeVisible();
  await brand.getByRole('button', { name: 'Approve', exact: true }).click();
  await brand.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
  await brand.getByRole('button', { name: `Mark the payout to Ling ${run} as paid` }).click();
  await brand.getByRole('dialog').getByLabel('Bank reference').fill(`BANK-${run}`);
  await brand.getByRole('dialog').getByRole('button', { name: 'Mark as paid' }).click();
  await expect(brand.getByText(`BANK-${run}`)).toBeVisible();

  await brand.getByRole('button', { name: `More for Ling ${run}` }).click();
  await brand.getByRole('menuitem', { name: 'Details' }).click();
  await brand.getByRole('link', { name: 'Open statement' }).click();
  // The order was earned this month; the payment may fall into the next one on the moved clock.
  await expect(brand.getByText('It adds up', { exact: false })).toBeVisible();
  const [file] = await Promise.all([
    brand.waitForEvent('download'),
    brand.getByRole('link', { name: 'Download PDF' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^kolony-20\d\d-\d\d-CNY\.pdf$/);
  expect(
    readFileSync(await file.path())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
  await kol.goto(`${urls.portal}/payouts`);
  await expect(kol.getByText('¥21.00').first()).toBeVisible();
  await kol.goto(`${urls.portal}/statement`);
  await expect(kol.getByText('adds up', { exact: false }).first()).toBeVisible();
  expect(readFileSync(clock, 'utf8')).toBe(String(8 * DAY));
});

test('both apps in Chinese and in the dark have no untranslated text and no error', async () => {
  for (const [page, url] of [
    [brand, urls.brand],
    [kol, urls.portal],
  ] as const) {
    await page.context().addCookies([
      { name: 'kolony_locale', value: 'zh-CN', url },
      { name: 'kolony_theme', value: 'dark', url },
    ]);
    for (const path of url === urls.brand
      ? ['/campaigns', '/campaigns/new', '/deals', '/payouts', '/funding', '/statements', '/developers']
      : ['/deals', '/discover', '/earnings', '/payouts', '/profile', '/statement']) {
      await page.goto(`${url}${path}`);
      await expect(page.locator('html')).toHaveAttribute('lang', /^zh/);
      await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
      expect(await page.locator('h1').textContent()).toMatch(/[\u4e00-\u9fff]/);
      // biome-ignore lint/performance/useDomNodeTextContent: textContent has the scripts' text in it, which nobody reads
      expect(await page.locator('body').innerText()).not.toMatch(
        /\b(?:brand|portal|domain|ui)\.[a-z]+\.[a-zA-Z.]+/,
      );
    }
  }
});
