import { ContentScreen } from '../../../../features/reports/content-screen.tsx';

export default function Page() {
  return <ContentScreen />;
}
