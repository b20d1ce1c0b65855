import { readConfig } from '@kolony/config';
import { type Browser, expect, type Page, test } from '@playwright/test';

/** Who works together: a colleague joins a workspace by a link, a KOL joins an agency for a share they agreed to. */
const { urls } = readConfig();
const run = Date.now().toString(36);
const phrase = 'a long enough phrase';

async function open(browser: Browser, width: number): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width, height: 850 } })).newPage();
  page.on('pageerror', (error) => {
    throw error;
  });
  return page;
}

/** Fills the form by the controls' names and sends it. */
async function fill(page: Page, values: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(values)) await page.locator(`[name="${name}"]`).fill(value);
  await page.locator('button[type=submit]').click();
}

test('an owner invites a colleague from finance, who joins by the link and cannot invite anybody', async ({
  browser,
}) => {
  const owner = await open(browser, 1440);
  await owner.goto(`${urls.brand}/sign-up`);
  const email = `owner-${run}@team.example`;
  await fill(owner, { name: 'Lin Yue', workspace: `Team ${run}`, email, password: phrase });
  await expect(owner.getByRole('heading', { name: 'Campaigns', level: 1 })).toBeVisible();
  await owner.getByRole('link', { name: 'Team' }).click();
  await owner.getByRole('button', { name: 'Invite somebody' }).click();
  const dialog = owner.getByRole('dialog');
  await dialog.getByLabel('Email').fill(`finance-${run}@team.example`);
  await dialog.getByText('Finance', { exact: true }).click();
  await dialog.locator('button[type=submit]').click();
  const link = await dialog.getByTestId('join-link').textContent();
  expect(link).toContain(`${urls.brand}/join/`);

  const colleague = await open(browser, 375);
  await colleague.goto(link ?? '');
  await expect(colleague.getByRole('heading', { name: `Join Team ${run}` })).toBeVisible();
  await fill(colleague, { name: 'Wang Ke', password: phrase });
  await expect(colleague.getByRole('heading', { name: 'Campaigns', level: 1 })).toBeVisible();
  await colleague.goto(`${urls.brand}/team`);
  await expect(colleague.getByRole('main').getByText('Wang Ke')).toBeVisible();
  await expect(colleague.getByRole('button', { name: 'Invite somebody' })).toBeHidden();
  await colleague.goto(`${urls.brand}/payouts`);
  await expect(colleague.getByRole('heading', { name: 'Payouts', level: 1 })).toBeVisible();

  await owner.reload();
  await expect(owner.getByRole('main').getByText('Wang Ke')).toBeVisible();
  const again = await open(browser, 375);
  await again.goto(link ?? '');
  await expect(again.getByRole('heading', { name: 'This invitation is over' })).toBeVisible();
});

test('an agency asks a KOL for a share, the KOL agrees, and both see the same', async ({ browser }) => {
  const kol = await open(browser, 375);
  await kol.goto(`${urls.portal}/sign-up`);
  const account = { displayName: `Rui ${run}`, handle: `rui_${run}`, email: `rui-${run}@kol.example` };
  await fill(kol, { ...account, password: phrase });
  await expect(kol.getByRole('heading', { name: 'Deals', level: 1 })).toBeVisible();

  const agency = await open(browser, 1440);
  await agency.goto(`${urls.portal}/sign-up`);
  await agency.getByRole('link', { name: 'Create an agency account' }).click();
  await expect(agency.getByRole('heading', { name: 'Join as an agency' })).toBeVisible();
  await fill(agency, { name: `Studio ${run}`, email: `studio-${run}@agency.example`, password: phrase });
  await expect(agency.getByRole('heading', { name: 'Roster', level: 1 })).toBeVisible();
  await agency.getByRole('button', { name: 'Ask a KOL to join' }).first().click();
  await agency.getByRole('dialog').getByLabel('Handle').fill(`rui_${run}`);
  await agency.getByRole('dialog').getByLabel('Your share').fill('25');
  await agency.getByRole('dialog').locator('button[type=submit]').click();
  await expect(agency.getByRole('row', { name: new RegExp(`Rui ${run}`) })).toContainText('25%');
  // A KOL's pages are not an agency's.
  await agency.goto(`${urls.portal}/deals`);
  await expect(agency).toHaveURL(`${urls.portal}/roster`);

  await kol.goto(`${urls.portal}/profile`);
  await expect(kol.getByText('25% of what you would get alone')).toBeVisible();
  await kol.getByRole('button', { name: 'Agree' }).click();
  await expect(kol.getByRole('dialog')).toContainText(`Studio ${run} gets 25% of your part`);
  await kol.getByRole('dialog').getByRole('button', { name: 'Agree' }).click();
  await expect(kol.getByText('Agreed', { exact: true })).toBeVisible();
  await agency.reload();
  await expect(agency.getByRole('row', { name: new RegExp(`Rui ${run}`) })).toContainText('Agreed');
});
