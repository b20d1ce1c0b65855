import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  id: string;
  headers: IncomingHttpHeaders;
  url: string;
  body: string;
}

/** What a receiver does with a request; by default it says 204. */
export type Behaviour = (response: ServerResponse, received: Received) => void;

/** A real HTTP server on 127.0.0.1 that remembers what it was sent. */
export async function openReceiver(behaviour: Behaviour = (response) => response.writeHead(204).end()) {
  const received: Received[] = [];
  let behave = behaviour;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const one = {
      id: String(request.headers['webhook-id']),
      headers: request.headers,
      url: request.url ?? '',
      body: Buffer.concat(chunks).toString('utf8'),
    };
    received.push(one);
    behave(response, one);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    port,
    received,
    /** From now on. */
    behave(next: Behaviour) {
      behave = next;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export const answering =
  (status: number, headers: Record<string, string> = {}, body = ''): Behaviour =>
  (response) =>
    void response.writeHead(status, headers).end(body);
