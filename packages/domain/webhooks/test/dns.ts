import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import { decode, encode } from 'dns-packet';
import type { Resolve } from '../src/index.ts';

/** A DNS server on 127.0.0.1 whose answers are IPv4 addresses that the test may change between two questions. */
export async function openDns(answers: Record<string, string[]>) {
  const asked: string[] = [];
  const socket = createSocket('udp4');
  socket.on('message', (message, from) => {
    const { id, questions = [] } = decode(message);
    const name = questions[0]?.name ?? '';
    asked.push(name);
    const addresses = questions[0]?.type === 'A' ? (answers[name] ?? []) : [];
    const packet = encode({
      type: 'response',
      ...(id === undefined ? {} : { id }),
      questions,
      answers: addresses.map((data) => ({ type: 'A' as const, name, ttl: 0, data })),
    });
    socket.send(packet, from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const resolver = new Resolver();
  resolver.setServers([`127.0.0.1:${socket.address().port}`]);
  const resolve: Resolve = async (host) =>
    (await resolver.resolve4(host)).map((address) => ({ address, family: 4 }));
  return {
    answers,
    asked,
    resolve,
    async [Symbol.asyncDispose]() {
      resolver.cancel();
      socket.close();
    },
  };
}
