import assert from "node:assert/strict";
import { english } from "../../cli/english.ts";
import { testServices } from "../../testing/services.ts";
import { sentence } from "../../testing/sentence.ts";
import { lines } from "../../testing/cli/import_lines.ts";
import { run } from "../../testing/cli/run.ts";

const IMPORT = ["users", "import"];

for (
  const [line, why] of [
    ["not json", /not valid JSON/],
    ["null", /not a JSON object/],
    ["[]", /not a JSON object/],
    ['"ada@example.com"', /not a JSON object/],
    ["{}", /"address" is missing/],
    ['{"address":7}', /address must be a string/],
    ['{"address":"ada"}', sentence(english("noAddress"))],
    ['{"address":"a@b.c\\u0000"}', sentence(english("noAddress"))],
    [
      `{"address":"${"a".repeat(300)}@b.cd"}`,
      sentence(english("addressTooLong")),
    ],
    ['{"address":"a@b.cd","passwordhash":"x"}', /unknown field "passwordhash"/],
    ['{"address":"a@b.cd","__proto__":{}}', /unknown field "__proto__"/],
    [
      '{"address":"a@b.cd","name":"a\\nb"}',
      sentence(english("nameUnprintable")),
    ],
    ['{"address":"a@b.cd","verified":"yes"}', /verified must be true or false/],
    ['{"address":"a@b.cd","disabled":1}', /disabled must be true or false/],
    ['{"address":"a@b.cd","roles":["root"]}', /roles can only contain admin/],
    ['{"address":"a@b.cd","roles":"admin"}', /roles must be a list/],
    ['{"address":"a@b.cd","language":"tlh"}', /must be one of en\b/],
    ['{"address":"a@b.cd","createdAt":"2024-01-31"}', /with a time zone/],
    [
      '{"address":"a@b.cd","createdAt":"2024-99-31T00:00Z"}',
      /with a time zone/,
    ],
    ['{"address":"a@b.cd","createdAt":1700000000}', /must be a string/],
    ['{"address":"a@b.cd","createdAt":"2031-01-01T00:00Z"}', /in the future/],
    ['{"address":"a@b.cd","passwordHash":null}', /must be a string/],
    ['{"address":"a@b.cd","passwordHash":"s3cret-hash"}', /unknown format/],
    ['{"address":"a@b.cd","passwordHash":"$argon2id$s3cret-hash"}', /argon2/],
    [`{"address":"${"a".repeat(70_000)}"}`, /longer than 64 KB/],
  ] as const
) {
  Deno.test(`users import rejects ${line.slice(0, 60)} with its line number and keeps earlier lines`, async () => {
    await using services = await testServices();
    const good = lines({ address: "good@example.com" });
    const after = lines({ address: "after@example.com" });
    const piped = `${good}\n${line}\n${after}`;
    const { code, err } = await run(services.store, IMPORT, { piped });
    assert.equal(code, 2);
    assert.match(err, /^Line 3: /);
    assert.match(err, why);
    assert.match(err, /1 account added/);
    assert.doesNotMatch(err, /s3cret/);
    const { items } = await services.store.users.list({ limit: 9 });
    assert.deepEqual(
      items.map(({ address }) => address),
      ["good@example.com"],
    );
  });
}

Deno.test("--keep-going skips bad lines, lists them and sets the exit code", async () => {
  await using services = await testServices();
  const piped = "\uFEFF" + lines({ address: "a@example.com" }) + "bad\r\n\r\n" +
    lines({ address: "b@example.com", passwordHash: "s3cret" }) +
    JSON.stringify({ address: "c@example.com" });
  const args = [...IMPORT, "--keep-going"];
  const { code, out, err } = await run(services.store, args, { piped });
  assert.equal(code, 1);
  assert.equal(err, "");
  const [first, second, sum] = out.split("\n");
  assert.equal(first, "Line 2: not valid JSON.");
  assert.match(second, /^Line 4: passwordHash is malformed/);
  assert.equal(sum, "2 accounts added, 0 already there, 2 invalid.");
  assert.doesNotMatch(out, /s3cret/);
});

Deno.test("broken UTF-8 affects only its own line", async () => {
  await using services = await testServices();
  const store = services.store;
  const piped = lines({ address: "a@example.com" }, { address: "b@x.org" });
  const bytes = new TextEncoder().encode(piped);
  bytes[3] = 0xff;
  const result = await run(store, [...IMPORT, "--keep-going", "--json"], {
    pipedBytes: bytes,
  });
  assert.deepEqual(JSON.parse(result.out), {
    added: 1,
    there: 0,
    bad: [{ line: 1, problem: "not UTF-8 text" }],
    dryRun: false,
  });
});
