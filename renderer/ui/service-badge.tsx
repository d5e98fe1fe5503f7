import classes from './service-badge.module.css';
import { serviceSymbols, type ServiceSymbol } from './symbols';

/** The coloured square that stands for a service; small: a plain square of the colour. */
export function ServiceBadge(props: {
  readonly symbol: ServiceSymbol;
  readonly color: string;
  readonly size?: number;
}) {
  const { symbol, color, size = 26 } = props;
  const Symbol = serviceSymbols[symbol];
  return (
    <span className={classes.badge} style={{ backgroundColor: color, width: size, height: size }} aria-hidden>
      {size >= 16 && <Symbol size={Math.round(size * 0.6)} stroke={1.75} />}
    </span>
  );
}
