import { ReportOrdersScreen } from '../../../../features/reports/report-orders-screen.tsx';

export default function Page() {
  return <ReportOrdersScreen />;
}
