import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { initials } from './avatar.tsx';
import { findCommands } from './command-palette.tsx';
import { Field } from './field.tsx';
import { BudgetGauge } from './gauge.tsx';
import { Input } from './input.tsx';
import { MoneyInput } from './money-input.tsx';
import { QrCode } from './qr-code.tsx';
import { Table } from './table.tsx';
import { RelativeTime } from './time.tsx';
import { UiProvider, type UiWords } from './ui-provider.tsx';

const words = new Proxy({} as UiWords, { get: (_, word) => String(word) });
const now = Date.UTC(2026, 10, 23, 12);
const html = (element: React.ReactNode) =>
  renderToStaticMarkup(
    <UiProvider settings={{ locale: 'en', timeZone: 'UTC', now, words }}>{element}</UiProvider>,
  );

describe('Field', () => {
  test('ties label, hint and error to its control', () => {
    const markup = html(
      <Field label="Email" name="email" hint="Work address" error="Wrong" required>
        <Input type="email" />
      </Field>,
    );
    const id = /<label for="([^"]+)"/.exec(markup)?.[1];
    expect(id).toBeTruthy();
    expect(markup).toContain(`<input id="${id}"`);
    expect(markup).toContain(`aria-describedby="${id}-hint ${id}-error"`);
    expect(markup).toContain('aria-invalid="true"');
    expect(markup).toContain('aria-required="true"');
    expect(markup).toContain('name="email"');
  });
});

test('MoneyInput shows decimals and carries minor units', () => {
  const markup = html(<MoneyInput currency="JPY" name="fee" defaultAmount={1200} />);
  expect(markup).toContain('value="1200"');
  const yuan = html(<MoneyInput currency="CNY" name="fee" defaultAmount={120_050} />);
  expect(yuan).toContain('value="1200.50"');
  expect(/<input type="hidden"[^>]*>/.exec(yuan)?.[0]).toMatch(/name="fee".*value="120050"/);
});

test('Table says its order and names its rows', () => {
  const markup = html(
    <Table
      caption="Campaigns"
      rows={[{ id: 'a', name: 'Spring', spent: 3 }]}
      rowKey={(row) => row.id}
      rowHref={(row) => `/c/${row.id}`}
      sort={{ id: 'spent', desc: true }}
      onSort={() => {}}
      columns={[
        { id: 'name', header: 'Name', cell: (row) => row.name, primary: true, sortable: true },
        { id: 'spent', header: 'Spent', cell: (row) => row.spent, numeric: true, sortable: true },
      ]}
    />,
  );
  expect(markup).toContain('<caption class="sr-only">Campaigns</caption>');
  expect(markup).toMatch(/<th scope="col" aria-sort="descending"[^>]*><button/);
  expect(markup).toMatch(/<th scope="row"[^>]*><a [^>]*href="\/c\/a"/);
});

test('BudgetGauge says in words what it draws', () => {
  const markup = html(
    <BudgetGauge
      currency="CNY"
      funded={10_000}
      fundedLabel="Funded"
      freeLabel="Free"
      parts={[{ id: 'paid', label: 'Paid', amount: 2_500 }]}
    />,
  );
  expect(markup).toContain('aria-label="Funded ¥100.00, Paid ¥25.00, Free ¥75.00"');
  expect(markup).toContain('width:25%');
});

test('RelativeTime is told by the server’s clock and keeps the exact instant', () => {
  const markup = html(<RelativeTime at={now - 180_000} />);
  expect(markup).toContain('>3 minutes ago<');
  expect(markup).toContain('dateTime="2026-11-23T11:57:00.000Z"');
});

test('QrCode is an image: nothing inside the SVG can act', () => {
  const markup = html(<QrCode alt="Link" svg={'<svg onload="alert(1)"><script>alert(1)</script></svg>'} />);
  expect(markup).not.toContain('<script');
  expect(markup).not.toContain('<svg');
});

test('initials', () => {
  expect([
    initials('李佳琦'),
    initials('Ada Lovelace'),
    initials('mia'),
    initials(''),
    initials('😀 x'),
  ]).toEqual(['佳琦', 'AL', 'M', '?', '😀X']);
});

test('commands are found by every word, labels first', () => {
  const run = () => {};
  const commands = [
    { id: '1', label: 'Budget', group: 'Go to', run },
    { id: '2', label: 'New campaign', keywords: '新建 活动', group: 'Campaigns', run },
    { id: '3', label: 'Campaigns', group: 'Go to', run },
  ];
  expect(findCommands(commands, 'camp').map((c) => c.id)).toEqual(['3', '2']);
  expect(findCommands(commands, '活动').map((c) => c.id)).toEqual(['2']);
  expect(findCommands(commands, 'camp budget')).toEqual([]);
});
