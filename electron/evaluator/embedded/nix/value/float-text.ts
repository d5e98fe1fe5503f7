/** A float as Nix prints it: six significant digits, like C's `%g`. */
export function formatFloat(value: number): string {
  if (Number.isNaN(value)) return Object.is(value, NaN) ? 'nan' : '-nan';
  if (value === Infinity) return 'inf';
  if (value === -Infinity) return '-inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const exponent = exponentOf(value);
  if (exponent < -4 || exponent >= 6) {
    const [mantissa = '', power = '0'] = value.toExponential(5).split('e');
    return `${trimZeros(mantissa)}e${signedPower(Number(power))}`;
  }
  return trimZeros(value.toFixed(Math.max(0, 5 - exponent)));
}

/** The decimal exponent after rounding to six digits. */
function exponentOf(value: number): number {
  return Number(value.toExponential(5).split('e')[1]);
}

function trimZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function signedPower(power: number): string {
  return `${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

/** A float as `toString` makes it: always six digits after the point. */
export function floatToText(value: number): string {
  if (!Number.isFinite(value)) return formatFloat(value);
  if (Math.abs(value) < 1e21) return value.toFixed(6);
  return `${BigInt(value)}.000000`;
}
