/** ... */
export const formatsText = String.raw`
lib: { }
`;
