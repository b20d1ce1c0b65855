import { QualityReportScreen } from '../../../../features/reports/quality-report-screen.tsx';

export default function Page() {
  return <QualityReportScreen />;
}
