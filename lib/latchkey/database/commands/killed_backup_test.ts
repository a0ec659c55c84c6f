import assert from "node:assert/strict";
import { basename, dirname, join } from "node:path";
import { writeBackup } from "./write_file.ts";
import { openHandle } from "../sqlite/handle.ts";
import { withSnapshot } from "../sqlite/snapshot.ts";
import { NOW } from "../../testing/database/fixtures.ts";
import { backUp, withBackup } from "../../testing/cli/backup_files.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** What a backup leaves in its folders when it is killed. */
async function filesUnderWay(database: string, file: string) {
  const found: string[] = [];
  const look = (path: string, word: string) => {
    for (const { name } of Deno.readDirSync(dirname(path))) {
      if (name.includes(word)) found.push(join(dirname(path), name));
    }
  };
  await withSnapshot(database, async (path) => {
    const handle = openHandle(path);
    handle.database.exec("create table more (id)"); // Makes SQLite's own files.
    look(database, ".snapshot-");
    handle.database.close();
    await Promise.resolve();
  });
  // deno-lint-ignore require-yield -- the backup must be empty
  async function* rows() {
    await Promise.resolve();
    look(file, ".part-");
  }
  const contents = { migrations: [], shape: new Map(), total: 0, rows: rows() };
  await writeBackup(file, contents, NOW, () => {});
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

Deno.test("removes what a killed backup left more than a day ago, and nothing newer", () =>
  withBackup(async ({ place, file }) => {
    const named = join(dirname(file), "latchkey-2030-01-31T03-00-00Z.jsonl");
    const database = place.databaseFile;
    const old = [
      ...await filesUnderWay(database, file),
      ...await filesUnderWay(database, named),
    ];
    assert.equal(old.filter((path) => path.includes(".part-")).length, 2);
    assert.ok(old.some((path) => path.endsWith("-wal")), old.join());
    const young = await filesUnderWay(database, file);
    for (const path of old) await leave(path, DAY_MS + 60_000);
    for (const path of young) await leave(path, DAY_MS - 60_000);

    await backUp(place, file);

    for (const path of old) assert.equal(await has(path), false, path);
    for (const path of young) assert.ok(await has(path), path);
  }));

Deno.test("leaves other files alone, whatever their age and name", () =>
  withBackup(async ({ place, folder, file }) => {
    const id = crypto.randomUUID();
    const ours = basename(place.databaseFile);
    await Deno.mkdir(dirname(file));
    const foreign = [
      join(folder, `b.db.snapshot-${id}`), // Another database's.
      join(folder, `${ours}.snapshot-${id}.old`),
      join(folder, `${ours}.snapshot-2029`),
      join(folder, `${ours}.part-${id}`),
      join(dirname(file), `film.mkv.part-${id}`),
      join(dirname(file), `${basename(file)}.part`),
      join(dirname(file), "latchkey-2020-01-31T03-00-00Z.jsonl"),
    ];
    for (const path of foreign) await leave(path, 400 * DAY_MS);
    const subfolder = join(folder, `${ours}.snapshot-${crypto.randomUUID()}`);
    await Deno.mkdir(subfolder);
    await Deno.utime(subfolder, 0, 0);

    await backUp(place, file);

    for (const path of [...foreign, subfolder]) {
      assert.ok(await has(path), path);
    }
  }));
