import { openDatabase } from '@kolony/db';
import { movableClock } from '@kolony/kernel';
import { makeDatabase } from '@kolony/testing';
import type { NewChannel, SignUpBrand, SignUpKol } from '../src/schema.ts';

export const START = new Date('2026-11-01T00:00:00.000Z');
export const PASSWORD = 'seven quiet herons';
export const HERE = { address: '203.0.113.7' };

/** A database of the test's own and a clock it can move. */
export async function makeWorld() {
  const database = await makeDatabase();
  const db = openDatabase(database.url, { max: 20 });
  const clock = movableClock(START);
  return {
    db,
    clock,
    deps: { db, clock },
    async [Symbol.asyncDispose]() {
      await db.$disconnect();
      await database[Symbol.asyncDispose]();
    },
  };
}

export function brandOf(more: Partial<SignUpBrand> = {}): SignUpBrand {
  const email = 'lin@huaxi.example';
  return { email, password: PASSWORD, name: 'Lin', workspace: 'Huaxi', timeZone: 'Asia/Shanghai', ...more };
}

export function kolOf(more: Partial<SignUpKol> = {}): SignUpKol {
  const email = 'mia@kol.example';
  return { email, password: PASSWORD, displayName: 'Mia', handle: 'mia_runs', timeZone: 'UTC', ...more };
}

export function channelOf(more: Partial<NewChannel> = {}): NewChannel {
  const url = 'https://space.bilibili.example/42';
  return { platform: 'bilibili', handle: 'mia', url, followers: 12_000, niche: 'running', ...more };
}
