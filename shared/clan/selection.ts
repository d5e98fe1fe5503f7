/** What can be selected in the clan: the same shape as the contract's selection, without importing the contract. */
export type ClanSelection =
  | { readonly kind: 'none' }
  | { readonly kind: 'machine'; readonly machine: string }
  | { readonly kind: 'machines'; readonly machines: readonly string[] }
  | { readonly kind: 'tag'; readonly tag: string }
  | { readonly kind: 'instance'; readonly instance: string }
  | { readonly kind: 'role'; readonly instance: string; readonly role: string }
  | {
      readonly kind: 'edge';
      readonly instance: string;
      readonly role: string;
      readonly from: { readonly kind: 'machine' | 'tag'; readonly name: string };
    };
