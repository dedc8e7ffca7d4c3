/** The partner every grant over the API comes from: one emulator serves one partner. */
export const partnerUuid = '9a7c1e00-0000-4000-8000-000000000001';
