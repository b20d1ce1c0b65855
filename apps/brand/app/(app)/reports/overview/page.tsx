import { OverviewScreen } from '../../../../features/reports/overview-screen.tsx';

export default function Page() {
  return <OverviewScreen />;
}
