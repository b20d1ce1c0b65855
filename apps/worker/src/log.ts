type Facts = Record<string, string | number | boolean>;

/** One JSON object per line on stderr. */
export interface Log {
  info(message: string, facts?: Facts): void;
  error(message: string, facts?: Facts): void;
}

export function openLog(): Log {
  const write = (level: string, message: string, facts: Facts = {}) =>
    console.error(JSON.stringify({ at: new Date().toISOString(), level, message, ...facts }));
  return {
    info: (message, facts) => write('info', message, facts),
    error: (message, facts) => write('error', message, facts),
  };
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
