import assert from "node:assert/strict";
import { join } from "node:path";
import { allRecords, fillStore } from "../store/filled_store.ts";
import { run } from "./run.ts";

import { backUp, twoFiles } from "./backup_files.ts";

Deno.test("a backup that is damaged in any place is refused before anything is written", async (t) => {
  await using files = await twoFiles();
  const { stores: [from, to], file } = files;
  await fillStore(from);
  const text = await backUp(from, file);
  const lines = text.trimEnd().split("\n");
  const joined = (some: string[]) => `${some.join("\n")}\n`;
  const broken: [string, string, RegExp][] = [
    ["empty", "", /no backup of this app/],
    ["of something else", '{"app":"other"}\n', /no backup of this app/],
    [
      "cut off between lines",
      joined(lines.slice(0, 5)),
      /cut off after line 5/,
    ],
    ["cut off within a line", text.slice(0, 900), /damaged at line/],
    ["without its end", joined(lines.slice(0, -1)), /was cut off/],
    ["without a record", joined(lines.toSpliced(2, 1)), /damaged at line/],
    ["with a record twice", joined(lines.toSpliced(2, 0, lines[1])), /damaged/],
    [
      "in another order",
      joined([lines[0], lines[2], lines[1], ...lines.slice(3)]),
      /damaged at line 3/,
    ],
    ["with another name in it", text.replace("Ad\u00e4", "Eve"), /damaged/],
    [
      "with a record that is none",
      text.replace('"roles":[', '"roles":["god",'),
      /damaged/,
    ],
    ["with more behind its end", `${text}{}\n`, /damaged/],
  ];
  for (const [what, content, words] of broken) {
    await t.step(what, async () => {
      await Deno.writeTextFile(file, content);
      const { code, err } = await run(to, ["restore", file]);
      assert.equal(code, 1);
      assert.match(err, words);
      assert.deepEqual(await allRecords(to.records), []);
      assert.equal(await to.records.arriving(), null);
    });
  }
});

Deno.test("a backup of a newer app is refused with words", async () => {
  await using files = await twoFiles();
  const { stores: [, to], file, folder } = files;
  await Deno.mkdir(join(folder, "backups"));
  const header = {
    app: "latchkey",
    schema: 99,
    madeAt: "2030-01-01T00:00:00Z",
  };
  await Deno.writeTextFile(file, `${JSON.stringify(header)}\n`);
  const { code, err } = await run(to, ["restore", file]);
  assert.equal(code, 1);
  assert.match(err, /The backup was written by a newer version.* schema is 99/);
});
