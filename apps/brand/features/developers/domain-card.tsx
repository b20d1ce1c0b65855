'use client';
import type { BrandDomain } from '@kolony/links/schema';
import { FormError, FormField, SubmitButton, useErrorMessage, useForm } from '@kolony/shell';
import {
  Button,
  Card,
  CopyButton,
  DataList,
  DateText,
  Input,
  Notice,
  StatusBadge,
  useToast,
} from '@kolony/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { useMay } from '../frame/me.tsx';

const schema = () => import('@kolony/links/schema').then((door) => door.SetDomain);

/** The host that the brand's links are shown with: entered, proven by a TXT record, and then used everywhere. */
export function DomainCard({ trackerHost }: { trackerHost: string }) {
  const t = useTranslations('brand.domain');
  const may = useMay();
  const domain = useQuery(useTrpc().domain.get.queryOptions());
  if (domain.data === undefined) return null;
  return (
    <Card
      title={t('title')}
      description={t('about')}
      actions={
        domain.data && (
          <StatusBadge tone={domain.data.verifiedAt ? 'success' : 'warning'}>
            {t(domain.data.verifiedAt ? 'proven' : 'waiting')}
          </StatusBadge>
        )
      }
    >
      {domain.data ? (
        <Entered domain={domain.data} trackerHost={trackerHost} />
      ) : may('key.write') ? (
        <HostForm />
      ) : (
        <p className="text-sm text-muted">{t('none')}</p>
      )}
    </Card>
  );
}

function Entered({ domain, trackerHost }: { domain: BrandDomain; trackerHost: string }) {
  const t = useTranslations('brand.domain');
  const explain = useErrorMessage();
  const may = useMay();
  const toast = useToast();
  const queries = useQueryClient();
  const trpc = useTrpc();
  const refresh = () => queries.invalidateQueries();
  const failed = (error: unknown) => toast({ title: explain(error), tone: 'danger' });
  const verify = useMutation(
    trpc.domain.verify.mutationOptions({
      onSuccess: ({ found }) =>
        toast({
          title: t(found ? 'found' : found === null ? 'unreachable' : 'missing'),
          tone: found ? 'success' : 'info',
        }),
      onError: failed,
      onSettled: refresh,
    }),
  );
  const remove = useMutation(trpc.domain.remove.mutationOptions({ onError: failed, onSettled: refresh }));
  return (
    <div className="space-y-4">
      {domain.missingSince && (
        <Notice tone="warning" title={t('lost')}>
          {t('lostHint')} <DateText at={domain.missingSince} style="datetime" />
        </Notice>
      )}
      <DataList
        items={[
          { id: 'host', label: t('host'), value: domain.host },
          { id: 'cname', label: t('cname'), value: <Copyable text={trackerHost} /> },
          { id: 'name', label: t('name'), value: <Copyable text={domain.record.name} /> },
          { id: 'value', label: t('value'), value: <Copyable text={domain.record.value} /> },
          {
            id: 'checked',
            label: t('checked'),
            value: domain.checkedAt ? <DateText at={domain.checkedAt} style="datetime" /> : '–',
          },
        ]}
      />
      {may('key.write') && (
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" pending={verify.isPending} onClick={() => verify.mutate()}>
            {t('verify')}
          </Button>
          <Button variant="ghost" pending={remove.isPending} onClick={() => remove.mutate()}>
            {t('remove')}
          </Button>
        </div>
      )}
    </div>
  );
}

function Copyable({ text }: { text: string }) {
  return (
    <span className="flex items-center gap-1">
      <span className="min-w-0 break-all">{text}</span>
      <CopyButton text={text} />
    </span>
  );
}

function HostForm() {
  const t = useTranslations('brand.domain');
  const queries = useQueryClient();
  const save = useMutation(useTrpc().domain.set.mutationOptions());
  const form = useForm({ schema, submit: save.mutateAsync, onDone: () => queries.invalidateQueries() });
  return (
    <form {...form.props} className="space-y-4">
      <FormError form={form} />
      <FormField form={form} name="host" label={t('host')} hint={t('hostHint')} required>
        <Input maxLength={253} autoComplete="off" placeholder="go.shop.example" />
      </FormField>
      <SubmitButton form={form}>{t('enter')}</SubmitButton>
    </form>
  );
}
