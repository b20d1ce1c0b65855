import { readConfig } from '@kolony/config';
import { type Browser, expect, type Page, test } from '@playwright/test';

/**
 * The deal room as both sides use it: a fixed fee and a percentage are offered, countered once with a diff, accepted;
 * a draft is sent back with a note and approved; a posting without the label is refused, one with it releases the fee.
 * Figures by hand: ¥100.00 of fee, 10 % countered with 12 %.
 */
const { urls } = readConfig();
const run = Date.now().toString(36);
test.describe.configure({ mode: 'serial' });

let brand: Page;
let kol: Page;

async function open(browser: Browser, viewport: { width: number; height: number }): Promise<Page> {
  const page = await (await browser.newContext({ viewport })).newPage();
  page.on('pageerror', (error) => {
    throw error;
  });
  return page;
}

test.beforeAll(async ({ browser }) => {
  brand = await open(browser, { width: 1440, height: 900 });
  kol = await open(browser, { width: 375, height: 812 });
});

test('a campaign with a fixed fee is offered', async () => {
  await kol.goto(`${urls.portal}/sign-up`);
  await kol.locator('input[name=displayName]').fill(`Nan ${run}`);
  await kol.locator('input[name=handle]').fill(`nan_${run}`);
  await kol.locator('input[name=email]').fill(`nan-${run}@kol.example`);
  await kol.locator('input[name=password]').fill('a long enough phrase');
  await kol.locator('button[type=submit]').click();
  await expect(kol.getByRole('heading', { name: 'Deals', level: 1 })).toBeVisible();

  await brand.goto(`${urls.brand}/sign-up`);
  await brand.locator('input[name=name]').fill('Lin Yue');
  await brand.locator('input[name=workspace]').fill(`Fee House ${run}`);
  await brand.locator('input[name=email]').fill(`fee-${run}@tea.example`);
  await brand.locator('input[name=password]').fill('a long enough phrase');
  await brand.locator('button[type=submit]').click();
  await expect(brand.getByRole('heading', { name: 'Campaigns', level: 1 })).toBeVisible();
  await brand.goto(`${urls.brand}/funding`);
  await brand.getByLabel('Amount').fill('1000');
  await brand.getByLabel('Bank reference').fill(`FEE-${run}`);
  await brand.getByRole('button', { name: 'Record deposit' }).click();
  await expect(brand.getByText('¥1,000.00').first()).toBeVisible();

  await brand.goto(`${urls.brand}/campaigns/new`);
  await brand.getByLabel('Name').first().fill(`Slot ${run}`);
  await brand.getByLabel('What should the KOL know?').fill('One evening, one cup.');
  await brand.getByLabel('Landing page').fill('https://tea.example/slot');
  await brand.getByLabel('Rate').first().fill('10');
  await brand.getByRole('button', { name: 'Add a part of the fee' }).click();
  const fee = brand.getByRole('group', { name: 'Fixed fee' });
  await fee.getByLabel('Name').fill('Posting');
  await fee.getByLabel('Amount').fill('100');
  await fee.getByLabel('Paid').selectOption({ label: 'When deliverable 1 is posted' });
  await expect(brand.getByText('Fixed fee “Posting”: ¥100.00', { exact: false }).first()).toBeVisible();
  await brand.locator('input[name="deliverables.0.title"]').fill('One video');
  await brand.getByRole('button', { name: 'Save draft' }).click();
  await expect(brand.getByRole('heading', { name: `Slot ${run}`, level: 1 })).toBeVisible();
  await brand.getByRole('button', { name: 'Fund budget' }).click();
  await brand.getByRole('dialog').getByLabel('Amount').fill('500');
  await brand.getByRole('dialog').getByRole('button', { name: 'Fund', exact: true }).click();
  await expect(brand.getByRole('dialog')).toBeHidden();
  await brand.getByRole('button', { name: 'Publish' }).click();
  await brand.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
  await expect(brand.getByText('Live', { exact: true })).toBeVisible();
  await brand.getByRole('button', { name: 'Invite KOLs' }).first().click();
  await brand.getByLabel('Search by name, handle or niche').fill(`nan_${run}`);
  await brand.getByRole('button', { name: `Invite Nan ${run}` }).click();
  await expect(brand.getByText('On this campaign')).toBeVisible();
});

test('the KOL counters with 12 %, the brand sees what changed and accepts: the fee is reserved', async () => {
  await kol.goto(`${urls.portal}/deals`);
  await kol
    .getByRole('link', { name: new RegExp(`Slot ${run}`) })
    .first()
    .click();
  await kol.getByRole('button', { name: 'Counter-offer' }).first().click();
  const counter = kol.getByRole('dialog');
  await counter.getByLabel('Rate').first().fill('12');
  await counter.getByRole('button', { name: 'See what changes' }).click();
  await expect(counter.locator('ins', { hasText: '12% of every sale' })).toBeVisible();
  await counter.getByRole('button', { name: 'Send the counter-offer' }).click();
  await expect(counter).toBeHidden();

  await brand.goto(`${urls.brand}/deals`);
  await brand
    .getByRole('link', { name: new RegExp(`Nan ${run}`) })
    .first()
    .click();
  await expect(brand.locator('del', { hasText: '10% of every sale' }).first()).toBeVisible();
  await expect(brand.locator('ins', { hasText: '12% of every sale' }).first()).toBeVisible();
  await brand.getByRole('button', { name: 'Accept', exact: true }).first().click();
  await brand.getByRole('dialog').getByRole('button', { name: 'Accept these terms' }).click();
  await expect(brand.getByText('Accepted: terms v1 frozen').first()).toBeVisible();
});

test('a draft is revised and approved; only a posting with the label releases the fee', async () => {
  const submit = async (text: string, url?: string) => {
    await kol.reload();
    await kol
      .getByRole('button', { name: /^Hand in/ })
      .first()
      .click();
    const dialog = kol.getByRole('dialog');
    await dialog.locator('textarea').first().fill(text);
    if (url) await dialog.locator('input[type=url]').first().fill(url);
    await dialog.locator('button[type=submit]').click();
    await expect(dialog).toBeHidden();
  };
  const review = async (open: string, answer: string, note?: string) => {
    await brand.reload();
    await brand.getByRole('button', { name: open }).first().click();
    const dialog = brand.getByRole('dialog');
    if (note) await dialog.locator('textarea').fill(note);
    await dialog.getByRole('button', { name: answer }).click();
    await expect(dialog).toBeHidden();
  };
  await submit('One evening, one cup: my draft.');
  await review('Review the draft', 'Ask for a revision', 'Say what it tastes like.');
  await submit('One evening, one cup: it tastes of rain.');
  await review('Review the draft', 'Approve the draft');
  // Without the label the posting cannot be confirmed, only sent back.
  await submit('One evening, one cup: it tastes of rain.', 'https://social.example/p/1');
  await brand.reload();
  await brand.getByRole('button', { name: 'Check the posting' }).first().click();
  await expect(brand.getByRole('dialog').getByRole('button', { name: 'Confirm the posting' })).toBeDisabled();
  await brand.getByRole('dialog').locator('textarea').fill('The label is missing.');
  await brand.getByRole('dialog').getByRole('button', { name: 'Send it back' }).click();
  await expect(brand.getByRole('dialog')).toBeHidden();
  await submit('「广告」One evening, one cup: it tastes of rain.', 'https://social.example/p/2');
  await review('Check the posting', 'Confirm the posting');
  await expect(brand.getByText('Part of the fee paid').first()).toBeVisible();
  await kol.goto(`${urls.portal}/earnings`);
  await expect(kol.getByText('¥100.00').first()).toBeVisible();
});
