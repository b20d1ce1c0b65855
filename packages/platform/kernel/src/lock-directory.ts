import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Keeps every other process that asks out of a directory until the returned function is called. The lock is the
 * operating system's on an SQLite file, so it dies with its holder: nothing is stale after kill -9. Throws when it is
 * held already.
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
