import { metricOf, openBenchTracker } from './bench-tracker.ts';
import { type Benchmark, thousands } from './figure.ts';
import { applyLoad } from './load.ts';

const LINKS = 100_000;
const CLICKS = 5_000_000;
const CONNECTIONS = 256;
const SECONDS = 5;
const MIB = 2 ** 20;
/** Growth over the second half of the clicks that is still flat: what V8 has not collected yet. MiB. */
const FLAT = 30;

/** The tracker's memory over five million clicks, after the first half of which everything is in its caches. */
const benchmark: Benchmark = {
  about: `memory over ${thousands(CLICKS)} clicks on ${thousands(LINKS)} links, ${CONNECTIONS} connections`,
  async run(progress) {
    const tracker = await openBenchTracker(LINKS);
    try {
      const samples: { clicks: number; rss: number }[] = [];
      for (let clicks = 0; clicks < CLICKS; ) {
        const { origin, paths } = tracker;
        await applyLoad({ origin, paths, connections: CONNECTIONS, seconds: SECONDS });
        clicks = await metricOf(tracker, 'kolony_clicks_appended_total');
        const rss = (await metricOf(tracker, 'process_resident_memory_bytes')) / MIB;
        samples.push({ clicks, rss });
        progress(`  ${thousands(clicks)} clicks: ${rss.toFixed(0)} MiB`);
      }
      const highest = (from: number, to: number) =>
        Math.max(...samples.filter(({ clicks }) => clicks >= from && clicks < to).map(({ rss }) => rss));
      const peak = highest(0, Infinity);
      const growth = highest(CLICKS * 0.75, Infinity) - highest(CLICKS * 0.5, CLICKS * 0.75);
      const lost = await metricOf(tracker, 'kolony_clicks_not_durable_total');
      return [
        {
          what: 'resident memory, highest',
          value: `${peak.toFixed(0)} MiB`,
          reference: '',
          ratio: '',
          bar: '≤ 250 MiB',
          holds: peak <= 250,
        },
        {
          what: 'growth of its peak, third to last quarter',
          value: `${growth.toFixed(0)} MiB`,
          reference: '',
          ratio: '',
          bar: `≤ ${FLAT} MiB`,
          holds: growth <= FLAT,
        },
        {
          what: 'clicks not durable',
          value: String(lost),
          reference: '',
          ratio: '',
          bar: '0',
          holds: lost === 0,
        },
      ];
    } finally {
      await tracker.stop();
    }
  },
};
export default benchmark;
