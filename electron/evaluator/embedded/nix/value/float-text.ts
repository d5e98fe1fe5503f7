/** A float as Nix prints it: six significant digits, like C's `%g`. */
export function formatFloat(value: number): string {
  if (Number.isNaN(value)) return Object.is(value, NaN) ? 'nan' : '-nan';
  if (value === Infinity) return 'inf';
  if (value === -Infinity) return '-inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const exponent = exponentOf(value);
  if (exponent < -4 || exponent >= 6) {
    const [mantissa = '', power = '0'] = sixDigits(value).split('e');
    return `${trimZeros(mantissa)}e${signedPower(Number(power))}`;
  }
  return trimZeros(fixed(value, Math.max(0, 5 - exponent)));
}

/** The decimal exponent after rounding to six digits. */
function exponentOf(value: number): number {
  return Number(sixDigits(value).split('e')[1]);
}

function sixDigits(value: number): string {
  const [mantissa = '', power = ''] = value.toExponential(40).split('e');
  const even = evenHalf(mantissa, 5);
  return even === undefined ? value.toExponential(5) : `${even}e${power}`;
}

function fixed(value: number, digits: number): string {
  return evenHalf(value.toFixed(40), digits) ?? value.toFixed(digits);
}

/**
 * JavaScript rounds what lies exactly in the middle away from zero, C to the even digit. The text without its digits
 * past the point's first `digits`, when that is what C gives and JavaScript does not; forty digits tell it apart.
 */
function evenHalf(exact: string, digits: number): string | undefined {
  const end = exact.indexOf('.') + 1 + digits;
  if (!/^50*$/.test(exact.slice(end))) return undefined;
  const kept = exact.slice(0, digits === 0 ? end - 1 : end);
  return /[02468]$/.test(kept) ? kept : undefined;
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
  if (Math.abs(value) < 1e21) return fixed(value, 6);
  return `${BigInt(value)}.000000`;
}
