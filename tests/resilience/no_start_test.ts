/** What an operator reads when the site cannot start, by the real process. */
import assert from "node:assert/strict";
import { AppEnded, startApp, withFolder } from "./app_process.ts";
import { canMount, onReadOnlyDisk, onSmallDisk } from "./disk.ts";

const ignore = !await canMount();

/** What the process said when it ended with 1 and no stack. */
async function wordsOf(
  ...[options]: Parameters<typeof startApp>
): Promise<string> {
  try {
    const app = await startApp(options);
    await app.end("SIGKILL");
  } catch (error) {
    if (!(error instanceof AppEnded)) throw error;
    assert.equal(error.code, 1, error.said);
    assert.doesNotMatch(error.said, /^\s+at |\.ts:\d/m);
    return error.said;
  }
  throw new Error("the app started");
}

Deno.test("a file that is no database stops the start with what to do about it", () =>
  withFolder(async (folder) => {
    const path = `${folder}/latchkey.db`;
    await Deno.writeFile(path, crypto.getRandomValues(new Uint8Array(8192)));
    const words = await wordsOf({ env: { DATABASE_FILE: path } });
    assert.match(words, /damaged, or not an SQLite database.*backup/s);
    assert.ok(words.includes(path));
  }));

Deno.test("a damaged database stops the start likewise", () =>
  withFolder(async (folder) => {
    const path = `${folder}/latchkey.db`;
    const app = await startApp({ env: { DATABASE_FILE: path } });
    await app.end("SIGTERM");
    const bytes = await Deno.readFile(path);
    bytes.fill(0x78, 100, 5000);
    await Deno.writeFile(path, bytes);
    assert.match(
      await wordsOf({ env: { DATABASE_FILE: path } }),
      /damaged, or not an SQLite database.*backup/s,
    );
  }));

Deno.test("a folder in the database's place stops the start with words", () =>
  withFolder(async (folder) => {
    await Deno.mkdir(`${folder}/latchkey.db`);
    const words = await wordsOf({
      env: { DATABASE_FILE: `${folder}/latchkey.db` },
    });
    assert.match(words, /Check that it is a file/);
  }));

Deno.test("a file in the folder's place stops the start with words", () =>
  withFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/data`, "");
    const words = await wordsOf({
      env: { DATABASE_FILE: `${folder}/data/latchkey.db` },
    });
    assert.match(words, /can't store its data/);
  }));

Deno.test({
  name: "a folder that may not be written stops the start with words",
  ignore,
  fn: () =>
    withFolder(async (folder) => {
      const words = await wordsOf({
        env: { DATABASE_FILE: `${folder}/latchkey.db` },
        under: onReadOnlyDisk(folder),
      });
      assert.match(words, /Read-only file system.*Mount that disk for writing/);
    }),
});

Deno.test({
  name: "a disk with no room stops the start with words",
  ignore,
  fn: () =>
    withFolder(async (control) => {
      const disk = `${control}/disk`;
      await Deno.mkdir(disk);
      await Deno.writeTextFile(`${control}/free`, "");
      const words = await wordsOf({
        env: { DATABASE_FILE: `${disk}/latchkey.db` },
        under: onSmallDisk(disk, control, "16k"),
      });
      assert.match(words, /no room|No space left/i);
    }),
});
