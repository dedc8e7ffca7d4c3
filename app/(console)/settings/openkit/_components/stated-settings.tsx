import { counted } from '#lib/messages/counts';
import type { OpenKitStatusView } from '#lib/schemas/openkit-status';
import { FactList } from '@/components/ui/fact-list';

/** Where OpenKit is and how it is called. Addresses and the client ID are for those who manage settings. */
export function StatedSettings({ status: { settings } }: { status: OpenKitStatusView }) {
  if (!settings) return <p className="text-muted">Addresses and the client ID are shown only to the owner.</p>;
  const { apiUrl, authUrl, clientId, pageSize, settleSeconds } = settings;
  return (
    <FactList
      facts={[
        { label: 'API address', value: <Value>{apiUrl}</Value> },
        { label: 'Auth address', value: <Value>{authUrl}</Value> },
        { label: 'Client ID', value: <Value>{clientId}</Value> },
        { label: 'Page size', value: counted(pageSize, 'row') },
        { label: 'Settle time', value: `${counted(settleSeconds, 'second')} before a lost answer is read back` },
      ]}
    />
  );
}

const Value = ({ children }: { children: string }) => <code className="font-mono break-all">{children}</code>;
