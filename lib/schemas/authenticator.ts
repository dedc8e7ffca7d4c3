/** What somebody needs to set their authenticator app up: the secret to type, and the address in the QR code. */
export type AuthenticatorStart = { secret: string; uri: string };
