import { present } from '@kolony/kernel';
import { describe, expect, test } from 'vitest';
import { approveBatch, bankFile, listPayable } from '../src/index.ts';
import { PreparePayouts } from '../src/schema.ts';
import { makeWorld } from './world.ts';

const PARTIES = 120;

describe('a batch of many', () => {
  test('is prepared, approved and written to a file as one; a refund of one of them stops them all', async () => {
    await using w = await makeWorld();
    await w.policy({ fourEyesAbove: 1_000_000_000 });
    const commissions: string[] = [];
    for (let at = 0; at < PARTIES; at++)
      commissions.push(await w.earn(1_000 + at, { party: `kol:kol_${at}` }));
    await w.db.payoutProfile.createMany({
      data: Array.from({ length: PARTIES }, (_, at) => ({
        party: `kol:kol_${at}`,
        account: {
          holder: `Payee ${at}`,
          number: `62220202${10_000 + at}`,
          bic: null,
          bankName: '',
          country: 'CN',
        },
        updatedAt: w.clock.now(),
      })),
    });
    expect(await listPayable(w.deps, w.brand)).toHaveLength(PARTIES);
    const first = await w.prepare();
    await w.takeBack(present(commissions[60], 'commission'), 1, { party: 'kol:kol_60' });
    await expect(approveBatch(w.deps, w.brand, { id: first.id })).rejects.toMatchObject({
      code: 'payouts/amount_changed',
      facts: { party: 'kol:kol_60', payable: 1_059 },
    });
    expect(await w.db.ledgerTransaction.count({ where: { kind: 'payout' } })).toBe(0);
    await w.takeBack(present(commissions[60], 'commission'), -1, { party: 'kol:kol_60' });

    const batch = await approveBatch(w.deps, w.brand, { id: first.id });
    // Σ 1,000 … 1,119 = 120 × 1,059.5
    expect(batch.total).toBe(127_140);
    expect(new Set(batch.payouts.map((payout) => payout.state))).toEqual(new Set(['approved']));
    expect(await w.db.ledgerTransaction.count({ where: { kind: 'payout' } })).toBe(PARTIES);
    const { content } = await bankFile(w.deps, w.brand, { batchId: batch.id, format: 'pain001' });
    expect(content).toContain(`<NbOfTxs>${PARTIES}</NbOfTxs><CtrlSum>1271.40</CtrlSum>`);
    expect(content.match(/<EndToEndId>/g)).toHaveLength(PARTIES);
    expect(await w.drift()).toEqual([]);
  });
});

describe('a request to prepare', () => {
  const row = { party: 'kol:kol_1', expectedPayable: 1 };
  test('names at least one party and at most 500, each by kind and id', () => {
    const accepts = (parties: object[]) => PreparePayouts.safeParse({ currency: 'CNY', parties }).success;
    expect(accepts([row])).toBe(true);
    expect(accepts([])).toBe(false);
    expect(accepts(Array.from({ length: 501 }, () => row))).toBe(false);
    for (const party of ['kol_1', 'brand:brd_1', 'platform:kolony', 'kol:a:payable', 'kol:', 'kol:A'])
      expect(accepts([{ ...row, party }])).toBe(false);
    for (const expectedPayable of [0, -1, 0.5, Number.NaN, 2 ** 53])
      expect(accepts([{ ...row, expectedPayable }])).toBe(false);
  });
});
