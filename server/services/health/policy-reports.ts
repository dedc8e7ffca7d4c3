import { z } from 'zod';
import { log } from '#server/log';
import { singleton } from '#server/singleton';

const longestBody = 16 * 1024;
/** Lines an hour and process: beyond them the log says enough, and nobody can fill it from outside. */
const linesAnHour = 60;

const text = z.string().max(2000).catch('');
const facts = z.object({ 'document-uri': text, 'blocked-uri': text, 'effective-directive': text });
/** The two forms in which browsers report: one object, or a list of bodies under other names. */
const oldForm = z.object({ 'csp-report': facts }).transform((report) => [report['csp-report']]);
const newForm = z
  .array(z.object({ body: z.object({ documentURL: text, blockedURL: text, effectiveDirective: text }) }))
  .max(20)
  .transform((reports) =>
    reports.map(({ body }) => ({
      'document-uri': body.documentURL,
      'blocked-uri': body.blockedURL,
      'effective-directive': body.effectiveDirective,
    })),
  );
const anyForm = z.union([oldForm, newForm]);

/** Logs what a browser reports, without queries and fragments; what is no report is dropped. */
export async function readPolicyReports(request: Request): Promise<void> {
  if (Number(request.headers.get('content-length') ?? Number.POSITIVE_INFINITY) > longestBody) return;
  const parsed = anyForm.safeParse(await request.json().catch(() => null));
  if (!parsed.success) return;
  for (const report of parsed.data) {
    if (!mayLog()) return;
    log.warn(
      {
        page: withoutQuery(report['document-uri']),
        blocked: withoutQuery(report['blocked-uri']),
        directive: report['effective-directive'].slice(0, 60),
      },
      'the content security policy kept something from happening',
    );
  }
}

/** `inline`, `eval` and the like are words, not addresses. */
function withoutQuery(address: string): string {
  if (!URL.canParse(address)) return address.slice(0, 40);
  const { origin, pathname } = new URL(address);
  return `${origin}${pathname}`.slice(0, 300);
}

function mayLog(): boolean {
  const budget = singleton('policy-reports', () => ({ hour: 0, lines: 0 }));
  const hour = Math.floor(performance.now() / 3_600_000);
  if (budget.hour !== hour) Object.assign(budget, { hour, lines: 0 });
  budget.lines += 1;
  return budget.lines <= linesAnHour;
}
