/** OpenKit says no: an answer with this status and `{message}`. */
export class Refusal extends Error {
  readonly status: number;
  readonly details: string[];

  constructor(code: string, status = 400, details: string[] = []) {
    super(code);
    this.status = status;
    this.details = details;
  }
}

export function notFound(): Refusal {
  return new Refusal('NOT_FOUND', 404);
}
