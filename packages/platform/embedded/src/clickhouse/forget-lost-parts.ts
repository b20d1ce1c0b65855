import { type Dirent, existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** `partition_first_last_level`, and `_mutation` when there was one: the blocks that a directory of rows holds. */
const PART = /^([^_]+)_(\d+)_(\d+)_\d+(?:_\d+)?$/;
const ADDED = '1';

/**
 * Mends what kill -9 can break in the engine: it writes down a block's deduplication token before it puts the block's
 * rows in place. Killed between the two (one in some five hundred interrupted inserts), it would take the repeated
 * insert for a duplicate, answer "done" and have lost the rows. So before the engine opens `directory`, the tokens of
 * blocks that are in no part are forgotten. `spare` is a directory on the same disk for files in the making.
 */
export function forgetLostParts(directory: string, spare: string): void {
  for (const table of tablesIn(directory)) {
    const logs = join(table, 'deduplication_logs');
    if (!existsSync(logs)) continue;
    const parts = readdirSync(table)
      .map(blocksOf)
      .filter((blocks) => blocks !== undefined);
    for (const name of readdirSync(logs)) {
      const text = readFileSync(join(logs, name), 'utf8');
      // Without its newline the last record was cut off.
      const kept = (text.match(/.*\n/g) ?? []).filter((record) => isKept(record, parts)).join('');
      if (kept === text) continue;
      writeFileSync(join(spare, name), kept, { flush: true });
      renameSync(join(spare, name), join(logs, name));
    }
  }
}

interface Blocks {
  partition: string;
  first: number;
  last: number;
}

/** A record is operation, part and token, between tabs. */
function isKept(record: string, parts: readonly Blocks[]): boolean {
  const [operation, part = ''] = record.split('\t');
  const blocks = blocksOf(part);
  if (operation !== ADDED || !blocks) return true;
  const { partition, first, last } = blocks;
  return parts.some((held) => held.partition === partition && held.first <= first && last <= held.last);
}

function blocksOf(part: string): Blocks | undefined {
  const [, partition, first, last] = PART.exec(part) ?? [];
  return partition === undefined ? undefined : { partition, first: Number(first), last: Number(last) };
}

/** Tables live in `store/<first three letters>/<uuid>`. */
function tablesIn(directory: string): string[] {
  const store = join(directory, 'store');
  if (!existsSync(store)) return [];
  const isDirectory = (entry: Dirent) => entry.isDirectory();
  const within = (path: string) =>
    readdirSync(path, { withFileTypes: true })
      .filter(isDirectory)
      .map(({ name }) => join(path, name));
  return within(store).flatMap(within);
}
