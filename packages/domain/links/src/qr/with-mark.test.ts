import jsQR from 'jsqr';
import qrcode from 'qrcode';
import { expect, test } from 'vitest';
import { FIELD, withPicture } from './with-mark.ts';

/** Pixels of one module. */
const SCALE = 6;
const QUIET = 4;

/** The code as a camera sees it, the field in its middle painted over by `paint`. */
function scan(url: string, paint: (x: number, y: number) => number): string | undefined {
  const { modules } = qrcode.create(url, { errorCorrectionLevel: 'H' });
  const side = (modules.size + 2 * QUIET) * SCALE;
  const field = { from: (side * (1 - FIELD)) / 2, to: (side * (1 + FIELD)) / 2 };
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const [row, column] = [Math.floor(y / SCALE) - QUIET, Math.floor(x / SCALE) - QUIET];
      const inside = row >= 0 && column >= 0 && row < modules.size && column < modules.size;
      const covered = x >= field.from && x < field.to && y >= field.from && y < field.to;
      const light = covered ? paint(x, y) : inside && modules.get(row, column) ? 0 : 255;
      pixels.fill(light, (y * side + x) * 4, (y * side + x) * 4 + 3);
    }
  return jsQR(pixels, side, side)?.data;
}

const addresses = [
  'https://go.kolony.example/bcdfghj/q',
  'http://127.0.0.1:4002/xyz2345/q',
  'https://l.mei.cn/9wvtsrq/q',
];

test.each([
  ['white', () => 255],
  ['black', () => 0],
  ['a chessboard', (x: number, y: number) => ((x >> 3) + (y >> 3)) % 2 && 255],
  ['stripes', (x: number) => (x >> 2) % 2 && 255],
  ['its own opposite', (x: number, y: number) => ((x * 31 + y * 17) % 7 > 3 ? 255 : 0)],
])('a code is read whatever the picture in its middle is: %s', (_name, paint) => {
  for (const address of addresses) expect(scan(address, paint)).toBe(address);
});

test('a picture is inside the SVG, in the middle, and asks nothing of anybody', async () => {
  const svg = await qrcode.toString('https://go.example/bcdfghj/q', {
    type: 'svg',
    errorCorrectionLevel: 'H',
  });
  const bytes = new Uint8Array([0x89, 0x50, 0x22, 0x3e, 0x3c]);
  const marked = withPicture(svg, { type: 'image/png', bytes });
  expect(marked.match(/href="([^"]*)"/g)).toEqual(['href="data:image/png;base64,iVAiPjw="']);
  const side = Number(/viewBox="0 0 (\d+)/.exec(marked)?.[1]);
  const [, x, y, width, height] = (
    /<image x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/.exec(marked) ?? []
  ).map(Number);
  expect(x).toBe(y);
  expect(width).toBe(height);
  expect((x ?? 0) * 2 + (width ?? 0)).toBeCloseTo(side);
  expect(((width ?? 1) / side) ** 2).toBeLessThan(0.05);
});
