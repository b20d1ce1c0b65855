import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '@kolony/db';
import { createApiKey } from '@kolony/identity';
import { present, systemClock } from '@kolony/kernel';
import { auditLedger } from '@kolony/ledger';
import { freePort, makeDatabase, makeWarehouse, type ServerProcess, startProcess } from '@kolony/testing';
import { mintClickToken, readClickTokenKeys } from '@kolony/tracking';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { agree, campaignOf, castBrand, castKol, launch } from '../src/cast.ts';

/**
 * A campaign never pays what it does not have, whatever is killed: 500 orders at once, over two API processes, against
 * money for 100, fifty times over; in every round one of the two is killed with SIGKILL in the middle. Shops send each
 * order again until it is answered.
 */
const ROUNDS = 50;
const ORDERS = 500;
const AT_ONCE = 64;
const SECRET = 'a1'.repeat(32);
/** ¥200.00 at 15 %. */
const COMMISSION = 3_000;
const Answer = z.object({ commissions: z.array(z.object({ refused_for: z.string().nullable() })) });

test(
  `${ROUNDS} rounds of ${ORDERS} orders at once against money for 100, with kills: exactly 100 funded, 400 refused`,
  async () => {
    await using database = await makeDatabase();
    await using store = await makeWarehouse();
    const dataDir = mkdtempSync(join(tmpdir(), 'kolony-solvent-'));
    const db = openDatabase(database.url);
    const deps = { db, clock: systemClock, trackerUrl: 'https://go.example' };
    const brand = await castBrand(deps, { email: 'lin@brand.example', workspace: 'Huaxi' });
    const kol = await castKol(deps, { handle: 'mei', displayName: 'Mei' });
    const { key } = await createApiKey(deps, brand.scope, { name: 'load', scopes: ['conversions:write'] });
    const keys = readClickTokenKeys(SECRET);

    const ports = [await freePort(), await freePort()];
    const start = (port: number) =>
      startProcess({
        entry: 'apps/api/src/main.ts',
        env: {
          API_RATE_LIMIT: '0',
          DATABASE_URL: database.url,
          CLICKHOUSE_URL: store.url,
          KOLONY_SECRET: SECRET,
          KOLONY_DATA_DIR: dataDir,
          API_PORT: String(port),
        },
        readyUrl: `http://127.0.0.1:${port}/healthz`,
      });
    const running: ServerProcess[] = await Promise.all(ports.map(start));
    let kills = 0;

    /** As a shop does: the same order again, to either process, until it is answered. */
    async function send(body: { order_id: string }): Promise<string | null> {
      for (let attempt = 0; ; attempt++) {
        const port = present(ports[(attempt + body.order_id.length) % ports.length], 'port');
        const answer = await fetch(`http://127.0.0.1:${port}/v1/conversions`, {
          method: 'POST',
          headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }).then(
          async (response) => ({ status: response.status, body: await response.json().catch(() => null) }),
          () => ({ status: 0, body: null }),
        );
        if (answer.status === 200 || answer.status === 201)
          return present(Answer.parse(answer.body).commissions[0], 'commission').refused_for;
        expect([0, 503]).toContain(answer.status);
        await sleep(20);
      }
    }

    async function kill(victim: number): Promise<void> {
      await sleep(20 + Math.random() * 150);
      await present(running[victim], 'process').kill9();
      kills += 1;
      running[victim] = await start(present(ports[victim], 'port'));
    }

    try {
      for (let round = 0; round < ROUNDS; round++) {
        const campaign = await launch(deps, brand.scope, {
          campaign: campaignOf(),
          budget: 100 * COMMISSION,
        });
        const link = await agree(deps, { brand: brand.scope, kol: kol.scope, campaignId: campaign.id });
        const row = await db.link.findUniqueOrThrow({ where: { id: link.id }, include: { deal: true } });
        const click = mintClickToken(keys, {
          linkNo: Number(row.no),
          dealNo: Number(row.deal.no),
          at: new Date(),
        });
        const bodies = Array.from({ length: ORDERS }, (_, n) => ({
          order_id: `r${round}-${n}`,
          amount: 20_000,
          currency: 'CNY',
          click_id: click,
          occurred_at: new Date(Date.now() + 1_000).toISOString(),
        }));
        const answers: (string | null)[] = [];
        const shopper = async () => {
          for (let body = bodies.pop(); body; body = bodies.pop()) answers.push(await send(body));
        };
        await Promise.all([...Array.from({ length: AT_ONCE }, shopper), kill(round % 2)]);
        expect(answers.filter((refused) => refused === null)).toHaveLength(100);
        expect(answers.filter((refused) => refused === 'budget_exhausted')).toHaveLength(400);
        const [money] = await db.$queryRaw<{ free: bigint; pending: bigint; commissions: bigint }[]>`
        SELECT (SELECT balance FROM ledger_accounts WHERE path = ${`campaign:${campaign.id}:escrow`}) AS free,
          (SELECT sum(amount)::bigint FROM commissions WHERE campaign_id = ${campaign.id} AND refused_for IS NULL) AS pending,
          (SELECT count(*) FROM commissions WHERE campaign_id = ${campaign.id}) AS commissions`;
        expect(money).toEqual({ free: 0n, pending: BigInt(100 * COMMISSION), commissions: BigInt(ORDERS) });
      }
      expect(kills).toBe(ROUNDS);
      expect((await auditLedger(db)).drift).toEqual([]);
    } finally {
      await Promise.all(running.map((process) => process.kill9()));
      await db.$disconnect();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
  9 * 60_000,
);
