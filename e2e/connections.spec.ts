import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '@kolony/config';
import { createClient } from '@kolony/rest';
import { expect, type Page, test } from '@playwright/test';
import { z } from 'zod';

/**
 * A brand connects its shop on a phone: an event signed by another is turned away and said so, a refund waits for its
 * order, the order is credited to a real click. Then a file of orders: looked at, tried, imported, and again. The
 * demo's first brand.
 */
const { urls, dataDir } = readConfig();
const run = Date.now().toString();
const Demo = z.object({
  logins: z.array(
    z.object({ app: z.string(), brand_id: z.string().nullish(), email: z.string(), password: z.string() }),
  ),
  api_keys: z.array(z.object({ brand_id: z.string(), key: z.string() })),
});
test.describe.configure({ mode: 'serial' });

const SECRET = `shpss_${run}`;
const PAYLOADS = join(import.meta.dirname, '../packages/domain/connectors/test/payloads');
let page: Page;
let address = '';
let click = '';
const { logins, api_keys } = Demo.parse(JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8')));
const [key] = api_keys;
const client = createClient({ baseUrl: urls.api, apiKey: key?.key ?? '' });

/** As Shopify sends it: an order of this run, placed now, with the click as the snippet's cart attribute. */
async function shopify(topic: string, name: string, secret = SECRET): Promise<unknown> {
  const body = readFileSync(join(PAYLOADS, `${name}.json`), 'utf8')
    .replaceAll('820982911946154508', run)
    .replaceAll('890088186047892319', `9${run}`)
    .replaceAll(/2026-10-0\dT[\d:]+\+08:00/g, new Date().toISOString())
    .replaceAll('KCLID', click);
  const answer = await fetch(address, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-shopify-topic': topic,
      'x-shopify-webhook-id': `${name}-${run}`,
      'x-shopify-hmac-sha256': createHmac('sha256', secret).update(body).digest('base64'),
    },
    body,
  });
  return { status: answer.status, body: await answer.json() };
}

test.beforeAll(async ({ browser }) => {
  page = await (await browser.newContext({ viewport: { width: 375, height: 812 } })).newPage();
  page.on('pageerror', (error) => {
    throw error;
  });
  const owner = logins.find(({ app, brand_id }) => app === 'brand' && brand_id === key?.brand_id);
  await page.goto(`${urls.brand}/sign-in`);
  await page.locator('input[name=email]').fill(owner?.email ?? '');
  await page.locator('input[name=password]').fill(owner?.password ?? '');
  await page.locator('button[type=submit]').click();
  await expect(page.getByRole('heading', { name: 'Campaigns', level: 1 })).toBeVisible();
  const { data } = await client.links.list({ limit: 200 });
  for (const { slug } of data) {
    const answer = await fetch(`${urls.tracker}/${slug}`, { redirect: 'manual' });
    click = new URL(answer.headers.get('location') ?? 'http://none').searchParams.get('kclid') ?? '';
    if (click) break;
  }
  expect(click).toMatch(/^[\w-]{44}$/);
});

test('a connection is added; its page says what to enter at the shop', async () => {
  await page.goto(`${urls.brand}/developers`);
  await page.getByRole('link', { name: 'Connections' }).click();
  await expect(page.getByRole('heading', { name: 'Connections', level: 1 })).toBeVisible();
  await page.getByRole('button', { name: 'Add connection' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'WooCommerce' }).check();
  await expect(dialog.getByLabel('Signing secret')).toHaveValue(/^[0-9a-f]{64}$/);
  await dialog.getByRole('radio', { name: 'Shopify' }).check();
  await dialog.getByLabel('Name').fill(`Hong Kong shop ${run}`);
  await dialog.getByLabel('Signing secret').fill(SECRET);
  await dialog.getByRole('button', { name: 'Add connection' }).click();
  await expect(page.getByRole('heading', { name: `Hong Kong shop ${run}`, level: 1 })).toBeVisible();
  await expect(page.getByText('orders/create')).toBeVisible();
  await expect(page.getByText('/cart/update.js')).toBeVisible();
  expect(await page.content()).not.toContain(SECRET);
  address = (await page.locator('pre', { hasText: '/v1/connections/' }).first().textContent())?.trim() ?? '';
  expect(address).toMatch(/\/v1\/connections\/con_\w+\/events$/);
});

test('signed by another: turned away, and the page says so', async () => {
  expect(await shopify('orders/create', 'shopify-orders-create', 'somebody else')).toMatchObject({
    status: 401,
    body: { code: 'connectors/signature_wrong' },
  });
  await expect(page.getByText('Events arrive with another signature.')).toBeVisible();
  await expect(page.getByText('Signature wrong').first()).toBeVisible();
});

test('a refund waits for its order; the order comes, is credited to the click, and both are recorded', async () => {
  expect(await shopify('refunds/create', 'shopify-refunds-create')).toMatchObject({
    status: 200,
    body: { outcome: 'waiting', order_id: run },
  });
  await expect(page.getByText('Its order has not come yet.')).toBeVisible();
  expect(await shopify('orders/create', 'shopify-orders-create')).toMatchObject({
    status: 200,
    body: { outcome: 'recorded', order_id: run },
  });
  expect(await shopify('orders/create', 'shopify-orders-create')).toMatchObject({
    body: { outcome: 'replayed' },
  });
  await expect(page.getByText('Its order has not come yet.')).toHaveCount(0);
  await expect(page.getByText('Active', { exact: true }).first()).toBeVisible();
  expect(await client.conversions.get(run)).toMatchObject({ amount: 22_000, attribution: { winner: click } });
});

const at = new Date().toISOString();
const csv = [
  'Order ID,amount,currency,occurred_at,click_id',
  `F-${run}-1,"1,200.00",CNY,${at},CLICK`,
  `F-${run}-2,88.00,CNY,${at},`,
  `F-${run}-3,=1+1,CNY,yesterday,`,
].join('\r\n');

test('a file of orders is looked at, tried and imported; again everything is known', async () => {
  await page.goto(`${urls.brand}/developers/import`);
  const choose = async () =>
    page.getByLabel('CSV file').setInputFiles({
      name: 'orders.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(csv.replace('CLICK', click)),
    });
  await choose();
  await expect(page.getByText('3 lines: 2 can be read, 1 cannot.')).toBeVisible();
  await expect(page.getByText('No amount of this currency above zero.')).toBeVisible();
  await page.getByRole('button', { name: 'Dry run' }).click();
  const tried = page.getByTestId('dry-run');
  await expect(tried.getByText('The amount cannot be read.')).toBeVisible();
  await expect(tried.getByText('Recorded; no click or code was named.')).toBeVisible();
  await expect(client.conversions.get(`F-${run}-1`)).rejects.toMatchObject({ status: 404 });
  await page.getByRole('button', { name: 'Import 2 lines' }).click();
  await expect(page.getByTestId('imported')).toBeVisible();
  expect(await client.conversions.get(`F-${run}-1`)).toMatchObject({
    amount: 120_000,
    attribution: { winner: click },
  });
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download report' }).click();
  expect((await saved).suggestedFilename()).toBe('kolony-import.csv');
  await choose();
  await page.getByRole('button', { name: 'Dry run' }).click();
  await expect(tried.locator('tbody').getByText('Known already')).toHaveCount(2);
  await expect(page.getByRole('button', { name: 'Import 0 lines' })).toBeDisabled();
});

test('in Chinese, in the dark, on a phone: nothing untranslated, nothing wider than the screen', async () => {
  await page.context().addCookies([
    { name: 'kolony_locale', value: 'zh-CN', url: urls.brand },
    { name: 'kolony_theme', value: 'dark', url: urls.brand },
  ]);
  const id = /con_\w+/.exec(address)?.[0];
  for (const path of ['/developers/connections', `/developers/connections/${id}`, '/developers/import']) {
    await page.goto(`${urls.brand}${path}`);
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.waitForLoadState('networkidle');
    // biome-ignore lint/performance/useDomNodeTextContent: textContent has the scripts' text in it, which nobody reads
    expect(await page.locator('body').innerText()).not.toMatch(/\b(?:brand|domain|ui)\.[a-z]+\.[a-zA-Z.]+/);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  }
});
