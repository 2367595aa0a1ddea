/**
 * Mutations that a fuzz test tries: 100,000 in `npm test`, few enough to be quick while one works.
 */
export const FUZZ_ROUNDS = Number(process.env.LEADFLOW_FUZZ_ROUNDS ?? 3000);
