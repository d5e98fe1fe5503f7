/**
 * How long JavaScript may need to match an expression, which it cannot be stopped in. A repetition after which it is
 * clear from the next byte alone whether it goes on is never taken back; each other one may be tried with every length
 * it can have, so the effort grows by a factor of the length of the text.
 */
import type { RegexNode } from './posix-regex';

/** Bytes as the bits of an integer. */
type ByteSet = bigint;

const noBytes: ByteSet = 0n;
const allBytes: ByteSet = (1n << 256n) - 1n;

/** What JavaScript can do in well under a tenth of a second. */
const maxEffort = 50_000_000;

interface Part {
  /** How many repetitions may have to be taken back. */
  readonly factors: number;
  /** The bytes that a match of this part and what follows it may begin with. */
  readonly first: ByteSet;
}

/** How many factors of the length of the text the effort of an expression has; see above. */
export function effortFactors(tree: RegexNode): number {
  return partOf(tree, noBytes).factors;
}

/** Whether JavaScript is sure to be done soon. */
export function isQuick(factors: number, length: number): boolean {
  return factors === 0 || length ** factors <= maxEffort;
}

function partOf(node: RegexNode, follow: ByteSet): Part {
  switch (node.kind) {
    case 'char':
      return { factors: 0, first: 1n << BigInt(node.char.charCodeAt(0) & 255) };
    case 'any':
      return { factors: 0, first: allBytes };
    case 'set':
      return { factors: 0, first: bytesOfSet(node) };
    case 'start':
    case 'end':
      return { factors: 0, first: follow };
    case 'group':
      return partOf(node.node, follow);
    case 'sequence':
      return node.nodes.reduceRight<Part>(
        (rest, part) => {
          const { factors, first } = partOf(part, rest.first);
          return { factors: factors + rest.factors, first };
        },
        { factors: 0, first: follow },
      );
    case 'choice': {
      const parts = node.nodes.map((part) => partOf(part, follow));
      return {
        factors: parts.reduce((sum, part) => sum + part.factors, 0),
        first: parts.reduce((bytes, part) => bytes | part.first, noBytes),
      };
    }
    case 'repeat':
      return repeatPart(node, follow);
  }
}

function repeatPart(node: Extract<RegexNode, { kind: 'repeat' }>, follow: ByteSet): Part {
  const own = partOf(node.node, noBytes).first;
  const inner = partOf(node.node, node.most > 1 ? follow | own : follow);
  const isClear = node.most <= 1 || (own & follow) === noBytes;
  return {
    factors: inner.factors + (isClear ? 0 : 1),
    first: node.least === 0 ? inner.first | follow : inner.first,
  };
}

function bytesOfSet({ isNegated, ranges }: Extract<RegexNode, { kind: 'set' }>): ByteSet {
  let bytes = noBytes;
  for (const [low, high] of ranges) {
    for (let byte = low; byte <= Math.min(high, 255); byte++) bytes |= 1n << BigInt(byte);
  }
  return isNegated ? allBytes & ~bytes : bytes;
}

/** Whether a choice is repeated: of two alternatives that begin alike, each round may have to be tried both ways. */
export function hasRepeatedChoice(node: RegexNode, isInside = false): boolean {
  switch (node.kind) {
    case 'choice':
      return isInside || node.nodes.some((part) => hasRepeatedChoice(part, isInside));
    case 'sequence':
      return node.nodes.some((part) => hasRepeatedChoice(part, isInside));
    case 'group':
      return hasRepeatedChoice(node.node, isInside);
    case 'repeat':
      return hasRepeatedChoice(node.node, isInside || node.most > 1);
    default:
      return false;
  }
}
