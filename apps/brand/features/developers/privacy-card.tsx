'use client';
import { FormError, FormField, SubmitButton, useForm } from '@kolony/shell';
import { Card, DateText, Input, Select, Table, useToast } from '@kolony/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { useMay } from '../frame/me.tsx';

const schema = () => import('@kolony/trust/schema').then((door) => door.NewErasure);

/** Somebody asks to be forgotten: by the shop's customer id, or by a visitor cookie. */
export function PrivacyCard() {
  const t = useTranslations('brand.privacy');
  const may = useMay();
  const erasures = useQuery({ ...useTrpc().privacy.erasures.queryOptions(), refetchInterval: 5_000 });
  const rows = erasures.data ?? [];
  return (
    <Card title={t('title')} description={t('about')}>
      <div className="space-y-4">
        {may('key.write') && <EraseForm />}
        {rows.length > 0 && (
          <Table
            caption={t('done')}
            rows={rows}
            rowKey={(row) => row.id}
            columns={[
              { id: 'kind', header: t('kind'), primary: true, cell: (row) => t(`kinds.${row.kind}`) },
              {
                id: 'at',
                header: t('at'),
                cell: (row) => <DateText at={row.requestedAt} style="datetime" />,
              },
              { id: 'state', header: t('state'), cell: (row) => t(row.doneAt ? 'forgotten' : 'underWay') },
            ]}
          />
        )}
      </div>
    </Card>
  );
}

function EraseForm() {
  const t = useTranslations('brand.privacy');
  const toast = useToast();
  const queries = useQueryClient();
  const erase = useMutation(useTrpc().privacy.erase.mutationOptions());
  const form = useForm({
    schema,
    submit: erase.mutateAsync,
    onDone: async ({ orders }) => {
      toast({ title: t('asked', { orders }), tone: 'success' });
      await queries.invalidateQueries();
    },
  });
  return (
    <form {...form.props} className="grid gap-4 sm:grid-cols-3">
      <FormField form={form} name="kind" label={t('kind')}>
        <Select
          options={(['customer', 'visitor'] as const).map((value) => ({ value, label: t(`kinds.${value}`) }))}
        />
      </FormField>
      <FormField form={form} name="subject" label={t('subject')} hint={t('subjectHint')} required>
        <Input maxLength={200} autoComplete="off" />
      </FormField>
      <div className="self-center">
        <SubmitButton form={form}>{t('erase')}</SubmitButton>
      </div>
      <div className="sm:col-span-3">
        <FormError form={form} />
      </div>
    </form>
  );
}
