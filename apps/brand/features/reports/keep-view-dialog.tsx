'use client';
import { useErrorMessage } from '@kolony/shell';
import { Button, Checkbox, Dialog, Field, Input, Notice } from '@kolony/ui';
import { useMutation } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';
import { type ReportOfView, useViewsChanged } from './views.ts';

/** Keeps what is asked now under a name. */
export function KeepViewDialog({ report, onClose }: { report: ReportOfView; onClose(): void }) {
  const t = useTranslations('reports.views');
  const explain = useErrorMessage();
  const search = useSearchParams().toString();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const save = useMutation(useTrpc().views.save.mutationOptions(useViewsChanged()));
  return (
    <Dialog open onClose={onClose} title={t('keep')} description={t('about')}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ report, name, search, shared }, { onSuccess: onClose });
        }}
      >
        {save.error && <Notice tone="danger">{explain(save.error)}</Notice>}
        <Field label={t('name')}>
          <Input
            required
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </Field>
        <Checkbox
          label={t('shared')}
          checked={shared}
          onChange={(event) => setShared(event.currentTarget.checked)}
        />
        <Button type="submit" variant="primary" pending={save.isPending}>
          {t('save')}
        </Button>
      </form>
    </Dialog>
  );
}
