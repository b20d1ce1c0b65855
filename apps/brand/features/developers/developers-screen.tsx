'use client';
import type { ApiKey } from '@kolony/identity/schema';
import {
  DataTable,
  FormError,
  FormField,
  PageHeader,
  SubmitButton,
  useErrorMessage,
  useForm,
} from '@kolony/shell';
import {
  Button,
  Card,
  Checkbox,
  ConfirmDialog,
  CopyButton,
  Dialog,
  FieldGroup,
  Input,
  Notice,
  RelativeTime,
  StatusBadge,
  useToast,
} from '@kolony/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';
import { useMay } from '../frame/me.tsx';
import { DeveloperTabs } from '../webhooks/developer-tabs.tsx';
import { DomainCard } from './domain-card.tsx';
import { PrivacyCard } from './privacy-card.tsx';
import { SiteCard } from './site-card.tsx';

const SCOPES = [
  'conversions:write',
  'conversions:read',
  'commissions:read',
  'campaigns:read',
  'campaigns:write',
  'deals:read',
  'links:read',
  'links:write',
  'reports:read',
  'webhooks:read',
  'webhooks:write',
] as const;
const schema = () => import('@kolony/identity/schema').then((door) => door.NewApiKey);

export function DevelopersScreen({ apiUrl, trackerUrl }: { apiUrl: string; trackerUrl: string }) {
  const t = useTranslations('brand.keys');
  const may = useMay();
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const keys = useQuery(useTrpc().keys.list.queryOptions());
  const create = may('key.write') && (
    <Button
      variant="primary"
      icon={<KeyRound aria-hidden className="size-4" />}
      onClick={() => setCreating(true)}
    >
      {t('create')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('title')} description={t('about')} actions={create} />
      <DeveloperTabs current="/developers" />
      <div className="space-y-6">
        <DataTable
          caption={t('list')}
          rows={keys.data}
          error={keys.error}
          onRetry={() => keys.refetch()}
          rowKey={(key) => key.id}
          columns={[
            { id: 'name', header: t('name'), primary: true, cell: (key) => key.name },
            { id: 'key', header: t('key'), cell: (key) => <code>{key.prefix}…</code> },
            {
              id: 'state',
              header: t('state'),
              cell: (key) =>
                key.revokedAt ? (
                  <StatusBadge tone="neutral">{t('revoked')}</StatusBadge>
                ) : (
                  <StatusBadge tone="success">{t('active')}</StatusBadge>
                ),
            },
            {
              id: 'used',
              header: t('lastUsed'),
              cell: (key) => (key.lastUsedAt ? <RelativeTime at={key.lastUsedAt} /> : t('never')),
            },
            {
              id: 'revoke',
              header: '',
              bare: true,
              cell: (key) =>
                !key.revokedAt &&
                may('key.write') && (
                  <Button
                    size="sm"
                    onClick={() => setRevoking(key)}
                    aria-label={t('revokeName', { name: key.name })}
                  >
                    {t('revoke')}
                  </Button>
                ),
            },
          ]}
          empty={{ title: t('none'), description: t('noneHint'), action: create }}
        />
        <SiteCard trackerUrl={trackerUrl} />
        <PrivacyCard />
        <DomainCard trackerHost={new URL(trackerUrl).hostname} />
        <Example apiUrl={apiUrl} />
      </div>
      <Dialog
        open={creating}
        onClose={() => setCreating(false)}
        title={t('create')}
        description={t('createAbout')}
      >
        {creating && <CreateKey onClose={() => setCreating(false)} />}
      </Dialog>
      {revoking && <Revoke apiKey={revoking} onClose={() => setRevoking(null)} />}
    </>
  );
}

function CreateKey({ onClose }: { onClose: () => void }) {
  const t = useTranslations('brand.keys');
  const scopes = useTranslations('domain.apiScopes');
  const queries = useQueryClient();
  const [made, setMade] = useState<string | null>(null);
  const create = useMutation(useTrpc().keys.create.mutationOptions());
  const form = useForm({
    schema,
    submit: create.mutateAsync,
    onDone: async ({ key }) => {
      setMade(key);
      await queries.invalidateQueries();
    },
  });
  if (made)
    return (
      <div className="space-y-4">
        <Notice tone="warning">{t('once')}</Notice>
        <code className="block break-all rounded-md bg-sunken p-3 text-sm" data-testid="api-key">
          {made}
        </code>
        <div className="flex gap-3">
          <CopyButton text={made} label={t('copy')}>
            {t('copy')}
          </CopyButton>
          <Button onClick={onClose}>{t('done')}</Button>
        </div>
      </div>
    );
  return (
    <form {...form.props} className="space-y-4">
      <FormField form={form} name="name" label={t('name')} hint={t('nameHint')} required>
        <Input maxLength={80} />
      </FormField>
      <FieldGroup legend={t('scopes')} error={form.errors.scopes}>
        {SCOPES.map((scope) => (
          <Checkbox
            key={scope}
            name="scopes"
            value={scope}
            data-kind="list"
            label={scopes(scope.replace(':', '_') as never)}
            hint={scope}
            defaultChecked={scope.startsWith('conversions')}
          />
        ))}
      </FieldGroup>
      <FormError form={form} />
      <SubmitButton form={form}>{t('create')}</SubmitButton>
    </form>
  );
}

function Revoke({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const t = useTranslations('brand.keys');
  const ui = useTranslations('ui.actions');
  const explain = useErrorMessage();
  const toast = useToast();
  const queries = useQueryClient();
  const revoke = useMutation(
    useTrpc().keys.revoke.mutationOptions({
      onError: (error) => toast({ title: explain(error), tone: 'danger' }),
      onSettled: async () => {
        onClose();
        await queries.invalidateQueries();
      },
    }),
  );
  return (
    <ConfirmDialog
      danger
      open
      onClose={onClose}
      title={t('revokeName', { name: apiKey.name })}
      description={t('revokeAbout')}
      confirmLabel={t('revoke')}
      cancelLabel={ui('cancel')}
      pending={revoke.isPending}
      onConfirm={() => revoke.mutate({ id: apiKey.id })}
    />
  );
}

function Example({ apiUrl }: { apiUrl: string }) {
  const t = useTranslations('brand.keys');
  const text = `curl ${apiUrl}/v1/conversions \\
  -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" \\
  -d '{"order_id": "A-1001", "amount": 20000, "currency": "CNY", "status": "paid",
       "occurred_at": "2026-11-23T12:00:00Z", "click_id": "<kclid>"}'`;
  return (
    <Card
      title={t('example')}
      description={t('exampleAbout')}
      actions={<CopyButton text={text} label={t('copy')} size="sm" />}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <pre className="overflow-x-auto rounded-md bg-sunken p-3 text-sm" tabIndex={0}>
        <code>{text}</code>
      </pre>
    </Card>
  );
}
