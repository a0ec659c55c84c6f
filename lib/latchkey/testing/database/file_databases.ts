/**
 * Tests of SQLite files.
 *
 * @module
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import {
  type DatabaseFailure,
  StoreUnavailableError,
} from "../../database/unavailable.ts";
import type { Settings } from "../../settings/settings.ts";
import { type OpenStore, openStore } from "../../open_store.ts";
import { TEST_MIGRATIONS } from "../site.ts";

/** A test's folder with a database. */
export interface Folder {
  readonly folder: string;
  readonly path: string;
  readonly settings: Pick<Settings, "databaseUrl" | "databaseFile">;
  open(): Promise<OpenStore>;
}

/** Registers a test with a folder. Everything it opens there is closed at its end. */
export function fileTest(
  sentence: string,
  body: (folder: Folder) => Promise<void>,
) {
  Deno.test(`SQLite: ${sentence}`, () => inFolder(body));
}

/** How often a test with time limits may fail because of other work on the machine. */
const MOST_ROUNDS = 3;

/**
 * Registers a test with time limits, each round with a folder of its own. Load on the machine
 * comes and goes, but a defect stays: the test fails if every round does, for the reason of the
 * last one.
 */
export function timedFileTest(
  sentence: string,
  body: (folder: Folder) => Promise<void>,
) {
  Deno.test(`SQLite: ${sentence}`, async () => {
    for (let round = 1;; round++) {
      try {
        return await inFolder(body);
      } catch (error) {
        if (round === MOST_ROUNDS) throw error;
        console.log(`round ${round}: ${error}`);
      }
    }
  });
}

async function inFolder(
  body: (folder: Folder) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "latchkey-" });
  const path = join(folder, "latchkey.db");
  const settings = { databaseUrl: null, databaseFile: path };
  const opened: OpenStore[] = [];
  const open = async () => {
    const one = await openStore(settings, TEST_MIGRATIONS);
    opened.push(one);
    return one;
  };
  try {
    await body({ folder, path, settings, open });
  } finally {
    for (const { store } of opened) await store.close();
    await Deno.remove(folder, { recursive: true });
  }
}

/** Returns a check that an error is this database failure. */
export function isOutage(trouble: DatabaseFailure) {
  return (error: unknown) => {
    assert.ok(error instanceof StoreUnavailableError, String(error));
    assert.equal(error.trouble, trouble);
    return true;
  };
}

/** Starts another process on the file, and reads its output line by line. */
export function startProcess({ folder, path }: Folder, ...args: string[]) {
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "-q", "--no-check", "--allow-env", "--allow-read"],
      ...[
        `--allow-write=${folder}`,
        "lib/latchkey/testing/database/file_process.ts",
      ],
      ...[path, ...args],
    ],
    stdout: "piped",
  }).spawn();
  const lines = child.stdout.pipeThrough(new TextDecoderStream())
    .pipeThrough(new TextLineStream());
  return { child, lines };
}

class TextLineStream extends TransformStream<string, string> {
  constructor() {
    let rest = "";
    super({
      transform(text, lines) {
        const parts = (rest + text).split("\n");
        rest = parts.pop() ?? "";
        for (const line of parts) lines.enqueue(line);
      },
    });
  }
}
