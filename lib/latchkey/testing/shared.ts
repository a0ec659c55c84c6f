/**
 * What the workers of a test run share. Each test file runs in its own worker,
 * several at once; slow resources are started by the first worker that needs
 * them.
 *
 * @module
 */

/**
 * Names the folder in which the workers exchange data; they share one
 * environment.
 */
const FOLDER = "LATCHKEY_TESTS";

/**
 * Returns what one worker of this process has created, as plain data.
 *
 * @param make Called in the first worker that asks, while the others wait.
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

/**
 * The folder of this test run; another process started by a test has its own.
 */
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
