import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export interface EngineResult {
  bytes: Uint8Array;
  /** Seconds. */
  elapsed: number;
  rowsRead: number;
  bytesRead: number;
}

/** One native connection: its own settings, parameters and current database; one statement at a time. */
export interface Connection {
  /** Runs one statement or several, and holds the whole answer in memory. */
  run(sql: string, format: string): Promise<EngineResult>;
  /** Runs one SELECT and gives a chunk per block, formatted by itself. */
  stream(sql: string, format: string): AsyncGenerator<Uint8Array, void, undefined>;
  /** Only when nothing runs on it any more: closing under a running statement aborts the whole engine. */
  close(): void;
}

export interface Engine {
  connect(): Connection;
  close(): void;
}

type Handle = object;

interface Binding {
  CreateConnection(path: string, args: readonly string[]): Handle | null;
  CloseConnection(connection: Handle): void;
  QueryAsyncConnection(connection: Handle, sql: string, format: string): Promise<EngineResult>;
  StreamQuery(connection: Handle, sql: string, format: string): Handle;
  StreamFetch(stream: Handle): Promise<{ done: boolean; bytes: Uint8Array }>;
  StreamCancel(stream: Handle): void;
}

/**
 * Opens the engine on a directory; a process may hold one. It is reached beneath chdb's `Session`, because closing a
 * session waits for every other session's statements, and this server opens a connection for each request: its
 * settings and parameters end with it, and cannot leak into the next one.
 */
export function openEngine(path: string, configFile: string): Engine {
  const require = createRequire(import.meta.url);
  const chdb = dirname(require.resolve('chdb/package.json'));
  const binding: Binding = require(join(chdb, 'dist', 'loader.js')).loadNative();
  const args = [`--config-file=${configFile}`];
  const open = () => {
    const handle = binding.CreateConnection(path, args);
    if (!handle) throw new Error(`the engine did not open ${path}`);
    return handle;
  };
  const keeper = open();
  return {
    connect() {
      const handle = open();
      return {
        run: (sql, format) => binding.QueryAsyncConnection(handle, sql, format),
        async *stream(sql, format) {
          const stream = binding.StreamQuery(handle, sql, format);
          try {
            for (;;) {
              const { done, bytes } = await binding.StreamFetch(stream);
              if (done) return;
              yield bytes;
            }
          } finally {
            binding.StreamCancel(stream);
          }
        },
        close: () => binding.CloseConnection(handle),
      };
    },
    close: () => binding.CloseConnection(keeper),
  };
}
