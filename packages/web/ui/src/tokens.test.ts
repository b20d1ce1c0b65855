import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
type Rgb = [number, number, number];

function hex(text: string): Rgb {
  return [1, 3, 5].map((at) => Number.parseInt(text.slice(at, at + 2), 16) / 255) as Rgb;
}

const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
    ([, name, light, dark]) => [name, { light: hex(light ?? ''), dark: hex(dark ?? '') }],
  ),
);
const colour = (name: string, theme: 'light' | 'dark'): Rgb => {
  const found = tokens.get(name);
  if (!found) throw new Error(`no token ${name}`);
  return found[theme];
};

const linear = (c: number) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
const luminance = ([r, g, b]: Rgb) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
function contrast(a: Rgb, b: Rgb): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB. */
const DEFICIENCIES = {
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
} as const;

/** CIE L*a*b* (D65) of linear RGB. */
function lab([r, g, b]: Rgb): Rgb {
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
function seen(rgb: Rgb, matrix: readonly number[]): Rgb {
  const [r, g, b] = rgb.map(linear) as Rgb;
  const row = (at: number) =>
    Math.min(1, Math.max(0, (matrix[at] ?? 0) * r + (matrix[at + 1] ?? 0) * g + (matrix[at + 2] ?? 0) * b));
  return lab([row(0), row(3), row(6)]);
}
const distance = (a: Rgb, b: Rgb) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

const TEXT_ON = [
  ...['bg', 'surface', 'raised', 'sunken'].flatMap((ground) =>
    ['text', 'muted', 'accent-text', 'success', 'warning', 'danger', 'info'].map((ink) => [ink, ground]),
  ),
  ['accent-text', 'accent-soft'],
  ['text', 'accent-soft'],
  ['muted', 'accent-soft'],
  ...['success', 'warning', 'danger', 'info'].flatMap((tone) => [
    [tone, `${tone}-soft`],
    ['text', `${tone}-soft`],
  ]),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['bg', 'text'],
] as [string, string][];

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  test.each(TEXT_ON)('%s on %s is readable (WCAG AA, 4.5)', (ink, ground) => {
    expect(contrast(colour(ink, theme), colour(ground, theme))).toBeGreaterThanOrEqual(4.5);
  });
  test.each(['surface', 'bg'])('controls and chart marks stand out from %s (3)', (ground) => {
    for (const mark of [
      'border-strong',
      'accent',
      'chart-1',
      'chart-2',
      'chart-3',
      'chart-4',
      'chart-5',
      'chart-6',
    ])
      expect(contrast(colour(mark, theme), colour(ground, theme)), mark).toBeGreaterThanOrEqual(3);
  });
  test.each(Object.entries(DEFICIENCIES))('chart hues differ under %s', (_, matrix) => {
    const hues = [1, 2, 3, 4, 5, 6].map((n) => seen(colour(`chart-${n}`, theme), matrix));
    for (const [i, a] of hues.entries())
      for (const [j, b] of hues.entries())
        if (i < j) expect(distance(a, b), `chart-${i + 1} and chart-${j + 1}`).toBeGreaterThan(10);
  });
});
