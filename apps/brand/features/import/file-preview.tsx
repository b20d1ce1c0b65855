'use client';
import type { ImportField, ImportFile, ImportPreview, LineError } from '@kolony/connectors/schema';
import {
  Button,
  Card,
  download,
  Field,
  FieldGroup,
  Notice,
  Segmented,
  Select,
  Table,
  toCsv,
} from '@kolony/ui';
import { FlaskConical } from 'lucide-react';
import { useTranslations } from 'next-intl';

/** As the server has them; a column may be given to each. */
const FIELDS = {
  orders: [
    'order_id',
    'amount',
    'currency',
    'occurred_at',
    'status',
    'touches',
    'coupon_code',
    'customer_id',
    'customer_is_new',
    'discount',
    'shipping',
    'tax',
    'store_id',
  ],
  refunds: ['refund_id', 'order_id', 'amount', 'currency', 'occurred_at', 'reason'],
} as const satisfies Record<ImportFile['kind'], readonly ImportField[]>;

/** For lines that say none themselves. */
const CURRENCIES = ['CNY', 'USD', 'EUR', 'GBP', 'HKD', 'JPY', 'KRW', 'SGD', 'TWD', 'AUD', 'CAD'] as const;
const AMOUNTS = ['decimal', 'minor'] as const;
/** Shown; the rest is in the download. */
const SHOWN = 50;

interface FilePreviewProps {
  file: ImportFile;
  preview: ImportPreview;
  onChange: (file: ImportFile) => void;
  onTry: () => void;
  pending: boolean;
}

/** What the file says: which column is what, its first lines, and what is wrong where. */
export function FilePreview({ file, preview, onChange, onTry, pending }: FilePreviewProps) {
  const t = useTranslations('brand.imports');
  const { missing, ready, broken, lines } = preview;
  return (
    <Card
      title={t('preview')}
      description={t('found', { lines, ready, broken })}
      footer={
        <Button
          variant="primary"
          icon={<FlaskConical aria-hidden className="size-4" />}
          disabled={ready === 0}
          pending={pending}
          onClick={onTry}
        >
          {t('dryRun')}
        </Button>
      }
    >
      <div className="space-y-5">
        {missing.length > 0 && (
          <Notice tone="warning" title={t('missing')}>
            {missing.join(', ')}
          </Notice>
        )}
        <Mapping file={file} preview={preview} onChange={onChange} />
        <Rows preview={preview} />
        {preview.errors.length > 0 && <Errors errors={preview.errors} />}
      </div>
    </Card>
  );
}

function Mapping({ file, preview, onChange }: Pick<FilePreviewProps, 'file' | 'preview' | 'onChange'>) {
  const t = useTranslations('brand.imports');
  const none = { value: '', label: t('noColumn') };
  const columns = preview.columns.filter(Boolean).map((value) => ({ value, label: value }));
  return (
    <FieldGroup legend={t('mapping')}>
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {FIELDS[file.kind].map((field) => (
          <Field key={field} label={field}>
            <Select
              value={preview.mapping[field] ?? ''}
              onChange={({ target: { value } }) =>
                onChange({ ...file, mapping: { ...file.mapping, [field]: value || null } })
              }
              options={[none, ...columns]}
            />
          </Field>
        ))}
        <Field label={t('currency')} hint={t('currencyHint')}>
          <Select
            value={file.currency ?? ''}
            onChange={({ target: { value } }) =>
              onChange({ ...file, currency: CURRENCIES.find((one) => one === value) ?? null })
            }
            options={[{ value: '', label: '–' }, ...CURRENCIES.map((value) => ({ value, label: value }))]}
          />
        </Field>
        <div className="space-y-1.5">
          <p aria-hidden>{t('amounts')}</p>
          <Segmented
            label={t('amounts')}
            value={file.amounts ?? 'decimal'}
            onChange={(value) =>
              onChange({ ...file, amounts: AMOUNTS.find((one) => one === value) ?? 'decimal' })
            }
            options={AMOUNTS.map((value) => ({ value, label: t(`amountsAs.${value}`) }))}
          />
        </div>
      </div>
    </FieldGroup>
  );
}

function Rows({ preview: { columns, rows } }: { preview: ImportPreview }) {
  const t = useTranslations('brand.imports');
  return (
    <Table
      caption={t('first', { count: rows.length })}
      rows={rows}
      rowKey={({ line }) => String(line)}
      columns={[
        { id: 'line', header: t('line'), primary: true, cell: ({ line }) => t('lineNo', { line }) },
        ...columns.map((name, at) => ({
          id: `${at}`,
          header: name,
          cell: ({ cells }: { cells: string[] }) => <span className="break-all">{cells[at] ?? ''}</span>,
        })),
      ]}
    />
  );
}

function Errors({ errors }: { errors: readonly LineError[] }) {
  const t = useTranslations('brand.imports');
  const save = () => {
    const header = [t('line'), t('column'), t('problem'), t('value')];
    const rows = errors.map(({ line, column, code, value }) => [line, column, t(`errors.${code}`), value]);
    download('kolony-import-errors.csv', toCsv(header, rows));
  };
  return (
    <div className="space-y-3">
      <Table
        caption={t('wrong')}
        rows={errors.slice(0, SHOWN)}
        rowKey={({ line, column }) => `${line} ${column}`}
        columns={[
          { id: 'line', header: t('line'), primary: true, cell: ({ line }) => t('lineNo', { line }) },
          { id: 'column', header: t('column'), cell: ({ column }) => <code>{column}</code> },
          { id: 'problem', header: t('problem'), cell: ({ code }) => t(`errors.${code}`) },
          {
            id: 'value',
            header: t('value'),
            cell: ({ value }) => <span className="break-all">{value || '–'}</span>,
          },
        ]}
      />
      <Button size="sm" onClick={save}>
        {t('downloadErrors')}
      </Button>
    </div>
  );
}
