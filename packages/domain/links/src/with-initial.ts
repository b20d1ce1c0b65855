/** Side of the white field in the middle, as a part of the whole: 4.8 % of the area, far below what H restores. */
const FIELD = 0.22;

/** A QR code's SVG with the first letter of a name in its middle. */
export function withInitial(svg: string, name: string): string {
  const side = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)?.[1]);
  const [first] = new Intl.Segmenter().segment(name.trim());
  if (!Number.isFinite(side) || !first) return svg;
  const field = side * FIELD;
  const at = (side - field) / 2;
  const text = first.segment.toLocaleUpperCase().replace(/[<>&"']/g, (sign) => `&#${sign.codePointAt(0)};`);
  const mark =
    `<rect x="${at}" y="${at}" width="${field}" height="${field}" rx="${field / 5}" fill="#ffffff"/>` +
    `<text x="${side / 2}" y="${side / 2}" dy="0.36em" text-anchor="middle" font-size="${field * 0.72}" ` +
    `font-family="system-ui, 'PingFang SC', 'Noto Sans CJK SC', sans-serif" font-weight="700" fill="#000000">${text}</text>`;
  return svg.replace('</svg>', `${mark}</svg>`);
}
