/**
 * A small HTTP load generator for machines without wrk: `node generator.ts <load.json>` prints what it measured.
 * Raw sockets, keep-alive, one request at a time per connection; it understands answers with Content-Length only.
 */
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { type Load, USER_AGENT } from './load.ts';

const load: Load = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
const { hostname, port, host } = new URL(load.origin);
const requests = load.paths.map((path) =>
  Buffer.from(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: ${USER_AGENT}\r\n\r\n`),
);

/** Counts of answers by latency, 0.1 ms wide up to 10 s: exact enough, and no array of a million numbers. */
const histogram = new Uint32Array(100_000);
let answered = 0;
let errors = 0;
let open = 0;
let next = Math.floor(Math.random() * requests.length);
const beganAt = performance.now();
const endsAt = beganAt + load.seconds * 1_000;

function connection(): void {
  open++;
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  let sentAt = 0;
  let text = '';
  const ask = () => {
    if (performance.now() >= endsAt) return socket.end();
    next = (next + 1) % requests.length;
    sentAt = performance.now();
    text = '';
    socket.write(requests[next] ?? '');
  };
  socket.setEncoding('latin1');
  socket.once('connect', ask);
  socket.on('data', (piece: string) => {
    text += piece;
    const head = text.indexOf('\r\n\r\n');
    if (head < 0) return;
    const length = Number(/^content-length: (\d+)/im.exec(text.slice(0, head))?.[1] ?? 0);
    if (text.length < head + 4 + length) return;
    const bucket = Math.min(histogram.length - 1, Math.floor((performance.now() - sentAt) * 10));
    histogram[bucket] = (histogram[bucket] ?? 0) + 1;
    answered++;
    if (!/^HTTP\/1\.1 [23]/.test(text)) errors++;
    ask();
  });
  socket.once('error', () => errors++);
  socket.once('close', () => {
    open--;
    if (performance.now() < endsAt) connection();
    else if (open === 0) print();
  });
}

function percentile(share: number): number {
  let seen = 0;
  for (const [bucket, count] of histogram.entries()) {
    seen += count;
    if (seen >= answered * share) return (bucket + 0.5) / 10;
  }
  return 0;
}

function print(): void {
  const seconds = (performance.now() - beganAt) / 1_000;
  console.log(
    JSON.stringify({ requests: answered, seconds, errors, p50: percentile(0.5), p99: percentile(0.99) }),
  );
}

for (let count = 0; count < load.connections; count++) connection();
