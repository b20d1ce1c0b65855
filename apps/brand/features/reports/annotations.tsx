'use client';
import type { BrandInputs } from '@kolony/rpc/brand';
import { useErrorMessage } from '@kolony/shell';
import {
  Button,
  Dialog,
  EmptyState,
  Field,
  formatDay,
  IconButton,
  Input,
  Notice,
  Select,
  Textarea,
  useUi,
} from '@kolony/ui';
import type { Mark } from '@kolony/ui/charts';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { MessageSquarePlus, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { useTrpc } from '../../trpc.ts';
import { useMay } from '../frame/me.tsx';

/** Whose notes a trend shows; a page that is shown to others has none. */
export type Noted = BrandInputs['annotations']['list'];

/** The notes of the days that a report shows, of its campaign and of all. */
export function notedOf({ campaignId }: { campaignId?: string }, { period }: Pick<Noted, 'period'>): Noted {
  return { period, ...(campaignId === undefined ? {} : { campaignId }) };
}

/** A trend with what colleagues said of its days, and the way to say more. Null: as others see it, without either. */
export function WithNotes({
  noted,
  children,
}: {
  noted: Noted | null;
  children(marks: readonly Mark[], actions: ReactNode): ReactNode;
}) {
  return noted ? <Notes noted={noted}>{children}</Notes> : children([], null);
}

function Notes({
  noted,
  children,
}: {
  noted: Noted;
  children(marks: readonly Mark[], actions: ReactNode): ReactNode;
}) {
  const annotations = useQuery({
    ...useTrpc().annotations.list.queryOptions(noted),
    placeholderData: keepPreviousData,
  });
  const marks = (annotations.data ?? []).map(({ day, text }) => ({ x: day, text }));
  return children(marks, <NotesButton noted={noted} />);
}

/** Opens the notes of a trend's days: to write one, and to take one back. */
function NotesButton({ noted }: { noted: Noted }) {
  const t = useTranslations('reports.annotations');
  const may = useMay();
  const [open, setOpen] = useState(false);
  if (!may('report.write')) return null;
  return (
    <>
      <Button
        size="sm"
        variant="ghost"
        icon={<MessageSquarePlus aria-hidden className="size-4" />}
        onClick={() => setOpen(true)}
      >
        {t('open')}
      </Button>
      {open && <NotesDialog noted={noted} onClose={() => setOpen(false)} />}
    </>
  );
}

function NotesDialog({ noted, onClose }: { noted: Noted; onClose(): void }) {
  const t = useTranslations('reports.annotations');
  const explain = useErrorMessage();
  const { locale } = useUi();
  const trpc = useTrpc();
  const client = useQueryClient();
  const changed = {
    onSuccess: () => client.invalidateQueries({ queryKey: trpc.annotations.list.queryKey() }),
  };
  const add = useMutation(trpc.annotations.add.mutationOptions(changed));
  const remove = useMutation(trpc.annotations.delete.mutationOptions(changed));
  const annotations = useQuery(trpc.annotations.list.queryOptions(noted));
  const campaigns = useQuery(trpc.reports.filters.queryOptions()).data?.campaigns ?? [];
  const [day, setDay] = useState(noted.period.to);
  const [text, setText] = useState('');
  const [campaignId, setCampaignId] = useState(noted.campaignId ?? '');
  const nameOf = (id: string | null) =>
    id === null ? t('every') : (campaigns.find((campaign) => campaign.id === id)?.name ?? id);
  return (
    <Dialog open onClose={onClose} title={t('title')} description={t('about')}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate({ day, text, campaignId: campaignId || null }, { onSuccess: () => setText('') });
        }}
      >
        {add.error && <Notice tone="danger">{explain(add.error)}</Notice>}
        {remove.error && <Notice tone="danger">{explain(remove.error)}</Notice>}
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t('day')}>
            <Input type="date" required value={day} onChange={(event) => setDay(event.currentTarget.value)} />
          </Field>
          <Field label={t('campaign')}>
            <Select
              options={[
                { value: '', label: t('every') },
                ...campaigns.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              value={campaignId}
              onChange={(event) => setCampaignId(event.currentTarget.value)}
            />
          </Field>
        </div>
        <Field label={t('text')}>
          <Textarea
            required
            rows={2}
            maxLength={200}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </Field>
        <Button type="submit" variant="primary" pending={add.isPending}>
          {t('add')}
        </Button>
      </form>
      <section className="mt-6">
        <h3 className="mb-2 font-semibold">{t('listed')}</h3>
        {annotations.data?.length === 0 ? (
          <EmptyState compact title={t('none')} description={t('noneAbout')} />
        ) : (
          <ul className="divide-y divide-border">
            {(annotations.data ?? []).map((one) => (
              <li key={one.id} className="flex items-start justify-between gap-3 py-2">
                <div className="min-w-0">
                  <p className="break-words">{one.text}</p>
                  <p className="text-sm text-muted">
                    {formatDay(one.day, locale)} · {nameOf(one.campaignId)} · {one.createdBy}
                  </p>
                </div>
                <IconButton
                  size="sm"
                  label={t('delete', { text: one.text })}
                  icon={<Trash2 aria-hidden className="size-4" />}
                  onClick={() => remove.mutate({ id: one.id })}
                />
              </li>
            ))}
          </ul>
        )}
      </section>
    </Dialog>
  );
}
