import { FunnelScreen } from '../../../../features/reports/funnel-screen.tsx';

export default function Page() {
  return <FunnelScreen />;
}
