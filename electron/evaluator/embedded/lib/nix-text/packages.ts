/** ... */
export const packagesText = String.raw`
lib: { }
`;
