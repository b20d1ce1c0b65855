import { partyAccount } from '@kolony/commissions';
import { inTransaction, openDatabase } from '@kolony/db';
import { openBrandSession, openKolSession, signUpBrand, signUpKol, systemScope } from '@kolony/identity';
import type { AgencyScope, BrandScope, KolScope } from '@kolony/identity/schema';
import { type Currency, movableClock, newId, present } from '@kolony/kernel';
import { auditLedger, balances, post } from '@kolony/ledger';
import type { AccountRef } from '@kolony/ledger/schema';
import { makeDatabase } from '@kolony/testing';
import { z } from 'zod';
import {
  approveBatch,
  failPayout,
  listPayable,
  preparePayouts,
  returnPayout,
  savePolicy,
  saveProfile,
  settlePayout,
} from '../src/index.ts';
import type { PayoutPolicy, SavePayoutProfile } from '../src/schema.ts';

const password = 'correct horse 9';
const TAKEN = new Date('2026-11-01T00:00:00.000Z');

interface Earning {
  party?: string;
  currency?: Currency;
  brand?: BrandScope;
  /** An order, for those that came from one. */
  orderId?: string;
}

/** Two brands, two KOLs and an agency; released money is posted straight to the ledger. Monday, 2 November 2026, noon in Shanghai. */
export async function makeWorld() {
  const database = await makeDatabase();
  const db = openDatabase(database.url, { max: 20 });
  const clock = movableClock(new Date('2026-11-02T04:00:00.000Z'));
  const deps = { db, clock };
  const brand = await asBrand('Huaxi');
  const other = await asBrand('Rival');
  const kol = await asKol('mei', 'Mei');
  const bo = await asKol('bo_li', 'Bo Li');
  const agency = await asAgency('Star MCN');
  const mei = `kol:${kol.kolId}`;

  async function asBrand(workspace: string): Promise<BrandScope> {
    const email = `owner@${workspace.toLowerCase()}.example`;
    const timeZone = 'Asia/Shanghai';
    const { token } = await signUpBrand(deps, { email, password, name: 'Lin', workspace, timeZone });
    return present(await openBrandSession(deps, token), 'session').scope;
  }

  async function asKol(handle: string, displayName: string): Promise<KolScope> {
    const email = `${handle}@kol.example`;
    const { token } = await signUpKol(deps, { email, password, displayName, handle, timeZone: 'UTC' });
    const session = present(await openKolSession(deps, token), 'session');
    return z.custom<KolScope>().parse(session.scope);
  }

  async function addUser(name: string): Promise<string> {
    const id = newId('usr');
    const email = `${id}@user.example`;
    await db.user.create({ data: { id, email, name, passwordHash: 'none', createdAt: TAKEN } });
    return id;
  }

  async function asAgency(name: string): Promise<AgencyScope> {
    const userId = await addUser(name);
    const row = { userId, name, kind: 'mcn', timeZone: 'UTC', createdAt: TAKEN };
    const { id } = await db.agency.create({ data: { id: `agc_${userId.slice(4)}`, ...row } });
    return z.custom<AgencyScope>().parse({ agencyId: id, actor: `user:${userId}`, timeZone: 'UTC' });
  }

  const transfer = (
    by: BrandScope,
    of: { kind: string; from: AccountRef; to: AccountRef; amount: number; subject?: string },
  ) =>
    inTransaction(db, (tx) => {
      const { kind, from, to, amount, subject } = of;
      const about = subject ? { subject } : {};
      const entries = [
        { account: from, amount: -amount, ...about },
        { account: to, amount, ...about },
      ];
      const occurredAt = clock.now();
      const transactions = [{ kind, idempotencyKey: newId('txn'), occurredAt, entries }];
      return post(tx, by, { at: occurredAt, transactions });
    });

  const escrowOf = (by: BrandScope, currency: Currency): AccountRef => ({
    path: `campaign:cmp_of_${by.brandId}:escrow`,
    currency,
  });

  async function orderFor(
    by: BrandScope,
    { orderId, amount, currency }: { orderId: string; amount: number; currency: Currency },
  ) {
    const id = newId('cnv');
    const at = clock.now();
    await db.conversion.create({
      data: {
        ...{ id, brandId: by.brandId, orderId, inputHash: '', status: 'completed', amount, currency },
        ...{
          customerId: 'customer-1',
          items: [],
          metadata: {},
          decision: {},
          occurredAt: at,
          recordedAt: at,
        },
      },
    });
    return id;
  }

  /** A commission whose hold is over: its money is payable. Returns its id. */
  async function earn(
    amount: number,
    { party = mei, currency = 'CNY', brand: by = brand, orderId }: Earning = {},
  ) {
    const id = newId('com');
    const conversionId = orderId ? await orderFor(by, { orderId, amount, currency }) : null;
    await db.commission.create({
      data: {
        ...{
          id,
          brandId: by.brandId,
          conversionId,
          campaignId: `cmp_of_${by.brandId}`,
          dealId: newId('dea'),
        },
        ...{
          kolId: kol.kolId,
          party,
          termsVersion: 1,
          rule: 'fixed',
          base: 0,
          outlay: amount,
          amount,
          currency,
        },
        ...{ source: orderId ? 'order' : 'milestone', sourceKey: id, linkId: null },
        ...{ derivation: {}, holdUntil: TAKEN, createdAt: clock.now() },
      },
    });
    const escrow = escrowOf(by, currency);
    await transfer(by, { kind: 'deposit', from: { path: 'world:manual', currency }, to: escrow, amount });
    const to = partyAccount(party, 'payable', currency);
    await transfer(by, { kind: 'accrue', from: escrow, to, amount, subject: id });
    return id;
  }

  /** A refund takes from what is payable, or (`clawback`) becomes a debt of what was paid. */
  function takeBack(
    commissionId: string,
    amount: number,
    { from = 'payable', party = mei, currency = 'CNY' }: { from?: 'payable' | 'clawback' } & Earning = {},
  ) {
    const account = partyAccount(party, from, currency);
    const to = escrowOf(brand, currency);
    return transfer(brand, { kind: 'reverse', from: account, to, amount, subject: commissionId });
  }

  const prepare = async (scope = brand, currency: Currency = 'CNY') => {
    const all = await listPayable(deps, scope);
    const parties = all
      .filter((row) => row.currency === currency)
      .map((row) => ({ party: row.payee.party, expectedPayable: row.payable }));
    return preparePayouts(deps, scope, { currency, parties });
  };

  return {
    db,
    deps,
    clock,
    brand,
    other,
    kol,
    bo,
    agency,
    mei,
    system: systemScope('test'),
    earn,
    takeBack,
    prepare,
    /** A colleague in the brand's finance. */
    async colleague(): Promise<BrandScope> {
      const actor = `user:${await addUser('Wang')}`;
      return z.custom<BrandScope>().parse({ brandId: brand.brandId, actor, timeZone: brand.timeZone });
    },
    async approved(scope = brand, currency: Currency = 'CNY') {
      const { id } = await prepare(scope, currency);
      return approveBatch(deps, scope, { id });
    },
    settle: (payoutId: string, reference = 'BANK-1') => settlePayout(deps, brand, { payoutId, reference }),
    fail: (payoutId: string, reason = 'Closed') => failPayout(deps, brand, { payoutId, reason }),
    comeBack: (payoutId: string, reason = 'Unknown') => returnPayout(deps, brand, { payoutId, reason }),
    policy: (more: Partial<PayoutPolicy> = {}, scope = brand) =>
      savePolicy(deps, scope, {
        currency: 'CNY',
        minimum: 0,
        schedule: 'manual',
        fourEyesAbove: 5_000_000,
        provider: 'manual',
        payFrom: null,
        ...more,
      }),
    profile: (
      more: Partial<SavePayoutProfile> & { number?: string } = {},
      scope: KolScope | AgencyScope = kol,
    ) => {
      const { number = '6222020200112230', ...rest } = more;
      const account = { holder: 'Lin Mei', number, bic: null, bankName: 'ICBC', country: 'CN' };
      return saveProfile(deps, scope, { account, taxRuleSet: 'none', legalName: '', taxId: '', ...rest });
    },
    /** Where the party's money is: payable, in payout, owed, and what the world has been paid. */
    async money(party = mei, currency: Currency = 'CNY') {
      const [payable = 0, inPayout = 0, owed = 0] = await balances(db, brand, [
        partyAccount(party, 'payable', currency),
        partyAccount(party, 'in_payout', currency),
        partyAccount(party, 'clawback', currency),
      ]);
      return { payable, inPayout, owed: owed === 0 ? 0 : -owed };
    },
    balance: async (path: string, currency: Currency = 'CNY') =>
      (await balances(db, brand, [{ path, currency }]))[0] ?? 0,
    /** Everything that was ever settled, net of what came back. */
    async settled(currency: Currency = 'CNY') {
      const rows = await db.$queryRaw<{ sum: bigint | null }[]>`
        SELECT sum(e.amount)::bigint AS sum FROM ledger_entries e JOIN ledger_transactions t ON t.id = e.transaction_id
        JOIN ledger_accounts a ON a.id = e.account_id
        WHERE t.kind IN ('settle', 'payout_return') AND a.path LIKE 'world:%' AND a.currency = ${currency}`;
      return Number(rows[0]?.sum ?? 0);
    },
    drift: async () => (await auditLedger(db)).drift,
    actions: async (subject: string) => {
      const rows = await db.auditEvent.findMany({ where: { subject }, orderBy: { id: 'asc' } });
      return rows.map((row) => row.action);
    },
    async [Symbol.asyncDispose]() {
      await db.$disconnect();
      await database[Symbol.asyncDispose]();
    },
  };
}

export type World = Awaited<ReturnType<typeof makeWorld>>;
