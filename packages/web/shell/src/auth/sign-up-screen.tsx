'use client';
import type { AgencyKind, SignUpAgency, SignUpBrand, SignUpKol } from '@kolony/identity/schema';
import { Input, Link, PasswordInput, Select } from '@kolony/ui';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { FormError, FormField, SubmitButton } from '../forms/form-parts.tsx';
import { type Form, useForm } from '../forms/use-form.ts';
import { AuthLayout } from './auth-layout.tsx';

type Props =
  | {
      app: 'brand';
      signUp: (account: SignUpBrand) => Promise<unknown>;
      onDone: () => void;
      signInHref?: string;
    }
  | {
      app: 'portal';
      signUp: (account: SignUpKol) => Promise<unknown>;
      onDone: () => void;
      signInHref?: string;
    }
  | {
      app: 'agency';
      signUp: (account: SignUpAgency) => Promise<unknown>;
      onDone: () => void;
      signInHref?: string;
    };

const brandSchema = () => import('@kolony/identity/schema').then((door) => door.SignUpBrand);
const kolSchema = () => import('@kolony/identity/schema').then((door) => door.SignUpKol);

const agencySchema = () => import('@kolony/identity/schema').then((door) => door.SignUpAgency);
const AGENCY_KINDS = ['mcn', 'sub_agency', 'promoter'] as const satisfies readonly AgencyKind[];

/** The reader's own zone: the default of a new account. */
function withTimeZone(values: Record<string, unknown>): Record<string, unknown> {
  return { ...values, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone };
}

/** A brand names itself and its workspace; a KOL a display name and a handle; an agency itself and what it is. */
export function SignUpScreen(props: Props) {
  if (props.app === 'brand') return <BrandSignUp {...props} />;
  return props.app === 'agency' ? <AgencySignUp {...props} /> : <KolSignUp {...props} />;
}

function BrandSignUp({ signUp, onDone, signInHref }: Extract<Props, { app: 'brand' }>) {
  const t = useTranslations('auth');
  const form = useForm({ schema: brandSchema, submit: signUp, onDone, prepare: withTimeZone });
  return (
    <Frame app="brand" form={form} signInHref={signInHref}>
      <FormField form={form} name="workspace" label={t('workspace')} hint={t('workspaceHint')} required>
        <Input autoComplete="organization" maxLength={80} />
      </FormField>
      <FormField form={form} name="name" label={t('name')} required>
        <Input autoComplete="name" maxLength={80} />
      </FormField>
    </Frame>
  );
}

function KolSignUp({ signUp, onDone, signInHref }: Extract<Props, { app: 'portal' }>) {
  const t = useTranslations('auth');
  const form = useForm({ schema: kolSchema, submit: signUp, onDone, prepare: withTimeZone });
  return (
    <Frame app="portal" form={form} signInHref={signInHref}>
      <FormField form={form} name="displayName" label={t('displayName')} hint={t('displayNameHint')} required>
        <Input autoComplete="nickname" maxLength={80} />
      </FormField>
      <FormField form={form} name="handle" label={t('handle')} hint={t('handleHint')} required>
        <Input prefix="@" autoComplete="off" autoCapitalize="none" spellCheck={false} maxLength={30} />
      </FormField>
    </Frame>
  );
}

function AgencySignUp({ signUp, onDone, signInHref }: Extract<Props, { app: 'agency' }>) {
  const t = useTranslations('auth');
  const kinds = useTranslations('domain.agencyKinds');
  const form = useForm({ schema: agencySchema, submit: signUp, onDone, prepare: withTimeZone });
  return (
    <Frame app="agency" form={form} signInHref={signInHref}>
      <FormField form={form} name="name" label={t('agencyName')} hint={t('agencyNameHint')} required>
        <Input autoComplete="organization" maxLength={80} />
      </FormField>
      <FormField form={form} name="kind" label={t('agencyKind')} required>
        <Select options={AGENCY_KINDS.map((value) => ({ value, label: kinds(value) }))} />
      </FormField>
    </Frame>
  );
}

function Frame({
  app,
  form,
  signInHref = '/sign-in',
  children,
}: {
  app: Props['app'];
  form: Form;
  signInHref?: string;
  children: ReactNode;
}) {
  const t = useTranslations('auth');
  return (
    <AuthLayout
      app={app === 'brand' ? 'brand' : 'portal'}
      title={t(`${app}.signUpTitle`)}
      description={t(`${app}.signUp`)}
      below={
        <>
          {t.rich('signUp.toSignIn', { link: (text) => <Link href={signInHref}>{text}</Link> })}
          {app !== 'brand' && (
            <span className="mt-1 block">
              {t.rich(`${app}.other`, {
                link: (text) => <Link href={app === 'portal' ? '/sign-up/agency' : '/sign-up'}>{text}</Link>,
              })}
            </span>
          )}
        </>
      }
    >
      <form {...form.props} className="space-y-4">
        <FormError form={form} />
        {children}
        <FormField form={form} name="email" label={t('email')} required>
          <Input
            type="email"
            autoComplete="email"
            inputMode="email"
            autoCapitalize="none"
            spellCheck={false}
          />
        </FormField>
        <FormField form={form} name="password" label={t('password')} hint={t('passwordHint')} required>
          <PasswordInput autoComplete="new-password" />
        </FormField>
        <SubmitButton form={form} wide>
          {t('signUp.submit')}
        </SubmitButton>
      </form>
    </AuthLayout>
  );
}
