import { fileURLToPath } from 'node:url';
import { build, stop } from 'esbuild';

/** The browser snippet as one script for browsers of 2019 and later, in-app ones too. Takes some tens of milliseconds. */
export async function buildSnippet(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('./t.ts', import.meta.url))],
    bundle: true,
    minify: true,
    format: 'iife',
    target: ['es2019'],
    write: false,
    logLevel: 'silent',
  });
  // esbuild's service process is not needed again.
  await stop();
  return outputFiles[0]?.text ?? '';
}
