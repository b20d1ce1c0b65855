import { StatementScreen } from '../../../../features/statements/statement-screen.tsx';

export default async function Page({ params }: { params: Promise<{ party: string }> }) {
  return <StatementScreen party={decodeURIComponent((await params).party)} />;
}
