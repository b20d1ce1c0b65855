/** `npm run check [-- --fix]`: everything that can be known without running Kolony. */
import { say } from './bootstrap/steps.mjs';
import { runStaticChecks } from './static-checks.ts';

const results = await runStaticChecks(process.argv.includes('--fix'), ({ name, code, output, seconds }) => {
  say(`${code === 0 ? '✓' : '✗'} ${name} ${seconds.toFixed(1)} s`);
  if (code !== 0) say(output.trim().replace(/^/gm, '    '));
});
process.exitCode = results.every(({ code }) => code === 0) ? 0 : 1;
