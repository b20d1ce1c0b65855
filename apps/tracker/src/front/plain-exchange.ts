import { STATUS_CODES } from 'node:http';
import type { Exchange } from './exchange.ts';
import type { PlainRequest } from './read-plain.ts';

interface Connection {
  readonly address: string;
  /** This answer is its last one. */
  readonly closing: boolean;
  answer(head: string, body: string | Buffer): void;
}

/** A class, since there is one per click. */
export class PlainExchange implements Exchange {
  readonly method: string;
  readonly url: string;
  readonly #connection: Connection;
  readonly #request: PlainRequest;

  constructor(connection: Connection, request: PlainRequest) {
    this.method = request.method;
    this.url = request.url;
    this.#connection = connection;
    this.#request = request;
  }

  get address(): string {
    return this.#connection.address;
  }

  header(name: string): string | undefined {
    return this.#request.fields.get(name);
  }

  async body(most: number): Promise<Buffer | null> {
    const { body } = this.#request;
    return body.length > most ? null : body;
  }

  send(status: number, headers: readonly string[], body: string | Buffer = ''): void {
    let head = beginningOf(status);
    for (let at = 0; at < headers.length; at += 2)
      head += `${headers[at]}: ${fieldValue(headers[at + 1] ?? '')}\r\n`;
    if (body.length > 0) head += `Content-Length: ${Buffer.byteLength(body)}\r\n`;
    else if (status !== 204 && status !== 304) head += 'Content-Length: 0\r\n';
    if (this.#connection.closing) head += 'Connection: close\r\n';
    this.#connection.answer(`${head}\r\n`, this.method === 'HEAD' ? '' : body);
  }
}

/** As node:http refuses it: nothing of what a header is made of may become a header or an answer of its own. */
function fieldValue(text: string): string {
  if (/[^\t -~\x80-\xff]/.test(text)) throw new TypeError(`no value of a header: ${JSON.stringify(text)}`);
  return text;
}

/** First lines of this second's answers, by their status. */
const beginnings = { second: 0, of: new Map<number, string>() };

/** Status and date, which RFC 9110 asks for. */
function beginningOf(status: number): string {
  const second = Math.floor(Date.now() / 1_000);
  if (second !== beginnings.second) {
    beginnings.second = second;
    beginnings.of.clear();
  }
  let lines = beginnings.of.get(status);
  if (lines === undefined) {
    lines = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nDate: ${new Date(second * 1_000).toUTCString()}\r\n`;
    beginnings.of.set(status, lines);
  }
  return lines;
}
