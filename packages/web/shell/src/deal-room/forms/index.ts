export { AcceptDialog } from './accept-dialog.tsx';
export { CounterDialog } from './counter-dialog.tsx';
export { DeliverableFields, deliverablesOf } from './deliverable-fields.tsx';
export { PreviewStep } from './preview-step.tsx';
export { ReasonDialog } from './reason-dialog.tsx';
