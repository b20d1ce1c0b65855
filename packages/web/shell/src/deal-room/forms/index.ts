export { AcceptDialog, type AcceptDialogProps } from './accept-dialog.tsx';
export { CounterDialog, type CounterDialogProps } from './counter-dialog.tsx';
export { PreviewStep } from './preview-step.tsx';
export { ReasonDialog, type ReasonDialogProps } from './reason-dialog.tsx';
