import { ImportScreen } from '../../../../features/import/import-screen.tsx';

export default function Page() {
  return <ImportScreen />;
}
