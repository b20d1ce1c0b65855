'use client';
import type { Platform } from '@kolony/identity/schema';
import { FormError, FormField, SubmitButton, useForm } from '@kolony/shell';
import { Button, Dialog, Input, Select, useToast } from '@kolony/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';

const PLATFORMS = [
  'xiaohongshu',
  'douyin',
  'taobao_live',
  'weibo',
  'wechat',
  'bilibili',
  'instagram',
  'tiktok',
  'youtube',
  'other',
] as const satisfies readonly Platform[];

const schema = () => import('@kolony/identity/schema').then((door) => door.NewChannel);

export default function NewChannelDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('portal.profile');
  const actions = useTranslations('ui.actions');
  const platforms = useTranslations('domain.platforms');
  const toast = useToast();
  const queries = useQueryClient();
  const trpc = useTrpc();
  const add = useMutation(trpc.channels.add.mutationOptions());
  const form = useForm({
    schema,
    submit: add.mutateAsync,
    onDone: async (channel) => {
      await queries.invalidateQueries({ queryKey: trpc.auth.pathKey() });
      toast({ title: t('added', { handle: channel.handle }), tone: 'success' });
      onClose();
    },
  });
  return (
    <Dialog open onClose={onClose} title={t('add')} description={t('addHint')}>
      <form {...form.props} className="space-y-4">
        <FormError form={form} />
        <FormField form={form} name="platform" label={t('platform')} required>
          <Select options={PLATFORMS.map((value) => ({ value, label: platforms(value) }))} />
        </FormField>
        <FormField form={form} name="handle" label={t('handle')} required>
          <Input maxLength={60} autoComplete="off" autoCapitalize="none" />
        </FormField>
        <FormField form={form} name="url" label={t('url')} hint={t('urlHint')} required>
          <Input type="url" inputMode="url" maxLength={500} autoComplete="off" placeholder="https://" />
        </FormField>
        <FormField form={form} name="followers" label={t('followerCount')} required>
          <Input type="number" inputMode="numeric" min={0} step={1} />
        </FormField>
        <FormField form={form} name="niche" label={t('niche')} hint={t('nicheHint')} required>
          <Input maxLength={40} autoComplete="off" />
        </FormField>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{actions('cancel')}</Button>
          <SubmitButton form={form}>{t('add')}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
