import { StatementScreen } from '../../../../features/statements/statement-screen.tsx';

export default async function Page({ params }: { params: Promise<{ kolId: string }> }) {
  return <StatementScreen kolId={(await params).kolId} />;
}
