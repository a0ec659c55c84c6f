/** `deno task upgrade`: what becomes of each kind of file. */
import assert from "node:assert/strict";
import { lines } from "../../testing/upgrade/lines.ts";
import { siteFrom } from "../../testing/upgrade/site.ts";

/** An image: not text, and different for each number. */
const image = (number: number) => new Uint8Array([0x89, 0x50, 0, 0, number]);

const SITE_TS = `export const site = {
  name: "{{name}}",
  accent: "blue",
  languages: ["en", "de"],
  features: [],
};
`;

Deno.test("takes new files of the release and keeps edited ones, in every kind of file", async () => {
  const base = {
    "deno.json": '{\n  "imports": {\n    "a": "npm:a@1.0.0"\n  }\n}\n',
    "docs/guide.md": lines(),
    "islands/Counter.tsx": lines(),
    "lib/latchkey/mod.ts": lines(),
    "lib/messages/de.ts": lines(),
    "lib/site.ts": SITE_TS,
    "routes.ts": "one\n",
    "static/logo.png": image(1),
    "static/other.png": image(1),
    "static/styles.css": lines(),
    "tests/site_test.ts": lines(),
    "untouched.ts": "same\n",
  };
  await using site = await siteFrom(base, {
    ...base,
    "deno.json": '{\n  "imports": {\n    "a": "npm:a@1.1.0"\n  }\n}\n',
    "docs/guide.md": lines([18, "newer"]),
    "islands/Counter.tsx": lines([18, "newer"]),
    "lib/latchkey/mod.ts": lines([18, "newer"]),
    "lib/messages/de.ts": lines([18, "newer"]),
    "lib/site.ts": SITE_TS.replace("features: []", "features: [1]"),
    "routes.ts": "two\n",
    "static/other.png": image(2),
    "static/styles.css": lines([18, "newer"]),
    "tests/site_test.ts": lines([18, "newer"]),
    "components/New.tsx": "new\n",
  });
  await site.edit({
    "docs/guide.md": lines([2, "mine"]),
    "islands/Counter.tsx": lines([2, "mine"]),
    "lib/messages/de.ts": lines([2, "mine"]),
    "lib/site.ts": SITE_TS.replace("{{name}}", "My books"),
    "static/logo.png": image(3),
    "static/styles.css": lines([2, "mine"]),
    "tests/site_test.ts": lines([2, "mine"]),
    "untouched.ts": "mine\n",
    "routes/mine.tsx": "mine\n",
  });

  const { out, err } = await site.upgrade();

  const both = lines([2, "mine"], [18, "newer"]);
  for (
    const path of [
      "docs/guide.md",
      "islands/Counter.tsx",
      "lib/messages/de.ts",
      "static/styles.css",
      "tests/site_test.ts",
    ]
  ) assert.equal(await site.read(path), both, path);
  assert.match(await site.read("deno.json") ?? "", /a@1\.1\.0/);
  assert.equal(await site.read("lib/latchkey/mod.ts"), lines([18, "newer"]));
  assert.match(
    await site.read("lib/site.ts") ?? "",
    /"My books"[^]*features: \[1\]/,
  );
  assert.equal(await site.read("routes.ts"), "two\n");
  assert.equal(await site.read("components/New.tsx"), "new\n");
  assert.equal(await site.read("untouched.ts"), "mine\n");
  assert.equal(await site.read("routes/mine.tsx"), "mine\n");
  assert.deepEqual(
    await Deno.readFile(`${site.root}/static/logo.png`),
    image(3),
  );
  assert.deepEqual(
    await Deno.readFile(`${site.root}/static/other.png`),
    image(2),
  );
  assert.match(await site.read(".latchkey.json") ?? "", /"version": "0\.2\.0"/);
  assert.equal(await site.read("lib/messages/ar.ts"), null);
  assert.match(out, /^Upgraded the site from 0\.1\.0 to 0\.2\.0\./);
  assert.match(out, /Files: 4 updated, 1 added, 6 merged\./);
  assert.doesNotMatch(out, /Conflicts/);
  assert.match(err, /deno task check && deno task test/);
  assert.equal(await site.read(".data/upgrade/journal.json"), null);
});

Deno.test("marks conflicts, lists them and succeeds", async () => {
  await using site = await siteFrom(
    { "a.ts": lines(), "b.ts": lines() },
    { "a.ts": lines([5, "newer"]), "b.ts": lines([5, "newer"]) },
  );
  await site.edit({ "a.ts": lines([5, "mine"]) });
  const { out, err } = await site.upgrade();
  assert.equal(
    await site.read("a.ts"),
    lines([
      5,
      "<<<<<<< your site\nmine\n||||||| 0.1.0\nline 5\n=======\nnewer\n>>>>>>> 0.2.0",
    ]),
  );
  assert.match(out, /Conflicts, [^\n]*:\n {2}a\.ts$/);
  assert.match(err, /Resolve the conflicts/);
});

Deno.test("deletes what the release deleted, unless it was edited", async () => {
  await using site = await siteFrom(
    {
      "old/plain.ts": "plain\n",
      "old/deep/edited.ts": "old\n",
      "alone/one.ts": "1\n",
    },
    { "other.ts": "other\n" },
  );
  await site.edit({ "old/deep/edited.ts": "mine\n" });
  const { out } = await site.upgrade();
  assert.equal(await site.read("old/plain.ts"), null);
  assert.equal(await site.read("old/deep/edited.ts"), "mine\n");
  assert.match(out, /kept because you changed it:\n {2}old\/deep\/edited\.ts/);
  await assert.rejects(Deno.stat(`${site.root}/alone`), Deno.errors.NotFound);
});

Deno.test("keeps deleted what the site deleted, and says what changed", async () => {
  const base = {
    "kept.ts": "1\n",
    "gone.ts": "1\n",
    "routes/admin/index.tsx": "1\n",
    "routes/admin/deep/users.tsx": "a\nb\nc\n",
    "lib/messages/de.ts": "1\n",
    "moved.ts": "a\nb\nc\nd\n",
  };
  await using site = await siteFrom(base, {
    "kept.ts": "1\n",
    "gone.ts": "2\n",
    "routes/admin/index.tsx": "1\n",
    "routes/admin/new.tsx": "new\n",
    "routes/admin/deep/people.tsx": "a\nb\nc\n",
    "lib/messages/de.ts": "2\n",
    "elsewhere.ts": "a\nb\nc\nd\n",
  });
  await site.edit({
    "gone.ts": null,
    "routes/admin/index.tsx": null,
    "routes/admin/deep/users.tsx": null,
    "lib/messages/de.ts": null,
    "moved.ts": null,
  });
  const { out } = await site.upgrade();
  const left = Object.keys(await site.files()).toSorted();
  assert.deepEqual(left, [".latchkey.json", "kept.ts"]);
  assert.match(
    out,
    /It stays deleted:\n {2}gone\.ts\n {2}lib\/messages\/de\.ts/,
  );
  assert.match(out, /elsewhere\.ts \(it was moved\.ts, which you deleted\)/);
  assert.match(out, /routes\/admin\/new\.tsx \(you deleted its folder\)/);
  assert.match(
    out,
    /people\.tsx \(it was routes\/admin\/deep\/users\.tsx, which/,
  );
});

Deno.test("leaves out languages and features that were not chosen", async () => {
  const base = {
    "lib/messages/ar.ts": "1\n",
    "routes/passkeys/index.tsx": "1\n",
  };
  await using site = await siteFrom(base, {
    "lib/messages/ar.ts": "2\n",
    "routes/passkeys/index.tsx": "2\n",
    "routes/admin/index.tsx": "new for a chosen feature\n",
  });
  await site.upgrade();
  assert.deepEqual(Object.keys(await site.files()).toSorted(), [
    ".latchkey.json",
    "routes/admin/index.tsx",
  ]);
});

Deno.test("merges files that both sides added", async () => {
  await using site = await siteFrom({}, {
    "same.ts": "1\n",
    "other.ts": "theirs\n",
  });
  await site.edit({ "same.ts": "1\n", "other.ts": "mine\n" });
  const { out } = await site.upgrade();
  assert.equal(await site.read("same.ts"), "1\n");
  assert.equal(
    await site.read("other.ts"),
    "<<<<<<< your site\nmine\n||||||| 0.1.0\n=======\ntheirs\n>>>>>>> 0.2.0\n",
  );
  assert.match(out, /Conflicts, [^\n]*:\n {2}other\.ts$/m);
});

Deno.test("carries changes over to a renamed file", async () => {
  await using site = await siteFrom(
    { "lib/old.ts": lines(), "lib/plain.ts": lines([0, "plain"]) },
    {
      "lib/new.ts": lines([18, "newer"]),
      "lib/plainer.ts": lines([0, "plain"]),
    },
  );
  await site.edit({ "lib/old.ts": lines([2, "mine"]) });
  const { out } = await site.upgrade();
  assert.equal(await site.read("lib/old.ts"), null);
  assert.equal(
    await site.read("lib/new.ts"),
    lines([2, "mine"], [18, "newer"]),
  );
  assert.equal(await site.read("lib/plain.ts"), null);
  assert.equal(await site.read("lib/plainer.ts"), lines([0, "plain"]));
  assert.match(out, /Renamed, [^\n]*:\n {2}lib\/new\.ts \(from lib\/old\.ts\)/);
});

Deno.test("keeps an image that both changed, with the new one beside it", async () => {
  await using site = await siteFrom(
    { "static/logo.png": image(1) },
    { "static/logo.png": image(2) },
  );
  await site.edit({ "static/logo.png": image(3) });
  const { out } = await site.upgrade();
  assert.deepEqual(
    await Deno.readFile(`${site.root}/static/logo.png`),
    image(3),
  );
  assert.deepEqual(
    await Deno.readFile(`${site.root}/static/logo.png.0.2.0`),
    image(2),
  );
  assert.match(out, /static\/logo\.png \(static\/logo\.png\.0\.2\.0\)/);
});

Deno.test("merges changed library files, and warns about them at each upgrade", async () => {
  const base = { "lib/latchkey/a.ts": lines(), "lib/fresh/b.ts": lines() };
  await using site = await siteFrom(base, {
    ...base,
    "lib/latchkey/a.ts": lines([18, "newer"]),
  });
  await site.edit({
    "lib/latchkey/a.ts": lines([2, "mine"]),
    "lib/fresh/b.ts": lines([2, "mine"]),
  });
  const { out } = await site.upgrade();
  assert.equal(
    await site.read("lib/latchkey/a.ts"),
    lines([2, "mine"], [18, "newer"]),
  );
  assert.match(
    out,
    /Library files that you changed[^\n]*:\n {2}lib\/fresh\/b\.ts\n {2}lib\/latchkey\/a\.ts/,
  );
});
