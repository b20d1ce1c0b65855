import { claimOutbox, forgetBatch } from '@kolony/db';
import { type LiveWorld, liveWorld } from '@kolony/scenarios/worlds';
import { makeWarehouse } from '@kolony/testing';
import { openWarehouse } from '@kolony/warehouse';
import type { ReportDeps } from '../src/index.ts';

export type ReportWorld = LiveWorld & { deps: LiveWorld['deps'] & ReportDeps; deliver(): Promise<void> };

/** A live deal whose facts reach a real ClickHouse when `deliver` is called, as the worker sends them. */
export async function reportWorld(options?: Parameters<typeof liveWorld>[0]): Promise<ReportWorld> {
  const [world, made] = await Promise.all([liveWorld(options), makeWarehouse()]);
  const warehouse = openWarehouse({ url: made.url, surface: 'test' });
  return {
    ...world,
    deps: { ...world.deps, warehouse },
    async deliver() {
      for (const { batchId, target, rows } of await claimOutbox(world.deps.db, 5_000)) {
        await warehouse.insert({ table: target, rows });
        await forgetBatch(world.deps.db, batchId);
      }
    },
    async [Symbol.asyncDispose]() {
      await warehouse.close();
      await made[Symbol.asyncDispose]();
      await world[Symbol.asyncDispose]();
    },
  };
}
