import { machineSymbols, type MachineSymbol } from './symbols';

export function MachineIcon({
  symbol,
  size = 16,
}: {
  readonly symbol: MachineSymbol;
  readonly size?: number;
}) {
  const Symbol = machineSymbols[symbol];
  return <Symbol size={size} stroke={1.6} color="var(--text-muted)" aria-hidden style={{ flex: 'none' }} />;
}
