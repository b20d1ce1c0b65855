'use client';
import { Button, Field, type FieldProps, Notice } from '@kolony/ui';
import { type ReactNode, useEffect, useRef } from 'react';
import type { Form } from './use-form.ts';

/** A Field that knows its form's error: `<FormField form={form} name="email" label={t('email')}><Input /></FormField>`. */
export function FormField({ form, name, ...rest }: Omit<FieldProps, 'error'> & { form: Form; name: string }) {
  return <Field {...rest} name={name} error={form.errors[name]} />;
}

/** What went wrong with the form as a whole; takes the focus so that nobody misses it. */
export function FormError({ form }: { form: Form }) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (form.error) ref.current?.focus();
  }, [form.error]);
  if (!form.error) return null;
  return (
    <div ref={ref} tabIndex={-1}>
      <Notice tone="danger">{form.error}</Notice>
    </div>
  );
}

export function SubmitButton({
  form,
  children,
  icon,
  wide,
}: {
  form: Form;
  children: ReactNode;
  icon?: ReactNode;
  wide?: boolean;
}) {
  return (
    <Button
      type="submit"
      variant="primary"
      pending={form.pending}
      icon={icon}
      className={wide ? 'w-full' : undefined}
    >
      {children}
    </Button>
  );
}
