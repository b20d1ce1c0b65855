import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Keeps every other process out of a directory until the returned function is called. The engine itself does not, and
 * two engines would destroy the data. The lock is the operating system's on a SQLite file, so it dies with its holder:
 * nothing is stale after kill -9. Throws when another process holds it.
 */
export function lockDirectory(directory: string): () => void {
  const file = new DatabaseSync(join(directory, 'lock'));
  try {
    file.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    file.close();
    throw new Error(`another process is using ${directory}`, { cause: error });
  }
  return () => file.close();
}
