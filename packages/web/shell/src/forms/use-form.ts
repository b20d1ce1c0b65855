'use client';
import { useTranslations } from 'next-intl';
import { type FormEvent, useCallback, useRef, useState } from 'react';
import { useErrorMessage } from '../error-message.ts';
import { failureOf } from '../failure.ts';
import { type Issue, issueMessage } from './issue-message.ts';
import { readForm } from './read-form.ts';

/** A zod schema, as far as forms care. */
export interface FormSchema<Values> {
  safeParse(
    value: unknown,
  ): { success: true; data: Values } | { success: false; error: { issues: readonly Issue[] } };
}

export interface FormOptions<Values, Result> {
  /** A function that imports it keeps the schema library out of the page; it is fetched when the form is entered. */
  schema: FormSchema<Values> | (() => Promise<FormSchema<Values>>);
  /** Usually a mutation's mutateAsync. A thrown error is shown at its field (`facts.field`) or above the buttons. */
  submit: (values: Values) => Promise<Result>;
  onDone?: (result: Result, values: Values) => void;
  /** Adds or changes what was read from the controls before it is checked. */
  prepare?: (values: Record<string, unknown>) => unknown;
}

export interface Form {
  /** Spread on <form>. */
  props: {
    onSubmit: (event: FormEvent<HTMLFormElement>) => void;
    onInput: (event: FormEvent<HTMLFormElement>) => void;
    onFocus: () => void;
    noValidate: true;
  };
  /** Sentence per field, by dotted path. */
  errors: Readonly<Record<string, string>>;
  /** What went wrong and belongs to no field. */
  error: string | null;
  pending: boolean;
}

/**
 * Native controls, checked by the same schema as the server's: read on submit, errors by field, the first wrong field
 * focused, the server's refusal shown where it belongs, a second press ignored while the first runs.
 */
export function useForm<Values, Result>({
  schema,
  submit,
  onDone,
  prepare,
}: FormOptions<Values, Result>): Form {
  const t = useTranslations('ui.validation');
  const explain = useErrorMessage();
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [error, setError] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const running = useRef(false);

  const sentence = useCallback(
    (issue: Issue) => {
      const { key, values } = issueMessage(issue);
      return t.has(key as never) ? t(key as never, values as never) : t('invalid');
    },
    [t],
  );

  const load = useCallback(async () => (typeof schema === 'function' ? schema() : schema), [schema]);

  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    if (running.current) return;
    running.current = true;
    const read = readForm(form);
    const rules = await load().catch(() => null);
    running.current = false;
    if (!rules) return setError(explain(undefined));
    const parsed = rules.safeParse(prepare ? prepare(read) : read);
    if (!parsed.success) {
      const found: Record<string, string> = {};
      for (const issue of parsed.error.issues) found[issue.path.join('.')] ??= sentence(issue);
      setErrors(found);
      setError(
        found[''] ?? (Object.keys(found).some((name) => hasControl(form, name)) ? null : t('invalid')),
      );
      requestAnimationFrame(() => focusFirst(form));
      return;
    }
    running.current = true;
    setErrors({});
    setError(null);
    setPending(true);
    try {
      const result = await submit(parsed.data);
      onDone?.(result, parsed.data);
    } catch (thrown) {
      const field = failureOf(thrown).facts.field;
      if (typeof field === 'string' && hasControl(form, field)) {
        setErrors({ [field]: explain(thrown) });
        requestAnimationFrame(() => focusFirst(form));
      } else setError(explain(thrown));
    } finally {
      running.current = false;
      setPending(false);
    }
  };

  const onInput = (event: FormEvent<HTMLFormElement>) => {
    const name = (event.target as HTMLInputElement).name;
    if (errors[name]) setErrors(({ [name]: _, ...rest }) => rest);
  };

  return {
    props: { onSubmit, onInput, onFocus: () => void load().catch(() => null), noValidate: true },
    errors,
    error,
    pending,
  };
}

function hasControl(form: HTMLFormElement, name: string): boolean {
  return [...form.elements].some((element) => element.getAttribute('name') === name);
}

function focusFirst(form: HTMLFormElement): void {
  form.querySelector<HTMLElement>('[aria-invalid="true"]:not([type="hidden"])')?.focus();
}
