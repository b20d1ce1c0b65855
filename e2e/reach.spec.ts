import { readFileSync } from 'node:fs';
import { readConfig } from '@kolony/config';
import { type Browser, expect, type Page, test } from '@playwright/test';
import jsQR from 'jsqr';
import { PNG } from 'pngjs';

/**
 * What a KOL shares besides a plain link: a code, a QR code, a storefront, and a link that a shop's server reports for.
 * One order comes by each, and both sides read the same commission for it. By hand, at 15 %: the code's ¥100.00 earns
 * ¥15.00, the scan's ¥200.00 ¥30.00, the storefront's ¥300.00 ¥45.00, the server's ¥400.00 ¥60.00; ¥150.00 in all.
 */
const { urls } = readConfig();
const PHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148';
const run = Date.now().toString(36);
const handle = `reach_${run}`;
const code = `TEA-${run}`.toUpperCase();

test.describe.configure({ mode: 'serial' });

let brand: Page;
let kol: Page;
let key = '';
let dealUrl = '';

async function open(browser: Browser, viewport: { width: number; height: number }): Promise<Page> {
  const context = await browser.newContext({ viewport, acceptDownloads: true });
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

/** The shop's server reports an order. */
async function order(order_id: string, amount: number, by: Record<string, string>): Promise<unknown> {
  const response = await fetch(`${urls.api}/v1/conversions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ order_id, amount, currency: 'CNY', occurred_at: new Date().toISOString(), ...by }),
  });
  expect(response.status).toBe(201);
  return response.json();
}

/** Follows an address as a visitor's phone would; the click that the shop is told. */
async function click(address: string): Promise<string> {
  const answer = await fetch(address, { redirect: 'manual', headers: { 'user-agent': PHONE } });
  expect(answer.status).toBe(302);
  const landing = new URL(answer.headers.get('location') ?? '');
  expect(landing.host).toBe('tea.example');
  expect(landing.searchParams.get('sub1')).toBeNull();
  return landing.searchParams.get('kclid') ?? '';
}

test('a brand and a KOL agree, and the brand gives the deal a code', async () => {
  await kol.goto(`${urls.portal}/sign-up`);
  await kol.locator('input[name=displayName]').fill(`Ling ${run}`);
  await kol.locator('input[name=handle]').fill(handle);
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
  await brand.getByRole('button', { name: 'Fund budget' }).click();
  const fund = brand.getByRole('dialog');
  await fund.getByLabel('Amount').fill('500');
  await fund.getByRole('button', { name: 'Fund', exact: true }).click();
  await expect(fund).toBeHidden();
  await brand.getByRole('button', { name: 'Publish' }).click();
  await brand.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
  await expect(brand.getByText('Live', { exact: true })).toBeVisible();
  await brand.getByRole('button', { name: 'Invite KOLs' }).first().click();
  await brand.getByLabel('Search by name, handle or niche').fill(handle);
  await brand.getByRole('button', { name: `Invite Ling ${run}` }).click();
  await expect(brand.getByText('On this campaign')).toBeVisible();
  await brand.goto(`${urls.brand}/developers`);
  await brand.getByRole('button', { name: 'Create API key' }).first().click();
  await brand.getByRole('dialog').getByLabel('Name').fill('Shop');
  await brand.getByRole('dialog').getByRole('button', { name: 'Create API key' }).click();
  key = (await brand.getByTestId('api-key').textContent()) ?? '';

  await kol.goto(`${urls.portal}/deals`);
  await kol
    .getByRole('link', { name: new RegExp(`Spring tea ${run}`) })
    .first()
    .click();
  await kol.getByRole('button', { name: 'Accept', exact: true }).click();
  await kol.getByRole('dialog').getByRole('button', { name: 'Accept these terms' }).click();
  await expect(kol.getByRole('button', { name: 'QR code' }).first()).toBeVisible();
  dealUrl = kol.url();

  await brand.goto(`${urls.brand}/coupons`);
  await brand.getByRole('button', { name: 'New codes' }).click();
  await brand.getByRole('dialog').getByText('Many', { exact: true }).click();
  await brand.getByRole('dialog').getByLabel('Beginning').fill('bulk');
  await brand.getByRole('dialog').getByRole('button', { name: 'Generate' }).click();
  await expect(brand.getByRole('row', { name: /BULK/ }).first()).toBeVisible();
  await brand.getByRole('button', { name: 'New codes' }).click();
  await brand.getByRole('dialog').getByLabel('Code', { exact: false }).last().fill(code.toLowerCase());
  await brand.getByRole('dialog').getByRole('button', { name: 'Create code' }).click();
  await expect(brand.getByRole('row', { name: new RegExp(code) })).toBeVisible();
  const [file] = await Promise.all([
    brand.waitForEvent('download'),
    brand.getByRole('button', { name: 'Export for the shop' }).click(),
  ]);
  const lines = readFileSync(await file.path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(lines).toHaveLength(22); // a header, twenty, and the one
  expect(lines[1]).toContain(`${code},${handle},Spring tea ${run},`);
});

test('the KOL has a link with UTM and sub-ids, a QR code that scans, and a storefront anybody may open', async ({
  browser,
}) => {
  await kol.goto(dealUrl);
  await expect(kol.getByText(code)).toBeVisible();
  await kol.getByRole('button', { name: 'New link' }).click();
  const dialog = kol.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Live 12 Nov');
  await dialog.getByText('Expiry, UTM, sub-ids, other pages').click();
  await dialog.getByLabel('utm_source').fill('douyin');
  await dialog.getByLabel('sub1').fill('live');
  await dialog.getByRole('button', { name: 'Create link' }).click();
  await expect(dialog).toBeHidden();
  await expect(kol.getByText('https://tea.example/spring?utm_source=douyin')).toBeVisible();

  await kol.getByRole('button', { name: 'QR code' }).first().click();
  await expect(kol.getByRole('dialog').getByRole('img')).toBeVisible();
  const [picture] = await Promise.all([
    kol.waitForEvent('download'),
    kol.getByRole('button', { name: 'Download PNG, 512 pixels' }).click(),
  ]);
  const { data, width, height } = PNG.sync.read(readFileSync(await picture.path()));
  expect([width, height]).toEqual([512, 512]);
  // With the KOL's initial in the middle it reads all the same.
  const scanned = jsQR(new Uint8ClampedArray(data), width, height)?.data ?? '';
  expect(scanned).toMatch(new RegExp(`^${urls.tracker}/[a-z0-9]{7}/q$`));

  // A picture of their own, drawn by nobody: noise is the worst that can stand there.
  const noise = new PNG({ width: 300, height: 300 });
  noise.data = Buffer.from(noise.data.map((_, at) => (at % 4 === 3 ? 255 : (at * 7919) % 251)));
  const qr = kol.getByRole('dialog');
  await qr.getByLabel('Your picture').setInputFiles({
    name: 'me.png',
    mimeType: 'image/png',
    buffer: PNG.sync.write(noise),
  });
  await expect(qr.getByRole('button', { name: 'Remove picture' })).toBeVisible();
  await expect(qr.getByRole('img')).toHaveAttribute('src', /data%3Aimage%2Fpng/);
  const [pictured] = await Promise.all([
    kol.waitForEvent('download'),
    kol.getByRole('button', { name: 'Download PNG, 512 pixels' }).click(),
  ]);
  const withPicture = PNG.sync.read(readFileSync(await pictured.path()));
  expect(withPicture.data.equals(data)).toBe(false);
  expect(jsQR(new Uint8ClampedArray(withPicture.data), 512, 512)?.data).toBe(scanned);
  await qr.getByLabel('Your picture').setInputFiles({
    name: 'me.png',
    mimeType: 'image/png',
    buffer: Buffer.from('no picture'),
  });
  await expect(qr.getByText('This file is no PNG or JPEG')).toBeVisible();
  await kol.keyboard.press('Escape');

  await kol.goto(`${urls.portal}/storefront`);
  await kol.getByRole('button', { name: 'New bundle' }).click();
  const bundle = kol.getByRole('dialog');
  await bundle.getByLabel('Title').fill('My morning');
  await bundle.getByLabel('Add a link').selectOption({ index: 1 });
  await bundle.getByRole('button', { name: 'Save' }).click();
  await expect(bundle).toBeHidden();
  await kol.getByRole('switch', { name: 'Published' }).click();
  await expect(kol.getByText('Anybody can open it.')).toBeVisible();

  const visitor = await open(browser, { width: 375, height: 812 });
  await visitor.goto(`${urls.portal}/s/${handle}`);
  await expect(visitor.getByRole('heading', { name: `Ling ${run}`, level: 1 })).toBeVisible();
  const line = visitor.getByRole('link', { name: /广告|#ad/ });
  const target = (await line.getAttribute('href')) ?? '';
  expect(target).toMatch(/\/[a-z0-9]{7}\/s$/);
  expect(await visitor.locator('script[type="application/ld+json"]').textContent()).toContain(target);
  expect(await (await fetch(`${urls.portal}/sitemap.xml`)).text()).toContain(`/s/${handle}<`);
  expect((await fetch(`${urls.portal}/s/nobody_${run}`)).status).toBe(404);
  await visitor.close();

  const plain = scanned.slice(0, -2);
  const paid = (amount: number) => ({ commissions: [{ amount, state: 'pending' }] });
  expect(await order(`C-${run}`, 10_000, { coupon_code: code.toLowerCase() })).toMatchObject(paid(1_500));
  expect(await order(`Q-${run}`, 20_000, { click_id: await click(scanned) })).toMatchObject(paid(3_000));
  expect(await order(`S-${run}`, 30_000, { click_id: await click(target) })).toMatchObject(paid(4_500));
  const server = await click(`${plain}?sub1=video-7`);
  expect(await order(`P-${run}`, 40_000, { click_id: server })).toMatchObject(paid(6_000));
});

test('both sides read the same figures: clicks, scans, orders by link and by code, and each commission', async () => {
  const figures = /^3 clicks, of which 1 scan and 1 from own pages · .* · 3 orders$/;
  await expect(async () => {
    await kol.goto(dealUrl);
    await expect(kol.getByTestId('link-figures').filter({ hasText: figures })).toBeVisible({
      timeout: 3_000,
    });
    await expect(kol.getByText('By code, without a link')).toBeVisible({ timeout: 3_000 });
    await expect(kol.getByText('¥150.00').first()).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 40_000 });
  await expect(kol.getByText('1 order · ¥100.00 placed · ¥15.00 commission')).toBeVisible();

  await brand.goto(dealUrl.replace(urls.portal, urls.brand));
  await expect(brand.getByTestId('link-figures').filter({ hasText: figures })).toBeVisible();
  await expect(brand.getByText('1 order · ¥100.00 placed · ¥15.00 commission')).toBeVisible();
  for (const [page, list] of [
    [kol, `${urls.portal}/earnings`],
    [brand, `${urls.brand}/commissions`],
  ] as const) {
    await page.goto(list);
    for (const [id, amount] of [
      ['C', '¥15.00'],
      ['Q', '¥30.00'],
      ['S', '¥45.00'],
      ['P', '¥60.00'],
    ])
      await expect(page.getByRole('row', { name: new RegExp(`${id}-${run}`) }).first()).toContainText(
        `${amount}`,
      );
  }
});

test('the new pages in Chinese and in the dark have no untranslated text', async () => {
  for (const [page, url, paths] of [
    [brand, urls.brand, ['/coupons', '/developers']],
    [kol, urls.portal, ['/storefront', `/s/${handle}`]],
  ] as const) {
    await page.context().addCookies([
      { name: 'kolony_locale', value: 'zh-CN', url },
      { name: 'kolony_theme', value: 'dark', url },
    ]);
    for (const path of [...paths, new URL(dealUrl).pathname]) {
      await page.goto(`${url}${path}`);
      await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
      // biome-ignore lint/performance/useDomNodeTextContent: textContent has the scripts' text in it, which nobody reads
      expect(await page.locator('body').innerText()).not.toMatch(
        /\b(?:brand|portal|domain|ui)\.[a-z]+\.[a-zA-Z.]+/,
      );
    }
  }
});
