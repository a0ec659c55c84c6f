/**
 * Values shared by the workers of a test run. Each test file runs in its own worker, several at
 * once. The first worker that needs something slow starts it.
 *
 * @module
 */

/** The environment variable, common to all workers, with the folder of the shared values. */
const FOLDER = "LATCHKEY_TESTS";

/**
 * Returns a value that one worker of this process creates for all of them.
 *
 * @param name Identifies the value.
 * @param make Called in the first worker that asks, while the others wait. Its result must be
 * JSON.
 * @throws the errors of `make`.
 *
 * @example
 * ```ts
 * import { shared } from "@latchkey/core/testing";
 *
 * const startedAt = await shared("started-at", () => Promise.resolve(Date.now()));
 * ```
 */
export async function shared<T>(
  name: string,
  make: () => Promise<T>,
): Promise<T> {
  const path = `${await folder()}/${name}`;
  using _lock = await locked(`${path}.lock`);
  try {
    return JSON.parse(await Deno.readTextFile(path));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  const made = await make();
  await Deno.writeTextFile(path, JSON.stringify(made ?? null), { mode: 0o600 });
  return made;
}

/** The folder of this test run. A process started by a test has its own. */
async function folder(): Promise<string> {
  const prefix = `latchkey-tests-${Deno.pid}-`;
  using _lock = await locked("/tmp/latchkey-tests.lock");
  const found = Deno.env.get(FOLDER);
  if (found?.includes(prefix)) return found;
  const made = await Deno.makeTempDir({ dir: "/tmp", prefix });
  Deno.env.set(FOLDER, made);
  return made;
}

async function locked(path: string): Promise<Disposable> {
  const file = await Deno.open(path, { create: true, write: true });
  await file.lock(true);
  return file;
}
