import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readConfig } from '@kolony/config';
import { expect, type Page, test } from '@playwright/test';
import { Webhook } from 'standardwebhooks';

/**
 * A shop's developer is told of events: an address is added, its secret is shown once, a test event arrives and is
 * verified with the standard's own library, a failure is in the log with its answer and is sent again.
 */
const { urls } = readConfig();
const run = Date.now().toString(36);
test.describe.configure({ mode: 'serial' });

let page: Page;
let receiver: Server;
let address = '';
let secret = '';
let status = 503;
const told: { headers: Record<string, string>; body: string }[] = [];

test.beforeAll(async ({ browser }) => {
  receiver = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
    told.push({ headers: Object.fromEntries(headers), body });
    response.writeHead(status).end(`said ${status}`);
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  page = await (await browser.newContext({ viewport: { width: 375, height: 812 } })).newPage();
  page.on('pageerror', (error) => {
    throw error;
  });
});
test.afterAll(() => receiver.close());

test('an address is added on a phone; one inside is refused at its field; the secret is shown once', async () => {
  await page.goto(`${urls.brand}/sign-up`);
  await page.locator('input[name=name]').fill('Lin Yue');
  await page.locator('input[name=workspace]').fill(`Hook House ${run}`);
  await page.locator('input[name=email]').fill(`hook-${run}@tea.example`);
  await page.locator('input[name=password]').fill('a long enough phrase');
  await page.locator('button[type=submit]').click();
  await expect(page.getByRole('heading', { name: 'Campaigns', level: 1 })).toBeVisible();
  await page.goto(`${urls.brand}/developers`);
  await page.getByRole('link', { name: 'Webhooks' }).click();
  await expect(page.getByRole('heading', { name: 'Webhooks', level: 1 })).toBeVisible();
  await page.getByRole('button', { name: 'Add endpoint' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Address').fill('https://169.254.169.254/latest');
  await dialog.getByRole('button', { name: 'Add endpoint' }).click();
  await expect(dialog.getByText('This address is not on the public Internet.')).toBeVisible();
  await dialog.getByLabel('Address').fill(address);
  await dialog.getByRole('button', { name: 'Add endpoint' }).click();
  secret = (await page.getByTestId('webhook-secret').textContent()) ?? '';
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('link', { name: address }).click();
  await expect(page.getByText('Nothing was sent yet')).toBeVisible();
  expect(await page.content()).not.toContain(secret);
});

test('a test event arrives signed; its failure is in the log; sent again it is taken', async () => {
  await page.getByRole('button', { name: 'Send test event' }).click();
  await expect.poll(() => told.length).toBe(1);
  await expect(page.getByText('HTTP 503').first()).toBeVisible();
  await expect(page.getByText('Failing', { exact: true }).first()).toBeVisible();
  status = 200;
  await page.getByRole('button', { name: 'Show delivery: Test event' }).first().click();
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByText('said 503')).toBeVisible();
  await expect(drawer.getByText('"type": "webhook.test"')).toBeVisible();
  await drawer.getByRole('button', { name: 'Send again' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByText('HTTP 200')).toBeVisible();
  for (const { headers, body } of told)
    expect(new Webhook(secret).verify(body, headers)).toMatchObject({ type: 'webhook.test', version: 1 });
  expect(new Set(told.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
});

test('in Chinese, in the dark, on a phone: nothing untranslated, nothing wider than the screen', async () => {
  await page.context().addCookies([
    { name: 'kolony_locale', value: 'zh-CN', url: urls.brand },
    { name: 'kolony_theme', value: 'dark', url: urls.brand },
  ]);
  for (const path of [new URL(page.url()).pathname, '/developers/webhooks']) {
    await page.goto(`${urls.brand}${path}`);
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await expect(page.getByText('正常').first()).toBeVisible();
    // biome-ignore lint/performance/useDomNodeTextContent: textContent has the scripts' text in it, which nobody reads
    expect(await page.locator('body').innerText()).not.toMatch(/\b(?:brand|domain|ui)\.[a-z]+\.[a-zA-Z.]+/);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  }
});
