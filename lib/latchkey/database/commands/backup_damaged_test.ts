import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { backUp, runAt, withBackup } from "../../testing/cli/backup_files.ts";

/** Lines with a matching last line. */
function sealed(lines: readonly string[]): string {
  const text = lines.map((line) => `${line}\n`).join("");
  const sha256 = createHash("sha256").update(text).digest("hex");
  const end = { end: true, rows: lines.length - 1, sha256 };
  return `${text}${JSON.stringify(end)}\n`;
}

Deno.test("rejects a backup damaged anywhere before writing anything", (t) =>
  withBackup(async ({ place, file, empty }) => {
    const text = await backUp(place, file);
    const lines = text.trimEnd().split("\n");
    const joined = (some: string[]) => `${some.join("\n")}\n`;
    const broken: [string, string, RegExp][] = [
      ["empty", "", /not a backup of this app/],
      ["of something else", '{"app":"other"}\n', /not a backup of this app/],
      [
        "truncated between lines",
        joined(lines.slice(0, 5)),
        /ends after line 5/,
      ],
      ["truncated within a line", text.slice(0, 3000), /damaged at line/],
      ["without its end", joined(lines.slice(0, -1)), /is incomplete/],
      ["without a row", joined(lines.toSpliced(2, 1)), /damaged at line/],
      ["with a row twice", joined(lines.toSpliced(2, 0, lines[1])), /damaged/],
      [
        "reordered",
        joined([lines[0], lines[2], lines[1], ...lines.slice(3)]),
        /damaged at line/,
      ],
      ["with another name in it", text.replace("Ad\u00e4", "Eve"), /damaged/],
      [
        "with a value of an unknown type",
        sealed([
          ...lines.slice(0, 1),
          lines[1].replace(/:"[^"]*"\}\}$/, ":[true]}}"),
          ...lines.slice(2, -1),
        ]),
        /damaged at line 2/,
      ],
      [
        "with a row of an undeclared table",
        sealed([...lines.slice(0, -1), '{"table":"pg_authid","row":{}}']),
        /damaged at line/,
      ],
      [
        "with an undeclared column",
        sealed([
          ...lines.slice(0, 1),
          lines[1].replace('"row":{', '"row":{"aa; drop table users":1,'),
          ...lines.slice(2, -1),
        ]),
        /damaged at line 2/,
      ],
      ["with lines after its end", `${text}{}\n`, /damaged/],
    ];
    for (const [what, content, expected] of broken) {
      await t.step(what, async () => {
        assert.notEqual(content, text);
        await Deno.writeTextFile(file, content);
        const to = await empty("sqlite");
        const { code, err } = await runAt(to, ["restore", file]);
        assert.equal(code, 1);
        assert.match(err, expected);
        await assert.rejects(Deno.stat(to.databaseFile), Deno.errors.NotFound);
      });
    }
  }));

Deno.test("rejects a backup whose rows are inconsistent", (t) =>
  withBackup(async ({ place, file, empty }) => {
    const lines = (await backUp(place, file)).trimEnd().split("\n");
    const rows = lines.slice(1, -1);
    const at = rows.findIndex((line) => line.includes('"email_addresses"'));
    const forged: [string, number, string, RegExp][] = [
      [
        "a role without a user",
        rows.findIndex((line) => line.startsWith('{"table":"users"')),
        '{"table":"user_roles","row":{"role":"admin","user_id":"nobody"}}',
        /rows of user_roles refer to missing rows of users/,
      ],
      [
        "an address of two users",
        at,
        rows[at].replace(/("user_id":)"[^"]+"/, '$1"other"'),
        /^The copy differs from the original at row \d of email_addresses/,
      ],
    ];
    for (const [what, at, row, expected] of forged) {
      await t.step(what, async () => {
        await Deno.writeTextFile(
          file,
          sealed([lines[0], ...rows.toSpliced(at, 0, row)]),
        );
        const to = await empty("sqlite");
        const { code, err } = await runAt(to, ["restore", file]);
        assert.equal(code, 1);
        assert.match(err, expected);
        const half = await runAt(to, ["backup", `${file}-half`]);
        assert.match(half.err, /not complete: the backup of 2030-/);
      });
    }
  }));

Deno.test("rejects a backup of a newer app with an explanation", () =>
  withBackup(async ({ place, file, empty }) => {
    const [header, ...lines] = (await backUp(place, file)).trimEnd().split(
      "\n",
    );
    const migrations = ["latchkey/9999_later"];
    const newer = JSON.stringify({ ...JSON.parse(header), migrations });
    await Deno.writeTextFile(file, sealed([newer, ...lines.slice(0, -1)]));
    const { code, err } = await runAt(await empty("sqlite"), ["restore", file]);
    assert.equal(code, 1);
    assert.match(
      err,
      /The backup of 2030-01-01.* was written by a newer version.*latchkey\/9999_later/,
    );
  }));
