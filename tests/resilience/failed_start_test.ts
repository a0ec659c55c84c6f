/** What an operator reads when the site can't start, from the real process. */
import assert from "node:assert/strict";
import { AppEnded, startApp, withFolder } from "./app_process.ts";
import { canMount, onReadOnlyDisk, onSmallDisk } from "./disk.ts";

const ignore = !await canMount();

/** The process's output after it exited with 1 and no stack. */
async function outputOf(
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

Deno.test("a file that isn't a database stops the start with what to do about it", () =>
  withFolder(async (folder) => {
    const path = `${folder}/latchkey.db`;
    await Deno.writeFile(path, crypto.getRandomValues(new Uint8Array(8192)));
    const output = await outputOf({ env: { DATABASE_FILE: path } });
    assert.match(output, /damaged, or not an SQLite database.*backup/s);
    assert.ok(output.includes(path));
  }));

Deno.test("a damaged database stops the start with what to do about it", () =>
  withFolder(async (folder) => {
    const path = `${folder}/latchkey.db`;
    const app = await startApp({ env: { DATABASE_FILE: path } });
    await app.end("SIGTERM");
    const bytes = await Deno.readFile(path);
    bytes.fill(0x78, 100, 5000);
    await Deno.writeFile(path, bytes);
    assert.match(
      await outputOf({ env: { DATABASE_FILE: path } }),
      /damaged, or not an SQLite database.*backup/s,
    );
  }));

Deno.test("a folder in the database's place stops the start with an explanation", () =>
  withFolder(async (folder) => {
    await Deno.mkdir(`${folder}/latchkey.db`);
    const output = await outputOf({
      env: { DATABASE_FILE: `${folder}/latchkey.db` },
    });
    assert.match(output, /Check that it is a file/);
  }));

Deno.test("a file in the folder's place stops the start with an explanation", () =>
  withFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/data`, "");
    const output = await outputOf({
      env: { DATABASE_FILE: `${folder}/data/latchkey.db` },
    });
    assert.match(output, /can't store its data/);
  }));

Deno.test({
  name: "a read-only folder stops the start with an explanation",
  ignore,
  fn: () =>
    withFolder(async (folder) => {
      const output = await outputOf({
        env: { DATABASE_FILE: `${folder}/latchkey.db` },
        under: onReadOnlyDisk(folder),
      });
      assert.match(
        output,
        /Read-only file system.*Mount that disk for writing/,
      );
    }),
});

Deno.test({
  name: "a full disk stops the start with an explanation",
  ignore,
  fn: () =>
    withFolder(async (control) => {
      const disk = `${control}/disk`;
      await Deno.mkdir(disk);
      await Deno.writeTextFile(`${control}/free`, "");
      const output = await outputOf({
        env: { DATABASE_FILE: `${disk}/latchkey.db` },
        under: onSmallDisk(disk, control, "16k"),
      });
      assert.match(output, /disk is (?:failing or )?full|No space left/i);
    }),
});
