/** The emulator cannot start as asked; the message is one sentence for the person who started it. */
export class StartError extends Error {}
