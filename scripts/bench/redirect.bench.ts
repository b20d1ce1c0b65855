import { present } from '@kolony/kernel';
import { type BenchTracker, openBenchTracker } from './bench-tracker.ts';
import { type Benchmark, type Figure, thousands } from './figure.ts';
import { applyLoad, loadTool, type Measured } from './load.ts';

const LINKS = 10_000;
const CONNECTIONS = 256;
const SECONDS = 8;
const ROUNDS = 3;

/**
 * Counted, durable redirects of one tracker process against a bare 302, in turns: the round whose ratio is in the middle,
 * since what else the machine does is the same within a round and not between them.
 */
const benchmark: Benchmark = {
  about: `redirects, 1 process, ${CONNECTIONS} connections, ${thousands(LINKS)} links, load by ${loadTool()}`,
  async run(progress) {
    const tracker = await openBenchTracker(LINKS);
    try {
      return figures(await measure(tracker, progress));
    } finally {
      await tracker.stop();
    }
  },
};
export default benchmark;

interface Pair {
  bare: Measured;
  tracker: Measured;
}

async function measure(
  { origin, bareOrigin, paths }: BenchTracker,
  progress: (line: string) => void,
): Promise<Pair> {
  const load = (to: string, seconds: number) =>
    applyLoad({ origin: to, paths, connections: CONNECTIONS, seconds });
  // The first seconds fill the link cache and let the compiler settle.
  for (const to of [bareOrigin, origin]) await load(to, 4);
  const rounds: Pair[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    const bare = await load(bareOrigin, SECONDS);
    const tracker = await load(origin, SECONDS);
    if (bare.errors + tracker.errors > 0)
      throw new Error(
        `${bare.errors} of the bare server's and ${tracker.errors} of the tracker's answers were errors`,
      );
    progress(`  round ${round}: bare ${thousands(rate(bare))}/s, tracker ${thousands(rate(tracker))}/s`);
    rounds.push({ bare, tracker });
  }
  rounds.sort((a, b) => ratioOf(a) - ratioOf(b));
  return present(rounds[Math.floor(ROUNDS / 2)], 'round');
}

const rate = ({ requests, seconds }: Measured) => requests / seconds;
const ratioOf = ({ bare, tracker }: Pair) => rate(tracker) / rate(bare);

function figures(round: Pair): Figure[] {
  const { bare, tracker } = round;
  const ratio = ratioOf(round);
  const allowed = 3 * bare.p99 + 10;
  return [
    {
      what: 'redirects per second',
      value: thousands(rate(tracker)),
      reference: `${thousands(rate(bare))} (bare node:http)`,
      ratio: ratio.toFixed(2),
      bar: '≥ 0.50',
      holds: ratio >= 0.5,
    },
    {
      what: 'p99',
      value: `${tracker.p99.toFixed(1)} ms`,
      reference: `${bare.p99.toFixed(1)} ms`,
      ratio: (tracker.p99 / bare.p99).toFixed(2),
      bar: `≤ 3 × + 10 ms = ${allowed.toFixed(1)} ms`,
      holds: tracker.p99 <= allowed,
    },
  ];
}
