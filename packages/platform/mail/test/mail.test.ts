import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { afterEach, expect, test } from 'vitest';
import { type Mail, openMailer } from '../src/index.ts';

const mail: Mail = {
  to: 'lin@huaxi.example',
  subject: '花西：总览 2026-10-01',
  text: 'Figures',
  html: '<p>Figures</p>',
  messageId: 'rml_1@kolony.example',
  unsubscribe: 'http://127.0.0.1:3000/unsubscribe/abc',
  attachments: [{ filename: '总览.csv', content: Buffer.from('a,b'), contentType: 'text/csv' }],
};
const from = 'Kolony <no-reply@kolony.example>';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** A server that keeps what it takes and knows no password; `code`: refuses every recipient so. */
async function server(code?: number): Promise<{ url: string; taken: string[] }> {
  const taken: string[] = [];
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: (_auth, _session, done) => done(Object.assign(new Error('no'), { responseCode: 535 })),
    onRcptTo: (_address, _session, done) =>
      done(code ? Object.assign(new Error('no'), { responseCode: code }) : undefined),
    onData(stream, _session, done) {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        taken.push(Buffer.concat(pieces).toString());
        done();
      });
    },
  });
  await new Promise<void>((listening) => smtp.listen(0, '127.0.0.1', listening));
  ends.push(() => new Promise<void>((closed) => smtp.close(closed)));
  return { url: `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`, taken };
}

function mailer(smtpUrl: string | undefined, folder = ''): ReturnType<typeof openMailer> {
  const opened = openMailer({ smtpUrl, from, folder });
  ends.push(() => opened.close());
  return opened;
}

test('a server takes the mail, with its id, its way out and its file', async () => {
  const { url, taken } = await server();
  await mailer(url).send(mail);
  const [raw = ''] = taken;
  expect(raw).toContain('From: Kolony <no-reply@kolony.example>');
  expect(raw).toContain('To: lin@huaxi.example');
  expect(raw).toContain('Message-ID: <rml_1@kolony.example>');
  expect(raw).toContain('List-Unsubscribe: <http://127.0.0.1:3000/unsubscribe/abc>');
  expect(raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
  expect(raw).toContain('Auto-Submitted: auto-generated');
  expect(raw).toContain(Buffer.from('a,b').toString('base64'));
});

test.each([
  [550, true],
  [451, false],
])('refused with %i: permanent %s', async (code, permanent) => {
  const { url, taken } = await server(code);
  await expect(mailer(url).send(mail)).rejects.toMatchObject({ permanent });
  expect(taken).toEqual([]);
});

test('a login that is refused is mended at our end: the mail waits', async () => {
  const { url, taken } = await server();
  const wrong = url.replace('//', '//kolony:wrong@');
  await expect(mailer(wrong).send(mail)).rejects.toMatchObject({
    message: expect.stringContaining('535'),
    permanent: false,
  });
  expect(taken).toEqual([]);
});

test('a server that is not there may be there later', async () => {
  await expect(mailer('smtp://127.0.0.1:1').send(mail)).rejects.toMatchObject({ permanent: false });
});

test('without a server it is a file; the same mail again is the same file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kolony-mail-'));
  ends.push(() => rmSync(folder, { recursive: true }));
  const out = join(folder, 'mail');
  await mailer(undefined, out).send(mail);
  await mailer(undefined, out).send(mail);
  expect(readdirSync(out)).toEqual(['rml_1@kolony.example.eml']);
  expect(readFileSync(join(out, 'rml_1@kolony.example.eml'), 'utf8')).toContain('To: lin@huaxi.example');
});

test('an address cannot bring a header of its own', async () => {
  const { url, taken } = await server();
  await mailer(url).send({ ...mail, subject: 'A\r\nBcc: other@x.example' });
  expect(taken[0]).not.toMatch(/^Bcc:/m);
});
