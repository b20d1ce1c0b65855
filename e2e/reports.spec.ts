import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { PNG } from 'pngjs';
import { dataDir, openDashboard, REPORTS, urls } from './dashboard.ts';

/** A marketer reads how it goes, why it changed, and opens a number into its orders; every report fits a phone. */
test.describe.configure({ mode: 'serial' });
let page: Page;

test.beforeAll(async ({ browser }) => {
  page = await openDashboard(browser);
});

/** Minor units of every signed amount in it, in order. */
async function amounts(within: Locator): Promise<number[]> {
  const texts = await within.allTextContents();
  return texts.map((text) => Number(text.replaceAll(/[^\d.-]/g, '')) * 100).map(Math.round);
}

test('what changed is told by cause and by KOL, and both sum to the change', async () => {
  await page.getByRole('link', { name: 'Reports' }).first().click();
  await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible();
  await page.getByLabel('Compare with').selectOption('previous');
  await expect(page.getByRole('heading', { name: 'What changed, and why' })).toBeVisible();
  for (const title of ['By cause', 'By KOL']) {
    const section = page
      .locator('section', { has: page.getByRole('heading', { name: title, exact: true }) })
      .last();
    const parts = await amounts(section.locator('li > div:first-child > span:last-child'));
    const [whole] = await amounts(section.locator('p').last().locator('span').last());
    expect(parts.length).toBeGreaterThan(0);
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(whole);
  }
});

test('a number opens into its orders', async () => {
  await page.locator('dd').getByRole('link').nth(3).click();
  await expect(page.getByRole('heading', { name: 'Orders behind the number', level: 1 })).toBeVisible();
  await expect(page.getByText('settled', { exact: true })).toBeVisible();
  await expect(page.getByRole('row').nth(1)).toBeVisible();
});

test('in a row that opens its orders, what else can be pressed is pressed', async () => {
  await page.goto(`${urls.brand}/reports/products?days=90`);
  await page
    .getByRole('button', { name: /KOLs?$/ })
    .first()
    .click();
  await expect(page.getByRole('dialog').getByRole('table')).toBeVisible();
  await page.goto(`${urls.brand}/reports/kols?days=90`);
  await page.getByRole('link', { name: 'Deal', exact: true }).first().click();
  await expect(page).toHaveURL(/\/deals\/dea_/);
});

test('figures go into a workbook, and all orders behind them into a file', async () => {
  await page.goto(`${urls.brand}/reports/kols?days=90`);
  await page.getByRole('button', { name: 'Export' }).click();
  const workbook = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Excel, all tables' }).click();
  expect((await workbook).suggestedFilename()).toBe('kolony-kols.xlsx');
  // No question of the report's: said so, and no defect.
  const asked = new URLSearchParams({ report: 'kols', format: 'xlsx', question: '{}' });
  expect((await page.request.get(`${urls.brand}/reports/export?${asked}`)).status()).toBe(400);
  // A workbook is a zip.
  expect(
    readFileSync(await (await workbook).path())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK');

  await page.goto(`${urls.brand}/reports/orders?days=90`);
  const orders = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export CSV' }).click();
  const lines = readFileSync(await (await orders).path(), 'utf8')
    .trimEnd()
    .split('\r\n');
  expect(lines[0]).toBe('\ufeffOrder,Ordered,KOL,Placed (CNY),Refunded (CNY),Commission (CNY)');
  expect(lines.length).toBeGreaterThan(1_000);
  expect(new Set(lines.map((line) => line.split(',').slice(0, 3).join())).size).toBe(lines.length);
});

test('a chart goes into a picture, drawn by lines and drawn by cells', async () => {
  for (const [report, chart] of [
    ['overview', 0],
    ['timing', 1],
  ] as const) {
    await page.goto(`${urls.brand}/reports/${report}?days=90`);
    const figure = page.locator('figure').nth(chart);
    await figure.scrollIntoViewIfNeeded();
    await expect(figure.locator('svg.recharts-surface, table').first()).toBeVisible();
    const { width = 0, height = 0 } = (await figure.boundingBox()) ?? {};
    const picture = page.waitForEvent('download');
    await figure.getByRole('button', { name: 'Download picture (PNG)' }).click();
    expect((await picture).suggestedFilename()).toMatch(/\.png$/);
    const png = PNG.sync.read(readFileSync(await (await picture).path()));
    // Twice as sharp, with 24 pixels around it.
    expect(Math.abs(png.width - 2 * (width + 48))).toBeLessThanOrEqual(2);
    expect(Math.abs(png.height - 2 * (height + 48))).toBeLessThanOrEqual(2);
    const colours = new Set<number>();
    for (let at = 0; at < png.data.length; at += 4) {
      colours.add(png.data.readUInt32BE(at));
      // On the card's ground, not on nothing.
      if (png.data[at + 3] !== 255) throw new Error(`pixel ${at / 4} can be seen through`);
    }
    // Blank it would be one; text and lines alone have hundreds.
    expect(colours.size).toBeGreaterThan(50);
  }
});

test('a link shows one report to whoever has it, until it is taken back', async ({ browser }) => {
  await page.goto(`${urls.brand}/reports/overview?days=30`);
  await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible();
  const placed = await page.locator('dd').nth(5).textContent();
  await page.getByRole('button', { name: 'Share' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Make link' }).click();
  const link = await dialog.getByLabel('Link', { exact: true }).inputValue();

  const guest = await (await browser.newContext()).newPage();
  guest.on('pageerror', (error) => {
    throw error;
  });
  await guest.goto(link);
  await expect(guest.getByText(/The link works until \w{3} \d+/)).toBeVisible();
  await expect(guest.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible();
  await expect(guest.getByText('shares this report with you')).toBeVisible();
  expect(await guest.locator('dd').nth(5).textContent()).toBe(placed);
  // Nothing of the workspace is a link away, and the rest of it asks for a password.
  expect(await guest.locator('a[href^="/reports"], a[href^="/campaigns"], a[href^="/deals"]').count()).toBe(
    0,
  );
  await guest.goto(`${urls.brand}/reports/overview`);
  await expect(guest).toHaveURL(/sign-in/);

  await dialog.getByRole('button', { name: 'Take back' }).first().click();
  await expect(dialog.getByText('Taken back').first()).toBeVisible();
  await guest.goto(link);
  await expect(guest.getByText('This link no longer works')).toBeVisible();
  await guest.context().close();
});

test('an unusual day is told with its reason, until somebody has seen it; what happened is drawn into the trend', async () => {
  await page.goto(`${urls.brand}/reports/overview?days=30`);
  await expect(page.getByRole('heading', { name: 'Unusual days' })).toBeVisible();
  await expect(page.getByText(/Mostly 阿杰: [\d,]+ instead of \d+/).first()).toBeVisible({ timeout: 90_000 });
  const told = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: 'Mark as seen' }) });
  const [first] = await told.allInnerTexts();
  await told.first().getByRole('button').click();
  // Another one may come into its place: only the newest are listed.
  await expect.poll(() => told.allInnerTexts()).not.toContain(first);
  const mailed = page.getByRole('switch', { name: 'Send them to me by e-mail' });
  await mailed.click();
  await expect(mailed).toBeChecked();
  await page.reload();
  await expect(mailed).toBeChecked();

  const trend = page.getByRole('figure', { name: 'Day by day' });
  await expect(trend.getByRole('list', { name: 'Notes on days' })).toContainText('A Jie’s live show');
  await trend.getByRole('button', { name: 'Notes' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('What happened').fill('Free shipping began');
  await dialog.getByRole('button', { name: 'Add note' }).click();
  await expect(dialog.getByRole('listitem').filter({ hasText: 'Free shipping began' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(trend.getByRole('list', { name: 'Notes on days' })).toContainText('Free shipping began');
});

test('reports say whether they agree with the books', async () => {
  await page.goto(`${urls.brand}/reports/kols`);
  await page.getByRole('button', { name: /Agrees with the books|Catching up|Not compared yet/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Compare now' }).click();
  await expect(dialog.getByText(/All [\d,]+ orders agree, to the cent and the click/)).toBeVisible({
    timeout: 15_000,
  });
});

test('a report is sent by mail, and whoever gets it ends that', async ({ browser }) => {
  const boss = `boss-${Date.now().toString(36)}@huaxi.example`;
  await page.goto(`${urls.brand}/reports/kols`);
  await page.getByRole('button', { name: 'E-mail' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('How often').selectOption('daily');
  await dialog.getByLabel('To', { exact: true }).fill(`${boss}, lin@huaxi.example`);
  await dialog.getByRole('button', { name: 'Schedule' }).click();
  const row = dialog.getByRole('row', { name: new RegExp(boss) });
  await expect(row).toContainText('Every day at 8:00');
  await row.getByRole('button', { name: 'Change' }).click();
  await dialog.getByLabel('Hour').selectOption('9');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(row).toContainText('Every day at 9:00');
  await row.getByRole('button', { name: 'Send now' }).click();

  const mails = join(dataDir, 'mail');
  const toBoss = () =>
    (existsSync(mails) ? readdirSync(mails) : [])
      .filter((file) => file.endsWith('.eml'))
      .map((file) => readFileSync(join(mails, file), 'utf8'))
      .find((raw) => raw.includes(`\nTo: ${boss}\n`));
  await expect.poll(toBoss, { timeout: 30_000 }).toBeDefined();
  const [, link = ''] = /List-Unsubscribe:\s*<([^>]+)\/one-click>/.exec(toBoss() ?? '') ?? [];

  const guest = await (await browser.newContext({ locale: 'en' })).newPage();
  await guest.goto(`${link}/one-click`);
  await expect(guest).toHaveURL(link);
  await guest.getByRole('button', { name: 'Stop them' }).click();
  await expect(guest.getByText('These e-mails have ended')).toBeVisible();
  await guest.context().close();
  const again = await fetch(`${link}/one-click`, { method: 'POST', body: 'List-Unsubscribe=One-Click' });
  expect(again.status).toBe(204);
  expect((await fetch(`${urls.brand}/unsubscribe/nobody/one-click`, { method: 'POST' })).status).toBe(404);

  await page.reload();
  await page.getByRole('button', { name: 'E-mail' }).click();
  await expect(row).toContainText(`${boss} wants no more`);
  await row.getByRole('button', { name: 'End', exact: true }).click();
  await expect(row).toHaveCount(0);
});

test('every report has its figures on a phone, without sideways scroll', async () => {
  await page.setViewportSize({ width: 375, height: 812 });
  for (const report of REPORTS) {
    await page.goto(`${urls.brand}/reports/${report}?days=90`);
    await expect(page.locator('dl, table').first()).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
  }
});
