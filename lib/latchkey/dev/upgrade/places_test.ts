/** `deno task upgrade`: line ends, modes, links and names. */
import assert from "node:assert/strict";
import { siteFrom } from "../../testing/upgrade/site.ts";
import { lines } from "../../testing/upgrade/lines.ts";

Deno.test("keeps CRLF in a site that has it", async () => {
  const crlf = (text: string) => text.replaceAll("\n", "\r\n");
  await using site = await siteFrom(
    { "a.ts": lines(), "b.ts": lines(), "c.ts": lines(), "d.ts": lines() },
    {
      "a.ts": lines([5, "newer"]),
      "b.ts": lines([5, "newer"]),
      "c.ts": lines(),
    },
  );
  await site.edit({
    "a.ts": crlf(lines()),
    "b.ts": crlf(lines([15, "mine"])),
    "c.ts": crlf(lines()),
    "d.ts": crlf(lines()),
  });
  const { out } = await site.upgrade();
  assert.equal(await site.read("a.ts"), crlf(lines([5, "newer"])));
  assert.equal(
    await site.read("b.ts"),
    crlf(lines([5, "newer"], [15, "mine"])),
  );
  assert.equal(await site.read("c.ts"), crlf(lines()));
  assert.equal(await site.read("d.ts"), null);
  assert.doesNotMatch(out, /Conflicts/);
});

Deno.test("merges whether a file can be run", async () => {
  await using site = await siteFrom(
    { "a.sh": "1\n", "b.sh": { script: "1\n" }, "c.sh": "1\n" },
    { "a.sh": { script: "1\n" }, "b.sh": { script: "2\n" }, "c.sh": "2\n" },
  );
  await site.edit({ "c.sh": { script: "1\n" } });
  await site.upgrade();
  const { "a.sh": a, "b.sh": b, "c.sh": c } = await site.files();
  assert.deepEqual({ a, b, c }, { a: "#!1\n", b: "#!2\n", c: "#!2\n" });
});

Deno.test("never writes through links, over folders or over files that aren't in git", async () => {
  const base = { "link.ts": "1\n", "linked/a.ts": "1\n", "folder.ts": "1\n" };
  await using site = await siteFrom(base, {
    "link.ts": "2\n",
    "linked/a.ts": "2\n",
    "folder.ts": "2\n",
    "ignored.txt": "new\n",
  });
  const outside = `${site.base}/outside`;
  await Deno.mkdir(outside);
  await Deno.writeTextFile(`${outside}/a.ts`, "outside\n");
  await site.edit({
    "link.ts": null,
    "linked/a.ts": null,
    "folder.ts": null,
    ".gitignore": "ignored.txt\n",
  });
  await site.edit({ "folder.ts/mine.ts": "mine\n" });
  await new Deno.Command("ln", {
    args: ["-s", `${outside}/a.ts`, `${site.root}/link.ts`],
  }).output();
  await Deno.remove(`${site.root}/linked`, { recursive: true }).catch(() => {});
  await new Deno.Command("ln", { args: ["-s", outside, `${site.root}/linked`] })
    .output();
  await site.edit({});
  await Deno.writeTextFile(`${site.root}/ignored.txt`, "mine\n");
  const { out } = await site.upgrade();
  assert.equal(await Deno.readTextFile(`${outside}/a.ts`), "outside\n");
  assert.equal(await site.read("ignored.txt"), "mine\n");
  assert.equal(await site.read("folder.ts/mine.ts"), "mine\n");
  assert.match(out, /folder\.ts \(it is a folder\)/);
  assert.match(out, /ignored\.txt \(it is not in git\)/);
  assert.match(out, /link\.ts \(it is a link\)/);
  assert.match(out, /linked\/a\.ts \(it is behind a link\)/);
});

Deno.test("doesn't add names that differ in case only from others", async () => {
  await using site = await siteFrom(
    { "Old.ts": "a\nb\nc\n" },
    { "old.ts": "a\nb\nc\n", "mine.ts": "theirs\n", "PAGES/a.ts": "theirs\n" },
  );
  await site.edit({ "Mine.ts": "mine\n", "pages/mine.ts": "mine\n" });
  const { out } = await site.upgrade();
  assert.deepEqual(Object.keys(await site.files()).toSorted(), [
    ".latchkey.json",
    "Mine.ts",
    "old.ts",
    "pages/mine.ts",
  ]);
  assert.match(out, /mine\.ts \(the site has Mine\.ts, which/);
  assert.match(out, /PAGES\/a\.ts \(the site has pages, which/);
});

Deno.test("keeps an edited file whose new name can't be added", async () => {
  await using site = await siteFrom(
    { "old.ts": lines() },
    { "NEW.ts": lines([18, "newer"]) },
  );
  await site.edit({ "old.ts": lines([2, "mine"]), "new.ts": "mine\n" });
  await site.upgrade();
  assert.equal(await site.read("old.ts"), lines([2, "mine"]));
  assert.equal(await site.read("NEW.ts"), null);
});

Deno.test("replaces a file by a folder", async () => {
  await using site = await siteFrom({ "a": "1\n" }, { "a/b.ts": "2\n" });
  await site.upgrade();
  assert.equal(await site.read("a/b.ts"), "2\n");
});
