import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Warehouse } from '@kolony/warehouse';
import { z } from 'zod';
import { clickIn, visit } from './visit.ts';

const PHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148';

export interface Load {
  /** Click tokens of the answers. */
  answered: string[];
  /** Requests whose answer never came: whether their click is on disk, nobody was promised. */
  broken: number;
  /** Answers that lead nowhere, by status. */
  refused: Map<number, number>;
}

/** So many visitors, each after its last answer, while `going()`. Into `waits`: milliseconds to each answer. */
export async function load(
  origin: string,
  { visitors, going, waits }: { visitors: number; going: () => boolean; waits?: number[] },
): Promise<Load> {
  const result: Load = { answered: [], broken: 0, refused: new Map() };
  const agent = new Agent({ keepAlive: true });
  async function one(): Promise<void> {
    while (going()) {
      const asked = performance.now();
      const answer = await visit(origin, '/abc', { headers: { 'user-agent': PHONE }, agent }).catch(
        () => null,
      );
      waits?.push(performance.now() - asked);
      const click = answer && clickIn(answer);
      if (click) {
        result.answered.push(click);
        continue;
      }
      if (answer) result.refused.set(answer.status, (result.refused.get(answer.status) ?? 0) + 1);
      else result.broken += 1;
      await sleep(20);
    }
  }
  await Promise.all(Array.from({ length: visitors }, one));
  agent.destroy();
  return result;
}

/** Click tokens in ClickHouse, each as often as it is there. */
export async function storedClicks(warehouse: Warehouse): Promise<string[]> {
  const row = z.object({ click_id: z.string() });
  return (await warehouse.query({ name: 'clicks', sql: 'SELECT click_id FROM clicks', row })).map(
    (r) => r.click_id,
  );
}

/** What the rollup says how many requests there were. */
export async function rolledUp(warehouse: Warehouse): Promise<number> {
  const row = z.object({ n: z.coerce.number() });
  const sql = 'SELECT sum(requests) AS n FROM clicks_by_quarter';
  return (await warehouse.query({ name: 'quarters', sql, row }))[0]?.n ?? 0;
}
