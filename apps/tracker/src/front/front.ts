import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Exchange } from './exchange.ts';
import { PlainConnection } from './plain-connection.ts';

/** True: the exchange is answered, now or later. False: it is somebody else's, and nothing was sent. */
export type Answer = (exchange: Exchange) => boolean;

/**
 * For how long a connection may be quiet. More than nginx and AWS keep theirs by default (a minute), so that it is they
 * who close it: one closed under a request is an error to a visitor. Milliseconds.
 */
export const IDLE = 75_000;

export interface Front {
  closing(): boolean;
  /** What is being answered is answered; what is quiet ends now. */
  close(): void;
}

/**
 * Puts a reader of plain requests before node:http, which would take a third of a click's time. A connection that sends
 * anything but plain requests, or one that `answer` does not want, is node:http's from there on, with what it sent.
 */
export function putInFront(server: Server, answer: Answer, idle = IDLE): Front {
  const inner = server.listeners('connection');
  const connections = new Set<PlainConnection>();
  let closing = false;
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    // Accepted before the server stopped to listen: nobody else knows of it, and would wait for it.
    if (closing) {
      socket.destroy();
      return;
    }
    const connection: PlainConnection = new PlainConnection(socket, {
      answer,
      idle,
      closing: () => closing,
      ended: () => connections.delete(connection),
      handOver: () => {
        for (const take of inner) take.call(server, socket);
      },
    });
    connections.add(connection);
  });
  return {
    closing: () => closing,
    close() {
      closing = true;
      for (const connection of connections) connection.closeIfIdle();
    },
  };
}
