/** ... */
export const systemsText = String.raw`
lib: { }
`;
