import type { Picture } from './read-picture.ts';

/** Side of the white field in the middle, as a part of the whole: 4.8 % of the area, far below what H restores. */
export const FIELD = 0.22;
/** Of the field's side, what a picture fills. */
const FILLED = 0.84;

/** A QR code's SVG with the first letter of a name in its middle. */
export function withInitial(svg: string, name: string): string {
  const [first] = new Intl.Segmenter().segment(name.trim());
  if (!first) return svg;
  const text = first.segment.toLocaleUpperCase().replace(/[<>&"']/g, (sign) => `&#${sign.codePointAt(0)};`);
  return marked(
    svg,
    ({ middle, field }) =>
      `<text x="${middle}" y="${middle}" dy="0.36em" text-anchor="middle" font-size="${field * 0.72}" ` +
      `font-family="system-ui, 'PingFang SC', 'Noto Sans CJK SC', sans-serif" font-weight="700" fill="#000000">${text}</text>`,
  );
}

/** The same with a picture, which is inside the SVG: it needs nothing from anywhere, and nothing in it can act. */
export function withPicture(svg: string, { type, bytes }: Picture): string {
  const data = `data:${type};base64,${Buffer.from(bytes).toString('base64')}`;
  return marked(svg, ({ middle, field }) => {
    const side = field * FILLED;
    const at = middle - side / 2;
    return `<image x="${at}" y="${at}" width="${side}" height="${side}" preserveAspectRatio="xMidYMid meet" href="${data}"/>`;
  });
}

function marked(svg: string, mark: (of: { middle: number; field: number }) => string): string {
  const side = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)?.[1]);
  if (!Number.isFinite(side)) return svg;
  const field = side * FIELD;
  const at = (side - field) / 2;
  const white = `<rect x="${at}" y="${at}" width="${field}" height="${field}" rx="${field / 5}" fill="#ffffff"/>`;
  return svg.replace('</svg>', `${white}${mark({ middle: side / 2, field })}</svg>`);
}
