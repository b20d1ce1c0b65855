/** How the local server is started; the same by IPC (startClickhouse) and by flags (by hand). */
export interface ClickhouseOptions {
  /** Owned by this server alone; made when missing. */
  dataDir: string;
  /** On 127.0.0.1; 0 takes a free one. */
  port: number;
  user: string;
  password: string;
}

/** What the server process tells whoever forked it. */
export type ServerMessage = { kind: 'ready'; port: number } | { kind: 'failed'; reason: string };
