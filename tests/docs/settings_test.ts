/** Compares `docs/reference/settings.md` with the settings that the site reads. */
import assert from "node:assert/strict";
import { readSettings } from "@latchkey/core";
import { settingNames } from "@latchkey/core/server";
import { site } from "../../lib/site.ts";

const PAGE = await Deno.readTextFile("docs/reference/settings.md");

/** The rows of the page's tables that begin with a variable. */
const rows = PAGE.split("\n")
  .filter((line) => /^\| `[A-Z_]+`/.test(line))
  .map((line) => {
    const [name, , values, otherwise, example] = line.slice(2, -2)
      .split(" | ").map((cell) => cell.trim());
    return { name: codeIn(name)[0], values, otherwise, example };
  });

function codeIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code);
}

/** Whether the site starts with this value; a session is made to outlast any token. */
function accepts(name: string, value: string | number): boolean {
  try {
    readSettings(site, { SESSION_HOURS: "24", [name]: String(value) });
    return true;
  } catch {
    return false;
  }
}

Deno.test("lists every setting of the library in the order of .env.example", () => {
  assert.deepEqual(rows.map(({ name }) => name), settingNames);
});

Deno.test("gives the least and the greatest number that a setting accepts", () => {
  const ranges = rows.flatMap(({ name, values }) => {
    const [, least, most] = /^(\d+) to (\d+)$/.exec(values) ?? [];
    return most === undefined ? [] : [{ name, least: +least, most: +most }];
  });
  assert.ok(ranges.length > 5);
  for (const { name, least, most } of ranges) {
    assert.ok(accepts(name, least), `${name}=${least}`);
    assert.ok(accepts(name, most), `${name}=${most}`);
    assert.ok(!accepts(name, least - 1), `${name}=${least - 1}`);
    assert.ok(!accepts(name, most + 1), `${name}=${most + 1}`);
  }
});

Deno.test("gives the words that a setting accepts", () => {
  const choices = rows.filter(({ values }) =>
    /^`\w+`(?:, `\w+`)+$/.test(values)
  );
  assert.ok(choices.length > 3);
  for (const { name, values } of choices) {
    for (const word of codeIn(values)) assert.ok(accepts(name, word), name);
    assert.ok(!accepts(name, "other"), name);
  }
});

Deno.test("gives the defaults", () => {
  const env = Object.fromEntries(
    rows.filter(({ otherwise }) => /^`[^`]+`$/.test(otherwise))
      .map(({ name, otherwise }) => [name, codeIn(otherwise)[0]]),
  );
  assert.ok(Object.keys(env).length > 10);
  assert.deepEqual(readSettings(site, env), readSettings(site, {}));
});

Deno.test("gives examples that the site accepts", () => {
  for (const { name, example } of rows) {
    for (const value of codeIn(example)) assert.ok(accepts(name, value), name);
  }
});

Deno.test("shows the message about a wrong value", () => {
  const [, message] = /^```\n(One setting .*?)\n```$/ms.exec(PAGE) ?? [];
  assert.throws(() => readSettings(site, { PORT: "abc" }), { message });
});

Deno.test("names the variables of Deno's OpenTelemetry that the site reads", async () => {
  const source = await Deno.readTextFile("lib/latchkey/settings/telemetry.ts");
  const read = [...source.matchAll(/^ {2}(OTEL_\w+): /gm)];
  const listed = [...PAGE.matchAll(/^- `(OTEL_\w+)`$/gm)];
  assert.deepEqual(
    listed.map(([, name]) => name),
    read.map(([, name]) => name),
  );
});
