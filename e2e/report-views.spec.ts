import { expect, type Page, test } from '@playwright/test';
import { openDashboard, REPORTS, urls } from './dashboard.ts';

/** Questions that are asked again: kept under names, opened by themselves, asked beside the days before. */
test.describe.configure({ mode: 'serial' });
let page: Page;

test.beforeAll(async ({ browser }) => {
  page = await openDashboard(browser);
});

test('a view is saved under a name, and opened from any report', async () => {
  await page.goto(`${urls.brand}/reports/kols?days=90&compare=previous`);
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: 'Save this view' }).click();
  await page.getByLabel('Name').fill('Ninety days of KOLs');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.goto(`${urls.brand}/reports/funnel`);
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: 'Ninety days of KOLs' }).click();
  await expect(page).toHaveURL(/\/reports\/kols\?days=90&compare=previous/);
});

test('a view is renamed, and a report opens with it where the address asks nothing', async () => {
  const manage = async () => {
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitem', { name: 'Manage views' }).click();
    return page.getByRole('dialog');
  };
  await page.goto(`${urls.brand}/reports/kols?days=30`);
  let dialog = await manage();
  await dialog.getByRole('button', { name: 'Rename Ninety days of KOLs' }).click();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Quarter of KOLs');
  await dialog.getByRole('button', { name: 'Save name' }).click();
  await expect(dialog.getByRole('link', { name: 'Quarter of KOLs' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Open KOLs with “Quarter of KOLs”', exact: true }).click();
  await expect(dialog.getByText('Opens by itself', { exact: true })).toBeVisible();
  await page.goto(`${urls.brand}/reports/kols`);
  await expect(page).toHaveURL(/\/reports\/kols\?days=90&compare=previous/);
  // Another report is asked what its address asks, and nobody is held in a view.
  await page.goto(`${urls.brand}/reports/funnel`);
  await expect(page.getByRole('heading', { name: 'Funnel', level: 1 })).toBeVisible();
  await expect(page).toHaveURL(/\/reports\/funnel$/);
  await page.goto(`${urls.brand}/reports/kols?days=7`);
  await page.getByLabel('Period').selectOption('30');
  await expect(page).toHaveURL(/\/reports\/kols$/);
  dialog = await manage();
  await dialog.getByRole('button', { name: 'No longer open KOLs with “Quarter of KOLs”' }).click();
  await expect(dialog.getByText('Opens by itself', { exact: true })).toBeHidden();
  await page.goto(`${urls.brand}/reports/kols`);
  await expect(page.getByRole('table').first()).toBeVisible();
  await expect(page).toHaveURL(/\/reports\/kols$/);
});

test('every report stands beside the days before, and says so', async () => {
  for (const report of REPORTS) {
    // The demo's posts went up in its first weeks.
    const days = report === 'content' ? 90 : 30;
    await page.goto(`${urls.brand}/reports/${report}?days=${days}&compare=previous`);
    await expect(page.getByText(/^Beside each figure: how it moved/)).toBeVisible();
    await expect(page.getByText(/^from ./).first()).toBeVisible();
  }
});
