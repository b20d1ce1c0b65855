import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A real SMTP server that keeps what it takes; while `refusing` is a code it refuses every recipient so. */
export async function openMailServer() {
  const state: { taken: string[]; refusing: number | null } = { taken: [], refusing: null };
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) =>
      done(state.refusing ? Object.assign(new Error('no'), { responseCode: state.refusing }) : undefined),
    onData(stream, _session, done) {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        state.taken.push(textOf(Buffer.concat(pieces).toString()));
        done();
      });
    },
  });
  await new Promise<void>((listening) => smtp.listen(0, '127.0.0.1', listening));
  return Object.assign(state, {
    url: `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      await new Promise<void>((closed) => smtp.close(closed));
    },
  });
}

const bytesOf = (base64: string) => Buffer.from(base64, 'base64').toString('latin1');

/** The text of a mail's parts, their encodings (RFC 2045) undone and long headers in one line. */
export function textOf(raw: string): string {
  const bytes = raw
    .replace(/\r\n/g, '\n')
    .replace(/^([\w-]+:.*)\n[ \t]+/gm, '$1 ')
    .replace(/(?<=^Content-Transfer-Encoding: base64\n\n)[\w+/=\n]+/gm, bytesOf)
    .replace(/=\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
