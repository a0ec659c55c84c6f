import assert from "node:assert/strict";
import { deepStrictEqual as equal } from "node:assert/strict";
import type { Database } from "./database.ts";
import {
  linesOf,
  type Place,
  runSql,
  WAYS,
  withPlaces,
} from "../testing/database/places.ts";
import { fillSite, SITE } from "../testing/database/site_tables.ts";

const NOTES = 20_000;

/**
 * In characters: all of them are more than twice the memory of the process
 * below.
 */
const BODY = 6_000;

async function addNotes(database: Database): Promise<void> {
  const numbers = database.dialect === "sqlite"
    ? `with recursive n(i) as (select 100 union all select i + 1 from n where i < ${
      NOTES + 99
    })
       insert into notes (id, body) select i, '`
    : `insert into notes (id, body) overriding system value select i, '`;
  const source = database.dialect === "sqlite"
    ? "n"
    : `generate_series(100, ${NOTES + 99}) as i`;
  await runSql(database, `${numbers}${"x".repeat(BODY)}' from ${source}`);
}

/**
 * Copies in a process with a small heap, killed after a given number of rows.
 * Returns its output.
 */
async function copyIn(from: Place, to: Place, upTo = Infinity) {
  const name = ({ databaseUrl, databaseFile }: Place) =>
    databaseUrl?.href ?? databaseFile;
  await using child = new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "-q", "--v8-flags=--max-old-space-size=48"],
      ...["--allow-env", "--allow-net=127.0.0.1", "--allow-sys"],
      ...["--allow-read", "--allow-write=/tmp"],
      ...[
        "lib/latchkey/testing/database/copy_process.ts",
        name(from),
        name(to),
      ],
    ],
    stdout: "piped",
  }).spawn();
  let [said, isKilled] = ["", false];
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    said += text;
    const reached = said.trimEnd().split("\n").at(-1);
    if (isKilled || Number(reached) < upTo) continue;
    child.kill("SIGKILL");
    isKilled = true;
  }
  const { code, signal } = await child.status;
  assert.deepEqual([code, signal], isKilled ? [137, "SIGKILL"] : [0, null]);
  return said;
}

async function foreignKeys(database: Database): Promise<unknown> {
  if (database.dialect === "sqlite") return null;
  return await runSql(
    database,
    `select conrelid::regclass::text as "table", conname,
       pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' order by 1, 2`,
  );
}

for (const { from, to } of WAYS.filter(({ from, to }) => from !== to)) {
  Deno.test(
    `${from} to ${to}: continues a copy larger than memory after kill -9`,
    () =>
      withPlaces(async (places) => {
        const [here, there] = [
          await places.empty(from),
          await places.empty(to),
        ];
        const source = await places.open(here, SITE);
        await fillSite(source);
        await addNotes(source);
        for (const rows of [1, 9_000, NOTES + 9_000]) {
          await copyIn(here, there, rows);
        }
        const said = await copyIn(here, there);
        assert.match(
          said,
          /^wrote 0$/m,
          "one of the kills was after the last row",
        );
        const target = await places.connect(there);
        equal(await linesOf(target), await linesOf(source));
        equal(
          await foreignKeys(target),
          await foreignKeys(await places.open(to, SITE)),
        );
      }),
  );
}
