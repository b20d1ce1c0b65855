import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '@kolony/config';
import { type Browser, expect, type Page } from '@playwright/test';
import { z } from 'zod';

export const { urls, dataDir } = readConfig();
const Demo = z.object({
  logins: z.array(z.object({ app: z.string(), email: z.string(), password: z.string() })),
});
const { logins } = Demo.parse(JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8')));

export const REPORTS = [
  'overview',
  'kols',
  'attribution',
  'funnel',
  'products',
  'customers',
  'timing',
  'traffic',
  'codes',
  'quality',
  'content',
  'spend',
];

/** The demo's brand at a desk's width, signed in; an error in the page fails the test. */
export async function openDashboard(browser: Browser): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  page.on('pageerror', (error) => {
    throw error;
  });
  const owner = logins.find(({ app }) => app === 'brand');
  await page.goto(`${urls.brand}/sign-in`);
  await page.locator('input[name=email]').fill(owner?.email ?? '');
  await page.locator('input[name=password]').fill(owner?.password ?? '');
  await page.locator('button[type=submit]').click();
  await expect(page.getByRole('heading', { name: 'Campaigns', level: 1 })).toBeVisible();
  return page;
}
