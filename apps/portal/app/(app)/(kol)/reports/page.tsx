import { ReportsScreen } from '../../../../features/reports/reports-screen.tsx';

export default function Page() {
  return <ReportsScreen />;
}
