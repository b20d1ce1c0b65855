import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Exchange, Gone, isBodiless } from './exchange.ts';

/** What node:http took off the wire. */
export function nodeExchange(request: IncomingMessage, response: ServerResponse): Exchange {
  return {
    method: request.method ?? '',
    url: request.url ?? '',
    address: request.socket.remoteAddress ?? '',
    header: (name) => request.headers[name]?.toString(),
    async body(most) {
      const body = await readBody(request, most);
      // The rest of what is too long is not read.
      if (body === null) response.setHeader('Connection', 'close');
      return body;
    },
    send(status, headers, body = '') {
      const length = isBodiless(status) ? {} : { 'Content-Length': Buffer.byteLength(body) };
      response.writeHead(status, { ...headers, ...length }).end(body);
    },
  };
}

async function readBody(request: IncomingMessage, most: number): Promise<Buffer | null> {
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    // Not destroyed when it is left in the middle: the answer goes over the same connection.
    for await (const piece of request.iterator({ destroyOnReturn: false })) {
      length += piece.length;
      if (length > most) return null;
      pieces.push(piece);
    }
  } catch (error) {
    throw request.complete ? error : new Gone('the request has no end', { cause: error });
  }
  return Buffer.concat(pieces);
}
