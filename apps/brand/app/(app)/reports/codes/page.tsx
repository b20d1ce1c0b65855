import { CodesScreen } from '../../../../features/reports/codes-screen.tsx';

export default function Page() {
  return <CodesScreen />;
}
