'use client';
import type { ImportResult, LineResult } from '@kolony/connectors/schema';
import { toDecimal } from '@kolony/kernel/currency';
import {
  Button,
  Card,
  download,
  Money,
  Notice,
  Stat,
  StatGroup,
  StatusBadge,
  Table,
  type Tone,
  toCsv,
} from '@kolony/ui';
import { FileUp } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useWhy } from '../connections/why.ts';

const TONE = { new: 'success', known: 'neutral', refused: 'danger' } as const satisfies Record<
  LineResult['outcome'],
  Tone
>;
/** Shown, refused ones first; the rest is in the download. */
const SHOWN = 100;

/** What came of each line, or would; with `onImport` it was only tried. */
export function FileResult({
  result,
  onImport,
  pending = false,
}: {
  result: ImportResult;
  onImport?: () => void;
  pending?: boolean;
}) {
  const t = useTranslations('brand.imports');
  const why = useWhy();
  const { counts, earns, lines, dryRun } = result;
  const shown = [...lines].sort((a, b) => rank(a) - rank(b)).slice(0, SHOWN);
  const save = () => {
    const header = [t('line'), t('id'), t('outcome'), t('reason'), t('earns')];
    const rows = lines.map((one) => [
      one.line,
      one.id,
      t(`outcomes.${one.outcome}`),
      one.why ? why(one.why) : '',
      one.earns.map(({ amount, currency }) => `${toDecimal(amount, currency)} ${currency}`).join(' '),
    ]);
    download(dryRun ? 'kolony-dry-run.csv' : 'kolony-import.csv', toCsv(header, rows));
  };
  return (
    <Card
      title={t(dryRun ? 'tried' : 'imported')}
      description={t(dryRun ? 'triedAbout' : 'importedAbout')}
      actions={
        <Button size="sm" onClick={save}>
          {t('download')}
        </Button>
      }
      footer={
        onImport && (
          <Button
            variant="primary"
            icon={<FileUp aria-hidden className="size-4" />}
            disabled={counts.new === 0}
            pending={pending}
            onClick={onImport}
          >
            {t('import', { count: counts.new })}
          </Button>
        )
      }
    >
      <div className="space-y-5" aria-live="polite" data-testid={dryRun ? 'dry-run' : 'imported'}>
        <StatGroup columns={4} card={false}>
          <Stat label={t('outcomes.new')} value={counts.new} />
          <Stat label={t('outcomes.known')} value={counts.known} />
          <Stat label={t('outcomes.refused')} value={counts.refused} />
          <Stat label={t(dryRun ? 'wouldEarn' : 'earned')} value={<Earns earns={earns} />} />
        </StatGroup>
        {dryRun && counts.refused > 0 && (
          <Notice tone="warning">{t('leftOut', { count: counts.refused })}</Notice>
        )}
        <Table
          caption={t('lines')}
          rows={shown}
          rowKey={({ line }) => String(line)}
          columns={[
            { id: 'line', header: t('line'), primary: true, cell: ({ line }) => t('lineNo', { line }) },
            { id: 'id', header: t('id'), cell: ({ id }) => <span className="break-all">{id || '–'}</span> },
            {
              id: 'outcome',
              header: t('outcome'),
              cell: ({ outcome }) => (
                <StatusBadge tone={TONE[outcome]}>{t(`outcomes.${outcome}`)}</StatusBadge>
              ),
            },
            { id: 'why', header: t('reason'), cell: (one) => (one.why ? why(one.why) : '–') },
            { id: 'earns', header: t('earns'), numeric: true, cell: (one) => <Earns earns={one.earns} /> },
          ]}
        />
        {lines.length > SHOWN && (
          <p className="text-sm text-muted">{t('more', { count: lines.length - SHOWN })}</p>
        )}
      </div>
    </Card>
  );
}

const rank = ({ outcome, line }: LineResult) => (outcome === 'refused' ? 0 : 1_000_000) + line;

function Earns({ earns }: { earns: LineResult['earns'] }) {
  if (earns.length === 0) return '–';
  return (
    <span className="flex flex-col">
      {earns.map(({ amount, currency }) => (
        <Money key={currency} amount={amount} currency={currency} />
      ))}
    </span>
  );
}
