import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '@kolony/config';
import { createClient } from '@kolony/rest';
import { type BrowserContext, chromium, expect, type Page, test } from '@playwright/test';
import { openShop } from './shop.ts';

/**
 * A shop on another site includes t.js under a strict CSP and sends its orders by the client package: with cookies, with
 * cookies and storage blocked, and with consent asked for. Figures by hand: ¥200.00 × 15 % = ¥30.00.
 */
const { urls } = readConfig();
const run = Date.now().toString(36);
const PHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148';

test.describe.configure({ mode: 'serial' });

let shop: Awaited<ReturnType<typeof openShop>>;
let brand: Page;
let kol: Page;
let apiKey = '';
let link = '';

test.beforeAll(async ({ browser }) => {
  shop = await openShop({
    tracker: urls.tracker,
    client: () => createClient({ baseUrl: urls.api, apiKey }),
  });
  brand = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  kol = await (await browser.newContext({ viewport: { width: 375, height: 812 } })).newPage();
});
test.afterAll(() => shop.close());

/** Events that the tracker has on disk, of all kinds; views, carts and hints are told apart by the order of a test. */
async function events(): Promise<number> {
  const metrics = await (await fetch(`${urls.tracker}/metrics`)).text();
  return Number(/^kolony_site_events_appended_total (\d+)$/m.exec(metrics)?.[1]);
}

/** What the tag left in the browser, and what the page's policy was broken by. */
const left = (page: Page) =>
  page.evaluate(() => ({
    cookie: document.cookie,
    violations: (window as unknown as { violations: string[] }).violations,
    local: (() => {
      try {
        return localStorage.getItem('kolony');
      } catch {
        return 'blocked';
      }
    })(),
  }));

const touches = (page: Page) =>
  page.evaluate(() => {
    let known: string[] = [];
    window.kolony?.('touches', (tokens) => {
      known = tokens;
    });
    return known;
  });

async function buy(page: Page, order: string): Promise<void> {
  await page.locator('[name=order]').fill(order);
  await page.locator('#buy').click();
  await expect(page.locator('#done')).toHaveText(`Thank you: ${order}`);
}

test('a brand lists its shop, a KOL gets a link to it', async () => {
  await kol.goto(`${urls.portal}/sign-up`);
  await kol.locator('input[name=displayName]').fill(`Yue ${run}`);
  await kol.locator('input[name=handle]').fill(`yue_${run}`);
  await kol.locator('input[name=email]').fill(`yue-${run}@kol.example`);
  await kol.locator('input[name=password]').fill('a long enough phrase');
  await kol.locator('button[type=submit]').click();
  await expect(kol.getByRole('heading', { name: 'Deals', level: 1 })).toBeVisible();

  await brand.goto(`${urls.brand}/sign-up`);
  await brand.locator('input[name=name]').fill('Lin Yue');
  await brand.locator('input[name=workspace]').fill(`Snippet House ${run}`);
  await brand.locator('input[name=email]').fill(`snippet-${run}@tea.example`);
  await brand.locator('input[name=password]').fill('a long enough phrase');
  await brand.locator('button[type=submit]').click();
  await expect(brand.getByRole('heading', { name: 'Campaigns', level: 1 })).toBeVisible();
  await brand.goto(`${urls.brand}/funding`);
  await brand.getByLabel('Amount').fill('1000');
  await brand.getByLabel('Bank reference').fill(`SNIPPET-${run}`);
  await brand.getByRole('button', { name: 'Record deposit' }).click();
  await expect(brand.getByText('¥1,000.00').first()).toBeVisible();

  await brand.goto(`${urls.brand}/campaigns/new`);
  await brand.getByLabel('Name').fill(`Pages ${run}`);
  await brand.getByLabel('What should the KOL know?').fill('Send them to the shop.');
  await brand.getByLabel('Landing page').fill(`${shop.origin}/`);
  await brand.locator('input[name="deliverables.0.title"]').fill('One video');
  await brand.getByRole('button', { name: 'Save draft' }).click();
  await expect(brand.getByRole('heading', { name: `Pages ${run}`, level: 1 })).toBeVisible();
  await brand.getByRole('button', { name: 'Fund budget' }).click();
  await brand.getByRole('dialog').getByLabel('Amount').fill('500');
  await brand.getByRole('dialog').getByRole('button', { name: 'Fund', exact: true }).click();
  await expect(brand.getByRole('dialog')).toBeHidden();
  await brand.getByRole('button', { name: 'Publish' }).click();
  await brand.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
  await expect(brand.getByText('Live', { exact: true })).toBeVisible();
  await brand.getByRole('button', { name: 'Invite KOLs' }).first().click();
  await brand.getByLabel('Search by name, handle or niche').fill(`yue_${run}`);
  await brand.getByRole('button', { name: `Invite Yue ${run}` }).click();
  await expect(brand.getByText('On this campaign')).toBeVisible();

  await brand.goto(`${urls.brand}/developers`);
  await expect(brand.getByText(`src="${urls.tracker}/t.js"`)).toBeVisible();
  const origins = brand.getByLabel('Shop origins');
  await origins.fill('https://tea.example\nshop');
  await brand.getByRole('button', { name: 'Save origins' }).click();
  await expect(brand.getByText('Enter origins like https://shop.example')).toBeVisible();
  await origins.fill(`https://tea.example\n${shop.origin}/`);
  await brand.getByRole('button', { name: 'Save origins' }).click();
  await expect(brand.getByText('Origins saved')).toBeVisible();
  await brand.reload();
  await expect(origins).toHaveValue(`https://tea.example\n${shop.origin}`);
  await brand.getByRole('button', { name: 'Create API key' }).first().click();
  await brand.getByRole('dialog').getByLabel('Name').fill('Shop');
  await brand.getByRole('dialog').getByRole('button', { name: 'Create API key' }).click();
  apiKey = (await brand.getByTestId('api-key').textContent()) ?? '';

  await kol.goto(`${urls.portal}/deals`);
  await kol
    .getByRole('link', { name: new RegExp(`Pages ${run}`) })
    .first()
    .click();
  await kol.getByRole('button', { name: 'Accept', exact: true }).click();
  await kol.getByRole('dialog').getByRole('button', { name: 'Accept these terms' }).click();
  await expect(kol.getByRole('button', { name: 'QR code' }).first()).toBeVisible();
  const page = (await kol.locator('main').textContent()) ?? '';
  const slug = new RegExp(`${new URL(urls.tracker).host}/([a-z0-9]{7})`).exec(page)?.[1];
  link = `${urls.tracker}/${slug}`;
});

test('with a cookie: the touch stays through the shop, the order earns, nothing breaks the policy', async ({
  browser,
}) => {
  const context = await browser.newContext({ userAgent: PHONE });
  const page = await context.newPage();
  const before = await events();
  await page.goto(link);
  const first = new URL(page.url()).searchParams.get('kclid') ?? '';
  expect(page.url()).toContain(`${shop.origin}/?kclid=`);
  await expect.poll(events).toBe(before + 1);
  const kept = await left(page);
  expect(kept.cookie).toMatch(new RegExp(`^kolony=[\\w-]{22}\\.${first}$`));
  expect(kept.local).toBe(kept.cookie.slice('kolony='.length));

  // A second click joins the first; the newest is last, and the visitor is the same.
  await page.goto(link);
  const second = new URL(page.url()).searchParams.get('kclid') ?? '';
  expect(await touches(page)).toEqual([first, second]);
  expect((await left(page)).cookie).toBe(`${kept.cookie}.${second}`);

  await page.locator('a[href="/cart"]').click();
  expect(page.url()).toBe(`${shop.origin}/cart`);
  await page.locator('#add').click();
  await expect.poll(events).toBe(before + 4);
  await marksForms(page, `${first}.${second}`);

  await page.locator('a[href="/checkout"]').click();
  await buy(page, `COOKIE-${run}`);
  // Landing twice, cart, added, checkout, order hint, thank you.
  await expect.poll(events).toBe(before + 7);
  expect(shop.orders.at(-1)).toMatchObject({
    via: 'cookie',
    conversion: {
      attribution: { winner: second, touches: [{ click_id: first }, { click_id: second }], refused: [] },
      commissions: [{ amount: 3_000, state: 'pending' }],
    },
  });
  expect((await left(page)).violations).toEqual([]);
  await context.close();
  await kol.goto(`${urls.portal}/earnings`);
  await expect(kol.getByText('¥30.00').first()).toBeVisible();
  await expect(kol.getByRole('link', { name: new RegExp(`COOKIE-${run}`) }).first()).toBeVisible();
});

/** Only a marked form takes touches to another host; an ordinary one and a link do not. */
async function marksForms(page: Page, expected: string): Promise<void> {
  const found = await page.evaluate(() => {
    const stop = (event: Event) => event.preventDefault();
    addEventListener('submit', stop);
    addEventListener('click', stop);
    for (const form of document.querySelectorAll('form[id]'))
      form.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }));
    const away = document.querySelector<HTMLAnchorElement>('#away');
    away?.click();
    removeEventListener('submit', stop);
    removeEventListener('click', stop);
    const field = (form: string) => document.querySelector<HTMLInputElement>(`${form} [name=kclid]`)?.value;
    return { marked: field('#marked'), plain: field('#plain'), away: away?.href };
  });
  expect(found).toEqual({ marked: expected, away: 'http://127.0.0.1:9/' });
}

test('with cookies and storage blocked by the browser: the touch travels in links and in the form', async () => {
  const profile = mkdtempSync(join(tmpdir(), 'kolony-blocked-'));
  const context = await blocked(profile);
  try {
    const page = await context.newPage();
    await page.goto(link);
    const token = new URL(page.url()).searchParams.get('kclid') ?? '';
    expect(await left(page)).toEqual({ cookie: '', local: 'blocked', violations: [] });
    await page.locator('a[href="/cart"]').click();
    await page.locator('a[href^="/checkout"]').click();
    expect(page.url()).toBe(`${shop.origin}/checkout?kclid=${token}`);
    await page.reload();
    expect(await touches(page)).toEqual([token]);
    expect(await page.locator('#away').getAttribute('href')).toBe('http://127.0.0.1:9/');
    await buy(page, `BLOCKED-${run}`);
    expect(shop.orders.at(-1)).toMatchObject({
      via: 'form',
      conversion: { attribution: { winner: token }, commissions: [{ amount: 3_000, state: 'pending' }] },
    });
    expect(await context.cookies()).toEqual([]);
    expect((await left(page)).violations).toEqual([]);
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
});

/** Chromium's own setting "block all cookies", which blocks local storage too. */
async function blocked(profile: string): Promise<BrowserContext> {
  mkdirSync(join(profile, 'Default'));
  writeFileSync(
    join(profile, 'Default', 'Preferences'),
    JSON.stringify({ profile: { default_content_setting_values: { cookies: 2 } } }),
  );
  const { launchOptions } = test.info().project.use;
  return chromium.launchPersistentContext(profile, { ...launchOptions, userAgent: PHONE });
}

test('where consent is asked for, nothing is stored or sent before it, nor after a no', async ({
  browser,
}) => {
  const landing = async () => {
    const answer = await fetch(link, { redirect: 'manual', headers: { 'user-agent': PHONE } });
    return new URL(answer.headers.get('location') ?? '').searchParams.get('kclid') ?? '';
  };
  const nothing = { cookie: '', local: null, violations: [] };
  for (const answer of ['yes', 'no'] as const) {
    const context = await browser.newContext({ userAgent: PHONE });
    const page = await context.newPage();
    const before = await events();
    const token = await landing();
    await page.goto(`${shop.origin}/asks?kclid=${token}`);
    expect(await touches(page)).toEqual([token]);
    expect(await left(page)).toEqual(nothing);
    expect(await events()).toBe(before);
    await page.locator(`#${answer}`).click();
    if (answer === 'yes') {
      await expect.poll(events).toBe(before + 1);
      expect((await left(page)).cookie).toContain(token);
      // A no afterwards takes it back.
      await page.locator('#no').click();
    }
    expect(await touches(page)).toEqual([]);
    expect(await left(page)).toEqual(nothing);
    await page.locator('#add').click();
    await page.locator('a[href="/cart"]').click();
    expect(page.url()).toBe(`${shop.origin}/cart`);
    // A refused beacon would be counted too, and would have been by the time this one is.
    await page.goto(link);
    await expect.poll(events).toBe(before + (answer === 'yes' ? 2 : 1));
    await context.close();
  }
});

test('a page that the brand does not list is not listened to, and its order still earns', async ({
  browser,
}) => {
  const other = await openShop({
    tracker: urls.tracker,
    client: () => createClient({ baseUrl: urls.api, apiKey }),
  });
  const context = await browser.newContext({ userAgent: PHONE });
  const page = await context.newPage();
  const before = await events();
  const heard = page.waitForResponse(`${urls.tracker}/e`);
  await page.goto(link);
  expect((await heard).status()).toBe(204);
  await expect.poll(events).toBe(before + 1);
  const refused = page.waitForResponse(`${urls.tracker}/e`);
  await page.goto(`${other.origin}/checkout`);
  expect((await refused).status()).toBe(403);
  await buy(page, `UNLISTED-${run}`);
  expect(other.orders).toMatchObject([{ via: 'cookie', conversion: { commissions: [{ amount: 3_000 }] } }]);
  expect(await events()).toBe(before + 1);
  await context.close();
  await other.close();
});
