import assert from "node:assert/strict";
import { basename, dirname, join } from "node:path";
import { writeBackup } from "../../lib/cli/backup/write_file.ts";
import { withSnapshot } from "../../lib/store/kv_snapshot.ts";
import { NOW } from "../store/fixtures.ts";
import { backUp, twoFiles } from "./backup_files.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** What a backup has in its folders while it runs: what it leaves when it is killed then. */
async function filesUnderWay(database: string, file: string) {
  const found: string[] = [];
  const look = (path: string, word: string) => {
    for (const { name } of Deno.readDirSync(dirname(path))) {
      if (name.includes(word)) found.push(join(dirname(path), name));
    }
  };
  await withSnapshot(database, async (kv) => {
    await kv.set(["row"], 1); // Makes SQLite's own files.
    look(database, ".snapshot-");
  });
  // deno-lint-ignore require-yield
  async function* records() {
    await Promise.resolve();
    look(file, ".part-");
  }
  await writeBackup(file, records(), NOW, () => {});
  await Deno.remove(file);
  return found;
}

async function leave(path: string, age: number) {
  await Deno.writeTextFile(path, "left");
  const then = new Date(Date.now() - age);
  await Deno.utime(path, then, then);
}

function has(path: string): Promise<boolean> {
  return Deno.lstat(path).then(() => true, () => false);
}

Deno.test("a backup removes what a killed one left more than a day ago, and nothing younger", async () => {
  await using files = await twoFiles();
  const { stores: [store], folder, file } = files;
  const named = join(dirname(file), "latchkey-2030-01-31T03-00-00Z.jsonl");
  const database = join(folder, "a.db");
  const old = [
    ...await filesUnderWay(database, file),
    ...await filesUnderWay(database, named),
  ];
  assert.equal(old.filter((path) => path.includes(".part-")).length, 2);
  assert.ok(old.some((path) => path.endsWith("-wal")), old.join());
  const young = await filesUnderWay(database, file);
  for (const path of old) await leave(path, DAY_MS + 60_000);
  for (const path of young) await leave(path, DAY_MS - 60_000);

  await backUp(store, file);

  for (const path of old) assert.equal(await has(path), false, path);
  for (const path of young) assert.ok(await has(path), path);
});

Deno.test("a backup touches no file of anybody else's, however old and whatever its name", async () => {
  await using files = await twoFiles();
  const { stores: [store], folder, file } = files;
  const id = crypto.randomUUID();
  await Deno.mkdir(dirname(file));
  const foreign = [
    join(folder, `b.db.snapshot-${id}`), // Another database's.
    join(folder, `a.db.snapshot-${id}.old`),
    join(folder, "a.db.snapshot-2029"),
    join(folder, `a.db.part-${id}`),
    join(dirname(file), `film.mkv.part-${id}`),
    join(dirname(file), `${basename(file)}.part`),
    join(dirname(file), "latchkey-2020-01-31T03-00-00Z.jsonl"),
  ];
  for (const path of foreign) await leave(path, 400 * DAY_MS);
  const subfolder = join(folder, `a.db.snapshot-${crypto.randomUUID()}`);
  await Deno.mkdir(subfolder);
  await Deno.utime(subfolder, 0, 0);

  await backUp(store, file);

  for (const path of [...foreign, subfolder]) assert.ok(await has(path), path);
});
