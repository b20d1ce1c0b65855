export { LinkDialog } from './link-dialog.tsx';
export { QrDialog, type QrLogo } from './qr-dialog.tsx';
