import { TrafficScreen } from '../../../../features/reports/traffic-screen.tsx';

export default function Page() {
  return <TrafficScreen />;
}
