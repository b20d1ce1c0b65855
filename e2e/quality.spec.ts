import { readConfig } from '@kolony/config';
import { type Browser, expect, type Page, test } from '@playwright/test';

/**
 * Honest traffic as both sides see it: a machine's click is led to the shop and counted for nobody, an order that a
 * machine's click brought is held with its reason, the KOL reads the same words, the brand lets one go and refuses
 * another, and a customer is forgotten. ¥200.00 × 15 % = ¥30.00 each.
 */
const { urls } = readConfig();
const PHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148';
const run = Date.now().toString(36);

test.describe.configure({ mode: 'serial' });

let brand: Page;
let kol: Page;
let key = '';
let shortLink = '';
let campaign = '';

async function open(browser: Browser, viewport: { width: number; height: number }): Promise<Page> {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  page.on('pageerror', (error) => {
    throw error;
  });
  return page;
}

async function visit(userAgent: string): Promise<string> {
  const answer = await fetch(`${urls.tracker}/${shortLink}`, {
    redirect: 'manual',
    headers: { 'user-agent': userAgent },
  });
  expect(answer.status).toBe(302);
  return new URL(answer.headers.get('location') ?? '').searchParams.get('kclid') ?? '';
}

async function order(orderId: string, clickId: string): Promise<void> {
  const response = await fetch(`${urls.api}/v1/conversions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      order_id: orderId,
      amount: 20_000,
      currency: 'CNY',
      occurred_at: new Date().toISOString(),
      click_id: clickId,
      customer_id: `customer-${run}`,
    }),
  });
  expect(response.status).toBe(201);
}

test.beforeAll(async ({ browser }) => {
  brand = await open(browser, { width: 1440, height: 900 });
  kol = await open(browser, { width: 375, height: 812 });
});

test('a brand with a live campaign, and a KOL with a link', async () => {
  await kol.goto(`${urls.portal}/sign-up`);
  await kol.locator('input[name=displayName]').fill(`Qing ${run}`);
  await kol.locator('input[name=handle]').fill(`qing_${run}`);
  await kol.locator('input[name=email]').fill(`qing-${run}@kol.example`);
  await kol.locator('input[name=password]').fill('a long enough phrase');
  await kol.locator('button[type=submit]').click();
  await expect(kol.getByRole('heading', { name: 'Deals', level: 1 })).toBeVisible();

  await brand.goto(`${urls.brand}/sign-up`);
  await brand.locator('input[name=name]').fill('Lin Yue');
  await brand.locator('input[name=workspace]').fill(`Quiet House ${run}`);
  await brand.locator('input[name=email]').fill(`lin-${run}@quiet.example`);
  await brand.locator('input[name=password]').fill('a long enough phrase');
  await brand.locator('button[type=submit]').click();
  await expect(brand.getByRole('heading', { name: 'Campaigns', level: 1 })).toBeVisible();

  await brand.goto(`${urls.brand}/funding`);
  await brand.getByLabel('Amount').fill('1000');
  await brand.getByLabel('Bank reference').fill(`WIRE-${run}`);
  await brand.getByRole('button', { name: 'Record deposit' }).click();
  await expect(brand.getByText('¥1,000.00').first()).toBeVisible();

  await brand.goto(`${urls.brand}/campaigns/new`);
  await brand.getByLabel('Name').fill(`Quiet tea ${run}`);
  await brand.getByLabel('What should the KOL know?').fill('Say what you like about it.');
  await brand.getByLabel('Landing page').fill('https://tea.example/quiet');
  await brand.locator('input[name="deliverables.0.title"]').fill('One video');
  await brand.getByRole('button', { name: 'Save draft' }).click();
  await expect(brand.getByRole('heading', { name: `Quiet tea ${run}`, level: 1 })).toBeVisible();
  await brand.getByRole('button', { name: 'Fund budget' }).click();
  const fund = brand.getByRole('dialog');
  await fund.getByLabel('Amount').fill('500');
  await fund.getByRole('button', { name: 'Fund', exact: true }).click();
  await expect(fund).toBeHidden();
  await brand.getByRole('button', { name: 'Publish' }).click();
  await brand.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
  await expect(brand.getByText('Live', { exact: true })).toBeVisible();
  campaign = brand.url();
  await brand.getByRole('button', { name: 'Invite KOLs' }).first().click();
  await brand.getByLabel('Search by name, handle or niche').fill(`qing_${run}`);
  await brand.getByRole('button', { name: `Invite Qing ${run}` }).click();
  await expect(brand.getByText('On this campaign')).toBeVisible();

  await brand.goto(`${urls.brand}/developers`);
  await brand.getByRole('button', { name: 'Create API key' }).first().click();
  await brand.getByRole('dialog').getByLabel('Name').fill('Shop');
  await brand.getByRole('dialog').getByRole('button', { name: 'Create API key' }).click();
  key = (await brand.getByTestId('api-key').textContent()) ?? '';

  await kol.goto(`${urls.portal}/deals`);
  await kol
    .getByRole('link', { name: new RegExp(`Quiet tea ${run}`) })
    .first()
    .click();
  await kol.getByRole('button', { name: 'Accept', exact: true }).click();
  await kol.getByRole('dialog').getByRole('button', { name: 'Accept these terms' }).click();
  await expect(kol.getByRole('button', { name: 'QR code' }).first()).toBeVisible();
  const page = (await kol.locator('main').textContent()) ?? '';
  shortLink = new RegExp(`${new URL(urls.tracker).host}/([a-z0-9]{7})`).exec(page)?.[1] ?? '';
  expect(shortLink).not.toBe('');
});

test('machines are led to the shop and counted apart', async () => {
  const clicks = {
    person: await visit(PHONE),
    bot: await visit('Googlebot/2.1'),
    second: await visit('curl/8.5.0'),
  };
  await fetch(`${urls.tracker}/${shortLink}`, { method: 'HEAD', redirect: 'manual' });
  await order(`GOOD-${run}`, clicks.person);
  await order(`BOT-${run}`, clicks.bot);
  await order(`CURL-${run}`, clicks.second);
  await brand.goto(campaign);
  const card = brand.getByRole('heading', { name: 'Raw, filtered, counted' });
  await expect(async () => {
    await brand.reload();
    await expect(card).toBeVisible({ timeout: 5_000 });
    await expect(brand.locator('main')).toContainText('Raw requests4', { timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await expect(brand.locator('main')).toContainText('Counted clicks1');
  await expect(brand.locator('main')).toContainText('Bots2');
  await expect(brand.locator('main')).toContainText('HEAD requests1');
});

test('suspicious orders are held with their reasons, and the KOL reads the same words', async () => {
  await brand.goto(`${urls.brand}/quality`);
  const row = (orderId: string) => brand.getByRole('row', { name: new RegExp(orderId) });
  await expect(row(`BOT-${run}`).getByText('bot or from a data centre')).toBeVisible({ timeout: 30_000 });
  await expect(row(`CURL-${run}`).getByText('Held', { exact: false })).toBeVisible();
  await expect(row(`GOOD-${run}`).getByText('Held', { exact: false })).toHaveCount(0);
  await kol.goto(`${urls.portal}/earnings`);
  await expect(kol.getByText('Held for a check').first()).toBeVisible();
  await kol
    .getByRole('link', { name: new RegExp(`BOT-${run}`) })
    .first()
    .click();
  await expect(kol.getByText('came from a bot or from a data centre')).toBeVisible();
  expect(await kol.locator('main').textContent()).not.toContain(`customer-${run}`);
});

test('the brand lets one go and refuses another; both sides see what came of it', async () => {
  const decide = async (orderId: string, decision: 'Release' | 'Refuse') => {
    await brand.getByRole('button', { name: `Decide on order ${orderId}` }).click();
    const dialog = brand.getByRole('dialog');
    await dialog.getByRole('radio', { name: decision }).check();
    await dialog.getByLabel('Note to the KOL').fill(`${decision}: our own test`);
    await dialog.getByRole('button', { name: 'Decide', exact: true }).click();
    await expect(dialog).toBeHidden();
  };
  await brand.goto(`${urls.brand}/quality`);
  await decide(`CURL-${run}`, 'Release');
  await decide(`BOT-${run}`, 'Refuse');
  await expect(
    brand.getByRole('row', { name: new RegExp(`BOT-${run}`) }).getByText('Refused', { exact: false }),
  ).toBeVisible();
  await expect(
    brand.getByRole('row', { name: new RegExp(`CURL-${run}`) }).getByText('Released', { exact: false }),
  ).toBeVisible();
  await kol.reload();
  await expect(kol.getByText('The brand’s note: Refuse: our own test')).toBeVisible();
});

test('a customer is forgotten, and the figures stay', async () => {
  await brand.goto(`${urls.brand}/developers`);
  await brand.getByLabel('Id', { exact: true }).fill(`customer-${run}`);
  await brand.getByRole('button', { name: 'Forget' }).click();
  await expect(brand.getByText('3 orders no longer name them')).toBeVisible();
  await expect(brand.getByText('Forgotten').first()).toBeVisible({ timeout: 30_000 });
  await kol.goto(`${urls.portal}/earnings`);
  await expect(kol.getByText('¥60.00').first()).toBeVisible();
});
