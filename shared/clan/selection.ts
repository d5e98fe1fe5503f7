/** What can be selected in the clan. History entries keep it, so that undo shows what it undid. */
export type Selection =
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
