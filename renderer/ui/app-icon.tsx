import icon from './icon.svg';

/** The app's sign. */
export function AppIcon({ size }: { readonly size: number }) {
  return <img src={icon} alt="" width={size} height={size} style={{ display: 'block', flex: 'none' }} />;
}
