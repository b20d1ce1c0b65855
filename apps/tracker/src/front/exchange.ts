export type Headers = Readonly<Record<string, string>>;

/** A request and its answer, whoever took it off the wire. */
export interface Exchange {
  readonly method: string;
  /** Path and query, as they were sent. */
  readonly url: string;
  /** The connection's other end: with a proxy in front, the proxy. */
  readonly address: string;
  /** By its name in lower case. */
  header(name: string): string | undefined;
  /** The whole body; null when it is of more bytes than that. Throws Gone. */
  body(most: number): Promise<Buffer | null>;
  /**
   * Answers, once. Content-Length is added, and a body to HEAD left out. Throws when a value has what no header may
   * have; an answer to who is gone is no error.
   */
  send(status: number, headers: Headers, body?: string | Buffer): void;
}

/** The other end went away in the middle of its request. */
export class Gone extends Error {}

/** Statuses that say by themselves that nothing follows (RFC 9112, 6.3): a length would be wrong. */
export const isBodiless = (status: number): boolean => status === 204 || status === 304;
