import type { Socket } from 'node:net';
import type { Exchange } from './exchange.ts';
import { PlainExchange } from './plain-exchange.ts';
import { readPlain } from './read-plain.ts';

export interface Host {
  answer(exchange: Exchange): boolean;
  /** Milliseconds. */
  idle: number;
  closing(): boolean;
  /** The connection is not this one's business any more. */
  ended(): void;
  /** Gives the socket to whoever knows all of HTTP. */
  handOver(): void;
}

/** One request at a time: what comes before its answer is out waits, and its sender with it. */
export class PlainConnection {
  readonly #socket: Socket;
  readonly #host: Host;
  #address: string | undefined;
  #busy = false;
  /** The other end has said all it will. */
  #ended = false;
  #held: Buffer | null = null;

  constructor(socket: Socket, host: Host) {
    this.#socket = socket;
    this.#host = host;
    socket.setTimeout(host.idle);
    socket
      .on('data', this.#onData)
      .on('end', this.#onEnd)
      .on('timeout', destroy)
      .on('error', ignore)
      .on('close', host.ended);
  }

  get address(): string {
    this.#address ??= this.#socket.remoteAddress ?? '';
    return this.#address;
  }

  get closing(): boolean {
    return this.#host.closing();
  }

  closeIfIdle(): void {
    if (!this.#busy) this.#socket.destroy();
  }

  /** The whole answer to the request in hand. */
  answer(head: string, body: string | Buffer): void {
    const socket = this.#socket;
    if (body.length === 0) socket.write(head, 'latin1');
    else {
      socket.cork();
      socket.write(head, 'latin1');
      socket.write(body);
      socket.uncork();
    }
    // Whoever does not read is not read from.
    if (socket.writableNeedDrain) socket.once('drain', this.#next);
    else this.#next();
  }

  readonly #next = (): void => {
    const held = this.#held;
    this.#busy = false;
    this.#held = null;
    // What it had sent before it went is nobody's click, and node:http never lets go of a socket that is closed already.
    if (this.#socket.destroyed) return;
    if (this.closing || this.#ended) this.#socket.destroySoon();
    else if (held !== null) {
      this.#socket.resume();
      this.#take(held);
    }
  };

  readonly #onData = (bytes: Buffer): void => {
    if (this.#busy) {
      this.#held = this.#held ? Buffer.concat([this.#held, bytes]) : bytes;
      this.#socket.pause();
    } else this.#take(bytes);
  };

  readonly #onEnd = (): void => {
    this.#ended = true;
    if (!this.#busy) this.#socket.destroySoon();
  };

  #take(bytes: Buffer): void {
    const request = readPlain(bytes);
    this.#busy = true;
    if (request && this.#host.answer(new PlainExchange(this, request))) return;
    const socket = this.#socket;
    socket
      .off('data', this.#onData)
      .off('end', this.#onEnd)
      .off('timeout', destroy)
      .off('error', ignore)
      .off('close', this.#host.ended);
    socket.setTimeout(0);
    this.#host.ended();
    this.#host.handOver();
    socket.unshift(bytes);
  }
}

function destroy(this: Socket): void {
  this.destroy();
}

function ignore(): void {
  // 'close' follows, and says all that matters.
}
