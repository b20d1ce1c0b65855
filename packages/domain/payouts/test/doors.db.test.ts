import { present } from '@kolony/kernel';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import {
  approveBatch,
  bankFile,
  cancelBatch,
  failPayout,
  listBatches,
  listPartyPayouts,
  listPayable,
  listPayouts,
  preparePayouts,
  readBatch,
  readPayout,
  readProfile,
  returnPayout,
  settlePayout,
} from '../src/index.ts';
import { SavePayoutProfile } from '../src/schema.ts';
import { makeWorld, type World } from './world.ts';

const file = (w: World, batchId: string, format: 'pain001' | 'csv' = 'pain001') =>
  bankFile(w.deps, w.brand, { batchId, format });
const parser = new XMLParser({
  ignoreAttributes: false,
  parseTagValue: false,
  isArray: (name) => name === 'CdtTrfTxInf',
});
const read = (content: string) => {
  expect(XMLValidator.validate(content)).toBe(true);
  return parser.parse(content).Document.CstmrCdtTrfInitn;
};

describe('a profile', () => {
  test('is empty until it is saved, and is the party’s own', async () => {
    await using w = await makeWorld();
    const empty = { account: null, taxRuleSet: 'none', legalName: '', taxIdLast4: '', updatedAt: null };
    expect(await readProfile(w.deps, w.kol)).toEqual(empty);
    await w.profile({ taxRuleSet: 'cn_labour', legalName: '林美', taxId: '110101199003071234' });
    expect(await readProfile(w.deps, w.kol)).toEqual({
      account: { holder: 'Lin Mei', number: '6222020200112230', bic: null, bankName: 'ICBC', country: 'CN' },
      taxRuleSet: 'cn_labour',
      legalName: '林美',
      taxIdLast4: '1234',
      updatedAt: w.clock.now(),
    });
    expect(await readProfile(w.deps, w.bo)).toEqual(empty);
    expect(await readProfile(w.deps, w.agency)).toEqual(empty);
    await w.profile({ number: '999900009999' }, w.agency);
    expect((await readProfile(w.deps, w.agency)).account?.number).toBe('999900009999');
    expect((await readProfile(w.deps, w.kol)).account?.number).toBe('6222020200112230');
  });

  test('keeps four characters of the tax number, nowhere more; an empty one leaves them', async () => {
    await using w = await makeWorld();
    await w.profile({ taxId: '12-3456 789' });
    expect((await readProfile(w.deps, w.kol)).taxIdLast4).toBe('6789');
    await w.profile({ taxId: '' });
    expect((await readProfile(w.deps, w.kol)).taxIdLast4).toBe('6789');
    const [kept] = await w.db.$queryRaw<{ text: string }[]>`
      SELECT (SELECT string_agg(p::text, ' ') FROM payout_profiles p) || (SELECT string_agg(a::text, ' ') FROM audit_events a) AS text`;
    expect(kept?.text).toContain('6789');
    expect(kept?.text).not.toMatch(/12-3456|123456789|3456 789/);
  });

  test('tells the audit log when the account changes, by four digits, and only then', async () => {
    await using w = await makeWorld();
    await w.profile({ number: '111100001111' });
    await w.profile({ number: '111100001111', legalName: 'Lin Mei' });
    await w.profile({ number: '222200002222' });
    await w.profile({ account: null });
    const events = await w.db.auditEvent.findMany({
      where: { action: 'payout_account.changed' },
      orderBy: { id: 'asc' },
    });
    expect(events.map((event) => [event.kolId, event.facts])).toEqual([
      [w.kol.kolId, { last4: '1111', last4_before: null }],
      [w.kol.kolId, { last4: '2222', last4_before: '1111' }],
      [w.kol.kolId, { last4: null, last4_before: '2222' }],
    ]);
    expect((await w.actions(w.mei)).filter((action) => action === 'payout_profile.saved')).toHaveLength(4);
  });

  test('refuses an IBAN with a typing error', async () => {
    await using w = await makeWorld();
    const account = { holder: 'A', number: 'DE88370400440532013000', bic: null, bankName: '', country: 'DE' };
    await expect(w.profile({ account })).rejects.toMatchObject({
      code: 'payouts/bad_iban',
      kind: 'invalid',
      facts: { field: 'account.number' },
    });
    expect((await readProfile(w.deps, w.kol)).account).toBeNull();
  });

  test.each([
    ['de89 3704 0044 0532 0130 00', 'DE89370400440532013000'],
    ['6222 0202 0011 2230', '6222020200112230'],
  ])('takes an account number as people write it: %s', (number, stored) => {
    const account = { holder: 'A', number, bic: ' cobadeffxxx ', bankName: '', country: 'DE' };
    const parsed = SavePayoutProfile.parse({ account, taxRuleSet: 'none', legalName: '', taxId: '' });
    expect(parsed.account).toMatchObject({ number: stored, bic: 'COBADEFFXXX' });
  });

  test.each(['12', '=1+1+1', 'DE89-3704', '6222\u0000020200'])('%j is no account number', (number) => {
    const account = { holder: 'A', number, bic: null, bankName: '', country: 'CN' };
    const saved = { account, taxRuleSet: 'none', legalName: '', taxId: '' };
    expect(SavePayoutProfile.safeParse(saved).success).toBe(false);
  });
});

describe('a bank file', () => {
  test('has every payout of the batch with what is paid, and the sums of the batch', async () => {
    await using w = await makeWorld();
    await w.policy({
      payFrom: { holder: 'Huaxi', number: '6228480000000000', bic: null, bankName: 'ABC', country: 'CN' },
    });
    await w.profile({ taxRuleSet: 'cn_labour' });
    await w.profile({ number: '999900009999' }, w.agency);
    await w.earn(300_000);
    await w.earn(123, { party: `agency:${w.agency.agencyId}` });
    const batch = await w.approved();
    const { name, mediaType, content } = await file(w, batch.id);
    expect([name, mediaType]).toEqual([`kolony-${batch.id.replace('_', '')}.xml`, 'application/xml']);
    const { GrpHdr, PmtInf } = read(content);
    // 3,000.00 − 440.00 tax + 1.23
    expect(GrpHdr).toMatchObject({ NbOfTxs: '2', CtrlSum: '2561.23' });
    expect(batch.total).toBe(256_123);
    expect(PmtInf.DbtrAcct.Id.Othr.Id).toBe('6228480000000000');
    const amounts = PmtInf.CdtTrfTxInf.map(
      (row: { Amt: { InstdAmt: { '#text': string } } }) => row.Amt.InstdAmt,
    );
    expect(amounts).toEqual([
      { '#text': '2560.00', '@_Ccy': 'CNY' },
      { '#text': '1.23', '@_Ccy': 'CNY' },
    ]);
    const ids = PmtInf.CdtTrfTxInf.map((row: { PmtId: { EndToEndId: string } }) => row.PmtId.EndToEndId);
    expect(ids.sort()).toEqual(
      batch.payouts.map((payout) => payout.id.replace('_', '').toUpperCase()).sort(),
    );
    const csv = await file(w, batch.id, 'csv');
    expect(csv.content.trim().split('\r\n')).toHaveLength(3);
    expect(csv.content).toContain(',2560.00,CNY,2026-11-02');
    expect((await w.actions(batch.id)).filter((action) => action === 'payout_batch.file_taken')).toHaveLength(
      2,
    );
  });

  test('names who has given no account; once given, it is used and remembered', async () => {
    await using w = await makeWorld();
    await w.earn(1_000);
    const batch = await w.approved();
    await expect(file(w, batch.id)).rejects.toMatchObject({
      code: 'payouts/account_missing',
      facts: { payee: 'Mei' },
    });
    await w.profile({ number: '111100001111' });
    expect((await file(w, batch.id, 'csv')).content).toContain('111100001111');
    await w.profile({ number: '222200002222' });
    expect((await file(w, batch.id, 'csv')).content).toContain('111100001111');
  });

  test('is for approved batches of the bank, and for what is not done yet', async () => {
    await using w = await makeWorld();
    await w.profile();
    await w.earn(1_000);
    await w.earn(2_000, { party: `agency:${w.agency.agencyId}` });
    await w.profile({}, w.agency);
    const { id } = await w.prepare();
    await expect(file(w, id)).rejects.toMatchObject({ code: 'payouts/not_approved' });
    const batch = await approveBatch(w.deps, w.brand, { id });
    const ofMei = present(
      batch.payouts.find((payout) => payout.payee.party === w.mei),
      'payout',
    );
    await w.settle(ofMei.id);
    expect(read((await file(w, id)).content).GrpHdr).toMatchObject({ NbOfTxs: '1', CtrlSum: '20.00' });
    const rest = present(
      batch.payouts.find((payout) => payout.payee.party !== w.mei),
      'payout',
    );
    await w.fail(rest.id);
    await expect(file(w, id)).rejects.toMatchObject({ code: 'payouts/nothing_payable' });
    await w.policy({ provider: 'sandbox' });
    const bySandbox = await w.approved();
    await expect(file(w, bySandbox.id)).rejects.toMatchObject({ code: 'payouts/provider_reports' });
  });
});

describe('lists', () => {
  test('page through everything once, newest first', async () => {
    await using w = await makeWorld();
    for (let batch = 0; batch < 7; batch++) {
      await w.earn(100 + batch);
      await w.prepare();
      w.clock.move(1_000);
    }
    const totals: number[] = [];
    for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
      const page = await listBatches(w.deps, w.brand, { cursor, limit: 3 });
      totals.push(...page.data.map((batch) => batch.total));
      cursor = page.nextCursor ?? undefined;
    }
    expect(totals).toEqual([106, 105, 104, 103, 102, 101, 100]);
    const page = await listPayouts(w.deps, w.brand, { limit: 2 });
    expect(page.data.map((payout) => payout.amount)).toEqual([106, 105]);
    const next = await listPayouts(w.deps, w.brand, { limit: 2, cursor: page.nextCursor ?? '' });
    expect(next.data.map((payout) => payout.amount)).toEqual([104, 103]);
  });

  test('show a party what was approved for it, by every brand, and nobody else’s', async () => {
    await using w = await makeWorld();
    await w.earn(1_000);
    const { id } = await w.prepare();
    expect((await listPartyPayouts(w.deps, w.kol, {})).data).toEqual([]); // only proposed
    await cancelBatch(w.deps, w.brand, { id });
    expect((await listPartyPayouts(w.deps, w.kol, {})).data).toEqual([]);
    await w.approved();
    w.clock.move(1_000);
    await w.earn(700, { brand: w.other });
    await w.approved(w.other);
    const mine = (await listPartyPayouts(w.deps, w.kol, {})).data;
    expect(mine.map((payout) => [payout.brand.name, payout.amount, payout.state])).toEqual([
      ['Rival', 700, 'approved'],
      ['Huaxi', 1_000, 'approved'],
    ]);
    expect((await listPartyPayouts(w.deps, w.bo, {})).data).toEqual([]);
    expect((await listPartyPayouts(w.deps, w.agency, {})).data).toEqual([]);
    await w.earn(300, { party: `agency:${w.agency.agencyId}` });
    await w.approved();
    expect((await listPartyPayouts(w.deps, w.agency, {})).data).toMatchObject([
      { payee: { kind: 'agency', name: 'Star MCN' }, amount: 300 },
    ]);
  });
});

describe('another brand', () => {
  test('has none of it: not found, empty, and nothing moves', async () => {
    await using w = await makeWorld();
    await w.profile();
    await w.earn(1_000);
    const batch = await w.approved();
    const id = present(batch.payouts[0], 'payout').id;
    await w.earn(500);
    const open = await w.prepare();
    const before = await w.db.ledgerTransaction.count();
    const noBatch = { code: 'payouts/batch_not_found', kind: 'not_found' };
    const noPayout = { code: 'payouts/payout_not_found', kind: 'not_found' };
    const { deps, other } = w;
    await expect(readBatch(deps, other, { id: batch.id })).rejects.toMatchObject(noBatch);
    await expect(approveBatch(deps, other, { id: open.id })).rejects.toMatchObject(noBatch);
    await expect(cancelBatch(deps, other, { id: open.id })).rejects.toMatchObject(noBatch);
    await expect(bankFile(deps, other, { batchId: batch.id, format: 'csv' })).rejects.toMatchObject(noBatch);
    await expect(readPayout(deps, other, { id })).rejects.toMatchObject(noPayout);
    await expect(settlePayout(deps, other, { payoutId: id, reference: 'X' })).rejects.toMatchObject(noPayout);
    await expect(failPayout(deps, other, { payoutId: id, reason: 'X' })).rejects.toMatchObject(noPayout);
    await expect(returnPayout(deps, other, { payoutId: id, reason: 'X' })).rejects.toMatchObject(noPayout);
    await expect(
      preparePayouts(deps, other, { currency: 'CNY', parties: [{ party: w.mei, expectedPayable: 500 }] }),
    ).rejects.toMatchObject({ code: 'payouts/nothing_payable' });
    expect(await listPayable(deps, other)).toEqual([]);
    expect((await listPayouts(deps, other, {})).data).toEqual([]);
    expect((await listBatches(deps, other, {})).data).toEqual([]);
    expect(await w.db.ledgerTransaction.count()).toBe(before);
    expect(await readBatch(deps, w.brand, { id: open.id })).toMatchObject({ state: 'proposed' });
  });

  test('pays the same KOL from its own books: month, debt and minimum are its own', async () => {
    await using w = await makeWorld();
    await w.profile({ taxRuleSet: 'cn_labour' });
    await w.policy({ minimum: 999_999 });
    await w.earn(300_000, { brand: w.other });
    await w.approved(w.other);
    await w.earn(300_000);
    // The other brand's 3,000.00 are not this brand's month: 440.00, not 520.00.
    expect(await listPayable(w.deps, w.brand)).toMatchObject([
      { tax: { periodGross: 0, withheld: 44_000 }, belowMinimum: true, owed: 0 },
    ]);
    expect(await w.db.payout.count({ where: { brandId: w.brand.brandId } })).toBe(0);
  });
});
