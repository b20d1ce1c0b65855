import { STATUS_CODES } from 'node:http';
import { type Exchange, type Headers, isBodiless } from './exchange.ts';
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

  send(status: number, headers: Headers, body: string | Buffer = ''): void {
    let head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${dateField()}`;
    for (const name in headers) head += `${name}: ${fieldValue(headers[name] ?? '')}\r\n`;
    if (!isBodiless(status)) head += `Content-Length: ${Buffer.byteLength(body)}\r\n`;
    if (this.#connection.closing) head += 'Connection: close\r\n';
    this.#connection.answer(`${head}\r\n`, this.method === 'HEAD' ? '' : body);
  }
}

/** As node:http refuses it: nothing of what a header is made of may become a header or an answer of its own. */
function fieldValue(text: string): string {
  if (/[^\t -~\x80-\xff]/.test(text)) throw new TypeError(`no value of a header: ${JSON.stringify(text)}`);
  return text;
}

let date = { second: 0, field: '' };

/** RFC 9110 asks for it; it changes once a second. */
function dateField(): string {
  const second = Math.floor(Date.now() / 1_000);
  if (second !== date.second) date = { second, field: `Date: ${new Date(second * 1_000).toUTCString()}\r\n` };
  return date.field;
}
