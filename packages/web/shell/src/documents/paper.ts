import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import PDFDocument from 'pdfkit';

const FACES = { plain: 'Regular', bold: 'Bold' } as const;
type Face = keyof typeof FACES;
const read = new Map<Face, Buffer>();

/** Noto Sans Hans: Latin and Chinese in one face, so that a name in either script is never a row of boxes. */
function face(name: Face): Buffer {
  const font = read.get(name) ?? readFileSync(join(fontFolder(), `NotoSansHans-${FACES[name]}.otf`));
  read.set(name, font);
  return font;
}

/** Node is asked where the package lies: a bundler would answer with a number of its own. */
function fontFolder(): string {
  const { createRequire } = process.getBuiltinModule('node:module');
  return join(dirname(createRequire(import.meta.url).resolve('@embedpdf/fonts-sc')), '..', 'fonts');
}

interface PaperColumn {
  header: string;
  /** Part of the page's width; the parts are of each other. */
  share: number;
  numeric?: boolean;
}

/** What is on the paper, already in words of the reader's language. */
export interface Paper {
  title: string;
  /** Under the title: whose, with whom, when. */
  lines: readonly string[];
  /** The sum, figure by figure. */
  figures: readonly { label: string; value: string; strong?: boolean }[];
  /** The sentence that says that it adds up. */
  check: string;
  columns: readonly PaperColumn[];
  rows: readonly (readonly string[])[];
  /** At the foot of every page, beside its number. */
  foot: string;
  pageOf: (page: number, pages: number) => string;
  language: string;
  /** When it was made: of the document's information. */
  at: Date;
}

// A4 in points (1/72 inch).
const MARGIN = 44;
const LINE = 15;
const GREY = '#57534e';
const INK = '#1c1917';
const RULE = '#d6d3d1';

/** A4 pages with the table's header on each; the bytes of a PDF 1.7 file whose text can be searched and copied. */
export async function print(paper: Paper): Promise<Uint8Array> {
  const doc = new PDFDocument({
    size: 'A4',
    margins: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN },
    bufferPages: true,
    lang: paper.language,
    info: { Title: paper.title, Creator: 'Kolony', CreationDate: paper.at },
    // None of the fourteen standard fonts: they know no Chinese.
    font: '',
  });
  for (const name of ['plain', 'bold'] as const) doc.registerFont(name, face(name));
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const done = new Promise<void>((resolve, reject) => {
    doc.on('end', resolve);
    doc.on('error', reject);
  });
  head(doc, paper);
  table(doc, paper);
  feet(doc, paper);
  doc.end();
  await done;
  return Buffer.concat(chunks);
}

type Doc = InstanceType<typeof PDFDocument>;
const widthOf = (doc: Doc) => doc.page.width - 2 * MARGIN;
const bottomOf = (doc: Doc) => doc.page.height - MARGIN - 2 * LINE;

function head(doc: Doc, { title, lines, figures, check }: Paper): void {
  const width = widthOf(doc);
  doc.font('bold').fontSize(18).fillColor(INK).text(title, MARGIN, MARGIN, { width });
  doc.font('plain').fontSize(9.5).fillColor(GREY);
  for (const line of lines) doc.text(line, { width });
  doc.y += LINE;
  for (const { label, value, strong } of figures) {
    const { y } = doc;
    doc
      .font(strong ? 'bold' : 'plain')
      .fontSize(10)
      .fillColor(INK);
    doc.text(label, MARGIN, y, { width: width / 2 });
    doc.text(value, MARGIN + width / 2, y, { width: width / 2, align: 'right' });
    doc.y = y + LINE + 2;
  }
  doc
    .font('plain')
    .fontSize(9)
    .fillColor(GREY)
    .text(check, MARGIN, doc.y + 4, { width });
  doc.y += LINE;
}

function table(doc: Doc, { columns, rows }: Paper): void {
  const total = columns.reduce((sum, { share }) => sum + share, 0);
  const widths = columns.map(({ share }) => (share / total) * widthOf(doc));
  const write = (cells: readonly string[], style: Face) => {
    const { y } = doc;
    let x = MARGIN;
    doc.font(style).fontSize(8.5).fillColor(INK);
    for (const [index, cell] of cells.entries()) {
      const width = (widths[index] ?? 0) - 6;
      const align = columns[index]?.numeric ? 'right' : 'left';
      doc.text(cell, x, y, { width, height: LINE, align, lineBreak: false, ellipsis: true });
      x += widths[index] ?? 0;
    }
    doc.y = y + LINE;
  };
  const header = () => {
    write(
      columns.map((column) => column.header),
      'bold',
    );
    doc
      .moveTo(MARGIN, doc.y - 2)
      .lineTo(MARGIN + widthOf(doc), doc.y - 2)
      .lineWidth(0.5)
      .stroke(RULE);
    doc.y += 2;
  };
  header();
  for (const row of rows) {
    if (doc.y + LINE > bottomOf(doc)) {
      doc.addPage();
      doc.y = MARGIN;
      header();
    }
    write(row, 'plain');
  }
}

/** Pages are numbered when it is known how many there are. */
function feet(doc: Doc, { foot, pageOf }: Paper): void {
  const { count } = doc.bufferedPageRange();
  for (let page = 0; page < count; page++) {
    doc.switchToPage(page);
    // Text below the margin would begin a new page.
    doc.page.margins.bottom = 0;
    const y = doc.page.height - MARGIN;
    doc.font('plain').fontSize(8).fillColor(GREY);
    doc.text(foot, MARGIN, y, { width: widthOf(doc) * 0.75, lineBreak: false });
    doc.text(pageOf(page + 1, count), MARGIN, y, { width: widthOf(doc), align: 'right', lineBreak: false });
  }
}
