import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { decode, encode } from 'dns-packet';
import { openTxtLookup } from '../src/index.ts';

/** A DNS server on 127.0.0.1 whose TXT records the test may change between two questions; null: it says nothing. */
export async function openDns() {
  const texts = new Map<string, string[] | null>();
  const socket = createSocket('udp4');
  socket.on('message', (message, from) => {
    const { id, questions = [] } = decode(message);
    const name = questions[0]?.name ?? '';
    const known = questions[0]?.type === 'TXT' ? texts.get(name) : undefined;
    if (known === null) return;
    const packet = encode({
      type: 'response',
      ...(id === undefined ? {} : { id }),
      // NXDOMAIN
      flags: known ? 0 : 3,
      questions,
      answers: (known ?? []).map((data) => ({ type: 'TXT' as const, name, ttl: 0, data })),
    });
    socket.send(packet, from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    texts,
    lookUpTxt: openTxtLookup({ servers: [`127.0.0.1:${socket.address().port}`] }),
    async [Symbol.asyncDispose]() {
      socket.close();
    },
  };
}
