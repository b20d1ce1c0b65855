/**
 * `npm run bench [-- <name>…]`: every file in scripts/bench, one after the other, each figure with its ratio to a
 * reference run beside it in the same run. Bars: exit 1 when one is missed.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Benchmark, renderFigures } from './bench/figure.ts';
import { say } from './bootstrap/steps.mjs';

const folder = join(import.meta.dirname, 'bench');

async function main(asked: readonly string[]): Promise<number> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.bench.ts'));
  const names = files.map((name) => name.slice(0, -'.bench.ts'.length)).sort();
  if (asked[0] === 'list') {
    for (const name of names) say(name);
    return 0;
  }
  const unknown = asked.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    console.error(`Kolony: there is no benchmark '${unknown}'. There are: ${names.join(', ')}.`);
    return 1;
  }
  let missed = 0;
  for (const name of names) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    const { default: benchmark }: { default: Benchmark } = await import(
      pathToFileURL(join(folder, `${name}.bench.ts`)).href
    );
    say(`\n── ${name}: ${benchmark.about}`);
    const figures = await benchmark.run(say);
    say(renderFigures(figures));
    missed += figures.filter(({ holds }) => holds === false).length;
  }
  say(missed === 0 ? '\nEvery bar is met.' : `\n${missed} ${missed === 1 ? 'bar is' : 'bars are'} missed.`);
  return missed === 0 ? 0 : 1;
}

process.exit(await main(process.argv.slice(2)));
