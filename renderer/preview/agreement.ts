/** Which evaluator the values of a preview come from, and what system Nix says of those of the embedded one. */
import type { EvaluatorName, PreviewNode } from '../../shared/clan/evaluation';

export interface Agreement {
  /** All values of the tree. */
  readonly values: number;
  readonly confirmed: number;
  readonly differing: number;
  /** Values that system Nix gave, because the embedded evaluator could not. */
  readonly fromNix: number;
}

/** Counts the values below a node: what has nothing below it. */
export function agreementOf(root: PreviewNode): Agreement {
  const count = { values: 0, confirmed: 0, differing: 0, fromNix: 0 };
  const visit = (node: PreviewNode): void => {
    if (node.children !== undefined && node.children.length > 0) return node.children.forEach(visit);
    count.values += 1;
    if (node.nix?.kind === 'agrees') count.confirmed += 1;
    else if (node.nix?.kind === 'differs') count.differing += 1;
    else if (node.evaluator === 'nix') count.fromNix += 1;
  };
  root.children?.forEach(visit);
  return count;
}

/** A part of the line about the whole preview; what differs stands out. */
export interface AgreementPart {
  readonly text: string;
  readonly isDifference: boolean;
}

/** One line about the whole preview. Empty: the embedded evaluator alone has answered, and that goes without saying. */
export function agreementWords(
  { values, confirmed, differing, fromNix }: Agreement,
  evaluator: EvaluatorName,
  version: string | null,
): readonly AgreementPart[] {
  const nix = nixName(version);
  const plain = (text: string): AgreementPart => ({ text, isDifference: false });
  if (evaluator === 'nix') return [plain(`Evaluated by ${nix}`)];
  if (confirmed + differing + fromNix === 0) return [];
  if (differing + fromNix === 0) {
    return [plain(`Embedded, confirmed by ${nix} for ${confirmed} of ${values} values`)];
  }
  return [
    plain(`Embedded · ${nix} confirms ${confirmed} of ${values}`),
    ...(differing > 0
      ? [{ text: `, ${differing} ${differing === 1 ? 'differs' : 'differ'}`, isDifference: true }]
      : []),
    ...(fromNix > 0 ? [plain(`, ${fromNix} from Nix only`)] : []),
  ];
}

/** `Nix 2.26`: patch levels say nothing about values. */
export function nixName(version: string | null): string {
  const short = /^\d+\.\d+/.exec(version ?? '')?.[0];
  return short === undefined ? 'Nix' : `Nix ${short}`;
}
