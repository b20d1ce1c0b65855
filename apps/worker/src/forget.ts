import type { Deps } from '@kolony/db';
import { systemScope } from '@kolony/identity';
import { finishErasures } from '@kolony/trust';
import type { Warehouse } from '@kolony/warehouse';

/** Forgets in ClickHouse whom brands asked to forget; returns how many are done. */
export async function forget(deps: Deps & { warehouse: Warehouse }): Promise<number> {
  return finishErasures(deps, systemScope('worker'));
}
