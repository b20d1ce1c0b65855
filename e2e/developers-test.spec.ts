import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '@kolony/config';
import { createClient } from '@kolony/rest';
import { expect, type Page, test } from '@playwright/test';
import { z } from 'zod';

/**
 * A shop's developer before going live: a click through the tracker that is never counted, an order that goes the whole
 * way and is not recorded, what is wrong with a wrong one, and the real one as it arrives. The demo's first brand.
 */
const { urls, dataDir } = readConfig();
const run = Date.now().toString(36);
const Demo = z.object({
  logins: z.array(
    z.object({
      app: z.string(),
      role: z.string(),
      brand_id: z.string().nullish(),
      email: z.string(),
      password: z.string(),
    }),
  ),
  api_keys: z.array(z.object({ brand_id: z.string(), key: z.string() })),
});
test.describe.configure({ mode: 'serial' });

let page: Page;
let click = '';
const { logins, api_keys } = Demo.parse(JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8')));
const [key] = api_keys;
const client = createClient({ baseUrl: urls.api, apiKey: key?.key ?? '' });
const body = () => page.getByLabel('Body of the order');
const result = (name: string) => page.locator(`[data-check=${name}]`).last();

test.beforeAll(async ({ browser }) => {
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  page.on('pageerror', (error) => {
    throw error;
  });
  const owner = logins.find(({ app, brand_id }) => app === 'brand' && brand_id === key?.brand_id);
  await page.goto(`${urls.brand}/sign-in`);
  await page.locator('input[name=email]').fill(owner?.email ?? '');
  await page.locator('input[name=password]').fill(owner?.password ?? '');
  await page.locator('button[type=submit]').click();
  await expect(page.getByRole('heading', { name: 'Campaigns', level: 1 })).toBeVisible();
});

test('a test click goes through the tracker, has a token, and is not counted', async () => {
  await page.goto(`${urls.brand}/developers`);
  await page.getByRole('link', { name: 'Test console' }).click();
  await expect(page.getByRole('heading', { name: 'Test console', level: 1 })).toBeVisible();
  await page.getByRole('button', { name: 'Send test click' }).click();
  for (const check of ['link_answers', 'link_leads', 'link_token'])
    await expect(result(check)).toHaveAttribute('data-result', 'passed');
  click = (await page.locator('p', { hasText: 'kclid' }).locator('code').textContent()) ?? '';
  expect(click).toMatch(/^[\w-]{44}$/);
  await expect(page.getByTestId('arrivals').getByText('Click of a bot or test').first()).toBeVisible();
  await expect(page.getByTestId('arrivals').getByText('not counted').first()).toBeVisible();
});

test('an order with it passes every check, shows its commission, and is not recorded', async () => {
  await expect(body()).toHaveValue(new RegExp(click));
  const { order_id: orderId } = z
    .object({ order_id: z.string() })
    .parse(JSON.parse(await body().inputValue()));
  await page.getByRole('button', { name: 'Try order' }).click();
  await expect(page.getByText('This order would earn a commission')).toBeVisible();
  await expect(page.getByText('POST /v1/conversions would answer 201.')).toBeVisible();
  await expect(page.locator('[data-result=failed]')).toHaveCount(0);
  for (const check of ['click_genuine', 'in_window', 'credited', 'budget'])
    await expect(result(check)).toHaveAttribute('data-result', 'passed');
  await expect(page.getByText('Order TEST-').first()).toBeVisible();
  await expect(client.conversions.get(orderId)).rejects.toMatchObject({ status: 404 });
});

test('a wrong one says what is wrong with it, each in its own words', async () => {
  const good = await body().inputValue();
  const cases: [string, string, string][] = [
    [good.replace('20000', '-1'), 'This order would be refused', 'The field amount is wrong or unknown'],
    [good.slice(1), 'This order would be refused', 'This is not JSON'],
    [
      good.replace(click, 'A'.repeat(44)),
      'This order would be recorded and earn nobody',
      'Its signature is wrong',
    ],
  ];
  for (const [text, title, why] of cases) {
    await body().fill(text);
    await page.getByRole('button', { name: 'Try order' }).click();
    await expect(page.getByText(title)).toBeVisible();
    await expect(page.getByText(why)).toBeVisible();
  }
  await body().fill(good);
});

test('the real order is seen to arrive within seconds', async () => {
  const order = JSON.parse(await body().inputValue());
  const sent = await client.conversions.create({ ...order, order_id: `REAL-${run}`, amount: 1_000 });
  expect(sent.commissions).not.toEqual([]);
  await expect(page.getByTestId('arrivals').getByText(`REAL-${run}`)).toBeVisible({ timeout: 6_000 });
});

test('in Chinese, in the dark, on a phone; and the documentation', async () => {
  await page.context().addCookies([
    { name: 'kolony_locale', value: 'zh-CN', url: urls.brand },
    { name: 'kolony_theme', value: 'dark', url: urls.brand },
  ]);
  await page.setViewportSize({ width: 375, height: 812 });
  await page.goto(`${urls.brand}/developers/test`);
  await page.getByRole('button', { name: '发送测试点击' }).click();
  await expect(result('link_token')).toHaveAttribute('data-result', 'passed');
  await page.getByRole('button', { name: '试算订单' }).click();
  await expect(page.getByText('这笔订单会产生佣金')).toBeVisible();
  // biome-ignore lint/performance/useDomNodeTextContent: textContent has the scripts' text in it, which nobody reads
  expect(await page.locator('body').innerText()).not.toMatch(/\b(?:brand|domain|ui)\.[a-z]+\.[a-zA-Z.]+/);
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(await overflow()).toBeLessThanOrEqual(0);
  await page.goto(`${urls.api}/docs`);
  await page.getByText('All calls').click();
  await page.getByRole('link', { name: 'Report an order', exact: true }).last().click();
  await expect(page.getByRole('heading', { name: 'Report an order', exact: true })).toBeInViewport();
  expect(await overflow()).toBeLessThanOrEqual(0);
});
