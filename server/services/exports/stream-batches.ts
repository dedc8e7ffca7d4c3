import { type SQL, sql } from 'drizzle-orm';
import { Refusal } from '#lib/errors';
import { logFailure } from '#server/auth/failure';
import { db, type Tx } from '#server/db/pool';
import { singleton } from '#server/singleton';

type Batches = {
  start: string;
  /** Query for `id`s, as text. */
  ids: SQL;
  textOf: (tx: Tx, ids: string[]) => Promise<string>;
  end?: string;
};

const batchSize = 500;
/** Each holds a connection of the pool for as long as somebody takes to read it. */
const mostAtOnce = 3;
const patienceMs = 60_000;

/**
 * Text made from rows, batch by batch, all as they were at one moment. Memory does not grow with the rows: a batch is
 * read when the one before has been taken. A failure breaks the stream off, so that half a file is no whole one.
 * Throws Refusal `limited` when three are being read already.
 */
export function streamBatches(batches: Batches): ReadableStream<Uint8Array> {
  const running = singleton('exports', () => new Set<object>());
  if (running.size >= mostAtOnce) throw new Refusal('limited', { params: { reason: 'export_busy' } });
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  running.add(batches);
  const writer = writable.getWriter();
  void writeAll(batches, writer)
    .catch((error) => {
      // Whoever closed the window or stopped reading did so on purpose.
      if (error instanceof Error && !(error instanceof NoReader)) logFailure('export broken off', error);
      return writer.abort(error).catch(() => undefined);
    })
    .finally(() => running.delete(batches));
  return readable;
}

class NoReader extends Error {}

async function writeAll({ start, ids, textOf, end = '' }: Batches, writer: WritableStreamDefaultWriter<Uint8Array>) {
  const encoder = new TextEncoder();
  await inTime(writer.write(encoder.encode(start)));
  await db().transaction(
    async (tx) => {
      await tx.execute(sql`declare meant no scroll cursor for ${ids}`);
      for (;;) {
        const { rows } = await tx.execute<{ id: string }>(sql.raw(`fetch ${batchSize} from meant`));
        if (rows.length === 0) return;
        await inTime(
          writer.write(
            encoder.encode(
              await textOf(
                tx,
                rows.map(({ id }) => id),
              ),
            ),
          ),
        );
      }
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
  await inTime(writer.write(encoder.encode(end)));
  await inTime(writer.close());
}

/** Waits for the reader, but not for ever: they hold a connection and a snapshot. */
async function inTime(written: Promise<void>): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new NoReader('Nobody reads on.')), patienceMs);
  try {
    await Promise.race([written, promise]);
  } catch (error) {
    throw error instanceof NoReader ? error : new NoReader('The reader is gone.', { cause: error });
  } finally {
    clearTimeout(timer);
  }
}
