import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import { bankCsv } from './bank-csv.ts';
import { pain001 } from './pain001.ts';
import { bankText } from './text.ts';
import { type Order, shortId } from './transfer.ts';

const PAY = 'pay_01kq8r0000000000000000000a';
const account = {
  holder: 'Müller & Söhne <GmbH>',
  number: 'DE89370400440532013000',
  bic: 'COBADEFFXXX',
  bankName: 'Commerzbank',
  country: 'DE',
};
const order: Order = {
  batchId: 'bat_01kq8r0000000000000000000b',
  brand: 'Huaxi "Beauty"',
  currency: 'EUR',
  payFrom: {
    holder: 'Huaxi GmbH',
    number: 'FR1420041010050500013M02606',
    bic: null,
    bankName: '',
    country: 'FR',
  },
  createdAt: new Date('2026-11-02T04:05:06.789Z'),
  executeOn: '2026-11-02',
  transfers: [
    { payoutId: PAY, payee: 'Mei', amount: 123_456, account },
    { payoutId: `${PAY.slice(0, -1)}b`, payee: 'Bo', amount: 5, account: { ...account, bic: null } },
  ],
};

const parser = new XMLParser({
  ignoreAttributes: false,
  parseTagValue: false,
  isArray: (name) => name === 'CdtTrfTxInf',
});
function read(of: Order) {
  const text = pain001(of);
  expect(XMLValidator.validate(text)).toBe(true);
  return parser.parse(text).Document.CstmrCdtTrfInitn;
}

describe('pain.001.001.09', () => {
  test('reads back with count and control sum at both levels, ids and amounts', () => {
    const { GrpHdr, PmtInf } = read(order);
    // 1,234.56 + 0.05 = 1,234.61
    for (const level of [GrpHdr, PmtInf]) expect(level).toMatchObject({ NbOfTxs: '2', CtrlSum: '1234.61' });
    expect(GrpHdr).toMatchObject({
      MsgId: 'BAT01KQ8R0000000000000000000B',
      CreDtTm: '2026-11-02T04:05:06.789Z',
      InitgPty: { Nm: 'Huaxi .Beauty.' },
    });
    expect(PmtInf).toMatchObject({
      PmtMtd: 'TRF',
      PmtTpInf: { SvcLvl: { Cd: 'SEPA' } },
      ReqdExctnDt: { Dt: '2026-11-02' },
      Dbtr: { Nm: 'Huaxi GmbH' },
      DbtrAcct: { Id: { IBAN: 'FR1420041010050500013M02606' } },
      DbtrAgt: { FinInstnId: { Othr: { Id: 'NOTPROVIDED' } } },
      ChrgBr: 'SLEV',
    });
    expect(PmtInf.CdtTrfTxInf).toMatchObject([
      {
        PmtId: { EndToEndId: 'PAY01KQ8R0000000000000000000A' },
        Amt: { InstdAmt: { '#text': '1234.56', '@_Ccy': 'EUR' } },
        CdtrAgt: { FinInstnId: { BICFI: 'COBADEFFXXX' } },
        Cdtr: { Nm: 'Muller + Sohne .GmbH.', PstlAdr: { Ctry: 'DE' } },
        CdtrAcct: { Id: { IBAN: 'DE89370400440532013000' } },
      },
      { Amt: { InstdAmt: { '#text': '0.05' } }, CdtrAgt: { FinInstnId: { Nm: 'Commerzbank' } } },
    ]);
  });

  test('has its elements in the order of the schema', () => {
    const names = [...pain001(order).matchAll(/<([A-Za-z]+)[ >]/g)].map((match) => match[1]);
    expect(names.slice(0, 9)).toEqual([
      'Document',
      'CstmrCdtTrfInitn',
      'GrpHdr',
      'MsgId',
      'CreDtTm',
      'NbOfTxs',
      'CtrlSum',
      'InitgPty',
      'Nm',
    ]);
    const parts = Object.keys(read(order).PmtInf);
    expect(parts).toEqual([
      'PmtInfId',
      'PmtMtd',
      'NbOfTxs',
      'CtrlSum',
      'PmtTpInf',
      'ReqdExctnDt',
      'Dbtr',
      'DbtrAcct',
      'DbtrAgt',
      'ChrgBr',
      'CdtTrfTxInf',
    ]);
    expect(Object.keys(read(order).PmtInf.CdtTrfTxInf[0])).toEqual([
      'PmtId',
      'Amt',
      'CdtrAgt',
      'Cdtr',
      'CdtrAcct',
      'RmtInf',
    ]);
  });

  test.each([
    ['JPY', 123_456, '123456'],
    ['KWD', 123_456, '123.456'],
    ['CNY', 123_456, '1234.56'],
  ] as const)('%s follows its exponent', (currency, amount, text) => {
    const transfers = [{ payoutId: PAY, payee: 'Mei', amount, account }];
    const { GrpHdr, PmtInf } = read({ ...order, currency, transfers });
    expect(PmtInf.CdtTrfTxInf[0].Amt.InstdAmt).toEqual({ '#text': text, '@_Ccy': currency });
    expect(GrpHdr.CtrlSum).toBe(text);
  });

  test('outside SEPA a domestic number, a Chinese holder and an unknown debtor have their places', () => {
    const chinese = {
      holder: '林美',
      number: '6222020200112230',
      bic: null,
      bankName: '中国工商银行',
      country: 'CN',
    };
    const transfers = [{ payoutId: PAY, payee: 'Mei', amount: 1, account: chinese }];
    const { PmtInf } = read({ ...order, currency: 'CNY', payFrom: null, transfers });
    expect(PmtInf).toMatchObject({
      ChrgBr: 'SHAR',
      Dbtr: { Nm: 'Huaxi .Beauty.' },
      DbtrAcct: { Id: { Othr: { Id: 'NOTPROVIDED' } } },
      CdtTrfTxInf: [
        {
          CdtrAgt: { FinInstnId: { Nm: '中国工商银行', PstlAdr: { Ctry: 'CN' } } },
          Cdtr: { Nm: '林美' },
          CdtrAcct: { Id: { Othr: { Id: '6222020200112230' } } },
        },
      ],
    });
    expect(PmtInf.PmtTpInf).toBeUndefined();
  });

  test('a name that SEPA cannot write falls back to the payee’s', () => {
    const transfers = [{ payoutId: PAY, payee: 'Mei', amount: 1, account: { ...account, holder: '林美' } }];
    expect(read({ ...order, transfers }).PmtInf.CdtTrfTxInf[0].Cdtr.Nm).toBe('Mei');
  });
});

describe('bank text', () => {
  const sepa = (text: string) => bankText(text, { max: 140, keepScripts: false });
  test.each([
    ['Ångström Łódź œuvre ÆØ ß', 'Angstrom Lodz oeuvre AEO ss'],
    ['José Nuñez', 'Jose Nunez'],
    ['A&B', 'A+B'],
    ['x\ty\nz\u0000', 'x.y.z.'],
    ['<script>', '.script.'],
    ['林美', '..'],
    ['snake_case', 'snake-case'],
    ['  padded  ', 'padded'],
  ])('%j → %j', (text, expected) => {
    expect(sepa(text)).toBe(expected);
  });
  test('nothing but the allowed characters is ever left', () => {
    const everything = Array.from({ length: 0x3000 }, (_, code) => String.fromCharCode(code)).join('');
    expect(bankText(everything, { max: 99_999, keepScripts: false })).toMatch(/^[A-Za-z0-9/\-?:().,'+ ]+$/);
  });
  test('is cut after so many characters, not in the middle of one', () => {
    expect(bankText('𠮷'.repeat(10), { max: 3, keepScripts: true })).toBe('𠮷'.repeat(3));
    expect(bankText('देवनागरी', { max: 20, keepScripts: true })).toBe('देवनागरी');
  });
  test('ids fit into 35 characters of the set', () => {
    expect(shortId(PAY)).toMatch(/^[A-Z0-9]{29}$/);
  });
});

describe('CSV', () => {
  const csv = (holder: string) =>
    bankCsv({
      ...order,
      transfers: [{ payoutId: PAY, payee: 'Mei', amount: 100, account: { ...account, holder } }],
    });
  test('has a line per transfer with decimals', () => {
    expect(bankCsv(order).split('\r\n').slice(0, 2)).toEqual([
      '\ufeffid,payee,holder,account,bic,bank,country,amount,currency,pay_on',
      'PAY01KQ8R0000000000000000000A,Mei,Müller & Söhne <GmbH>,DE89370400440532013000,COBADEFFXXX,Commerzbank,DE,1234.56,EUR,2026-11-02',
    ]);
  });
  test.each(['=HYPERLINK("http://evil.example")', '+1', '-2+3', '@SUM(A1)', '\u200b=1', '\tx', '＝1'])(
    '%j is no formula',
    (holder) => {
      const field = (csv(holder).split('\r\n')[1] ?? '').split(',Mei,')[1] ?? '';
      expect(field).toMatch(/^"?'/);
    },
  );
  test('quotes what needs quoting', () => {
    expect(csv('Lin, "Mei"')).toContain(',"Lin, ""Mei""",');
  });
});
