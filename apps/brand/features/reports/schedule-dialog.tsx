'use client';
import type { BrandInputs, BrandOutputs } from '@kolony/rpc/brand';
import { Dialog } from '@kolony/ui';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ScheduleForm } from './schedule-form.tsx';
import { Schedules } from './schedules.tsx';

type Schedule = BrandOutputs['schedules']['list'][number];

/** Sends the report as it is asked now, again and again; lists what is sent so, and changes it. */
export function ScheduleDialog({
  report,
  question,
  onClose,
}: Pick<BrandInputs['schedules']['create'], 'report' | 'question'> & { onClose(): void }) {
  const t = useTranslations('reports.schedules');
  const [editing, setEditing] = useState<Schedule | null>(null);
  return (
    <Dialog open onClose={onClose} title={t('title')} description={t('about')} size="lg">
      <ScheduleForm
        key={editing?.id ?? ''}
        asked={{ report, question }}
        editing={editing}
        onDone={() => setEditing(null)}
      />
      <Schedules onEdit={setEditing} />
    </Dialog>
  );
}
