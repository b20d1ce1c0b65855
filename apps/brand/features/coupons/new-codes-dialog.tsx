'use client';
import { FormError, FormField, SubmitButton, useForm } from '@kolony/shell';
import { Button, Dialog, Input, Segmented, Select, useToast } from '@kolony/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';

const one = () => import('@kolony/links/schema').then((door) => door.NewCoupon);
const many = () => import('@kolony/links/schema').then((door) => door.GenerateCoupons);

interface NewCodesDialogProps {
  /** Active deals to choose from. */
  deals: readonly { id: string; label: string }[];
  onClose: () => void;
}

/** One code as the brand wants it, or many that nobody can guess. */
export default function NewCodesDialog({ deals, onClose }: NewCodesDialogProps) {
  const t = useTranslations('brand.coupons');
  const [how, setHow] = useState('one');
  return (
    <Dialog open onClose={onClose} title={t('newTitle')} description={t('newHint')}>
      <div className="space-y-4">
        <Segmented
          label={t('how')}
          value={how}
          onChange={setHow}
          options={(['one', 'many'] as const).map((value) => ({ value, label: t(`ways.${value}`) }))}
        />
        {how === 'one' ? (
          <OneCode deals={deals} onClose={onClose} />
        ) : (
          <ManyCodes deals={deals} onClose={onClose} />
        )}
      </div>
    </Dialog>
  );
}

function useDone(onClose: () => void) {
  const t = useTranslations('brand.coupons');
  const toast = useToast();
  const queries = useQueryClient();
  const trpc = useTrpc();
  return async (count: number) => {
    await queries.invalidateQueries({ queryKey: trpc.coupons.pathKey() });
    toast({ title: t('made', { count }), tone: 'success' });
    onClose();
  };
}

function OneCode({ deals, onClose }: NewCodesDialogProps) {
  const t = useTranslations('brand.coupons');
  const done = useDone(onClose);
  const create = useMutation(useTrpc().coupons.create.mutationOptions());
  const form = useForm({ schema: one, submit: create.mutateAsync, onDone: () => done(1) });
  return (
    <form {...form.props} className="space-y-4">
      <FormError form={form} />
      <FormField form={form} name="dealId" label={t('deal')}>
        <DealSelect deals={deals} />
      </FormField>
      <FormField form={form} name="code" label={t('code')} hint={t('codeHint')} required>
        <Input maxLength={40} autoComplete="off" autoCapitalize="characters" />
      </FormField>
      <Buttons onClose={onClose}>
        <SubmitButton form={form}>{t('create')}</SubmitButton>
      </Buttons>
    </form>
  );
}

function ManyCodes({ deals, onClose }: NewCodesDialogProps) {
  const t = useTranslations('brand.coupons');
  const done = useDone(onClose);
  const generate = useMutation(useTrpc().coupons.generate.mutationOptions());
  const form = useForm({ schema: many, submit: generate.mutateAsync, onDone: (made) => done(made.length) });
  return (
    <form {...form.props} className="space-y-4">
      <FormError form={form} />
      <FormField form={form} name="dealId" label={t('deal')}>
        <DealSelect deals={deals} />
      </FormField>
      <div className="grid gap-4 sm:grid-cols-2">
        <FormField form={form} name="prefix" label={t('prefix')} hint={t('prefixHint')} optional>
          <Input maxLength={20} autoComplete="off" autoCapitalize="characters" />
        </FormField>
        <FormField form={form} name="count" label={t('count')} hint={t('countHint')} required>
          <Input type="number" min={1} max={1_000} defaultValue={20} />
        </FormField>
      </div>
      <Buttons onClose={onClose}>
        <SubmitButton form={form}>{t('generate')}</SubmitButton>
      </Buttons>
    </form>
  );
}

function DealSelect({ deals, ...field }: Pick<NewCodesDialogProps, 'deals'>) {
  return <Select {...field} options={deals.map(({ id, label }) => ({ value: id, label }))} />;
}

function Buttons({ onClose, children }: { onClose: () => void; children: React.ReactNode }) {
  const actions = useTranslations('ui.actions');
  return (
    <div className="flex flex-wrap justify-end gap-2">
      <Button onClick={onClose}>{actions('cancel')}</Button>
      {children}
    </div>
  );
}
