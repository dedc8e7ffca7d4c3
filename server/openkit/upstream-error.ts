/**
 * `unavailable`: OpenKit did not answer or answered 5xx · `unreadable`: it answered something we cannot use ·
 * `denied`: it refused this request for good (`status`) · `limited`: it asked us to wait longer than the call may ·
 * `credentials`: it refuses our client id and secret.
 */
export type UpstreamErrorKind = 'unavailable' | 'unreadable' | 'denied' | 'limited' | 'credentials';

/** A read that failed. Holds nothing OpenKit wrote: `reason` is one of our own words. */
export class UpstreamError extends Error {
  readonly kind: UpstreamErrorKind;
  readonly requestId: string;
  readonly reason: string;
  readonly status: number | null;

  constructor(kind: UpstreamErrorKind, requestId: string, reason: string, status: number | null = null) {
    super(`OpenKit ${kind}: ${reason}`);
    this.name = 'UpstreamError';
    this.kind = kind;
    this.requestId = requestId;
    this.reason = reason;
    this.status = status;
  }
}
