/** Releases in tarballs. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { packTar } from "modern-tar";
import { siteFrom } from "../../testing/upgrade/site.ts";
import { isPlainPath } from "./tarball.ts";

type Entry = Parameters<typeof packTar>[0][number];

async function packed(
  entries: readonly Entry[],
  file: string,
): Promise<string> {
  const bytes = await packTar(entries);
  const stream = new Blob([bytes]).stream().pipeThrough(
    new CompressionStream("gzip"),
  );
  await Deno.writeFile(file, stream);
  return file;
}

const file = (name: string, body = "", more = {}): Entry => ({
  header: { name, size: body.length, type: "file", ...more },
  body,
});

/** The entries of a release, with paths longer than tar's oldest field for them. */
async function entriesOf(folder: string, below = ""): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const { name, isDirectory } of Deno.readDir(join(folder, below))) {
    const path = `${below}${name}`;
    if (isDirectory) entries.push(...await entriesOf(folder, `${path}/`));
    else {
      const text = await Deno.readTextFile(join(folder, path));
      entries.push(file(`package/${path}`, text));
    }
  }
  return entries;
}

Deno.test("upgrades from tarballs", async () => {
  const long = `${"folder/".repeat(30)}file.ts`;
  await using site = await siteFrom(
    { "a.ts": "1\n", [long]: "1\n" },
    { "a.ts": "2\n", [long]: "2\n" },
  );
  const base = await packed(await entriesOf(site.base), `${site.base}.tgz`);
  const next = await packed(await entriesOf(site.next), `${site.next}.tgz`);
  const { code, err } = await site.upgradeWith([
    "--base",
    base,
    "--from",
    next,
  ]);
  assert.equal(code, 0, err);
  assert.equal(await site.read("a.ts"), "2\n");
  assert.equal(await site.read(long), "2\n");
});

Deno.test("refuses hostile tarballs, and writes nothing outside", async () => {
  await using site = await siteFrom({ "a.ts": "1\n" }, { "a.ts": "2\n" });
  const hostile: Record<string, Entry[]> = {
    parent: [file("package/../../../evil.ts", "evil")],
    absolute: [file("/tmp/latchkey-evil.ts", "evil")],
    elsewhere: [file("other/evil.ts", "evil")],
    backslash: [file("package/..\\..\\evil.ts", "evil")],
    drive: [file("package/C:/evil.ts", "evil")],
    link: [file("package/link", "", { type: "symlink", linkname: "/etc" })],
    hard: [file("package/link", "", { type: "link", linkname: "/etc/passwd" })],
    device: [file("package/dev", "", { type: "character-device" })],
    twice: [file("package/a", "one"), file("package/A", "two")],
    line: [file("package/a\nb", "evil")],
  };
  const before = await site.files();
  for (const [name, entries] of Object.entries(hostile)) {
    const from = await packed(
      [...await entriesOf(site.next), ...entries],
      `${site.next}-${name}.tgz`,
    );
    const { code, err } = await site.upgradeWith(["--from", from]);
    assert.equal(code, 1, name);
    assert.match(err, /not safe to unpack|can't be unpacked/, name);
  }
  assert.deepEqual(await site.files(), before);
  await assert.rejects(Deno.stat("/tmp/latchkey-evil.ts"));
});

Deno.test("refuses files that are no tarballs, and very large ones", async () => {
  await using site = await siteFrom({ "a.ts": "1\n" }, { "a.ts": "2\n" });
  const text = `${site.base}.tgz`;
  await Deno.writeTextFile(text, "not a tarball");
  const cut = await packed(await entriesOf(site.next), `${site.next}.tgz`);
  await Deno.truncate(cut, 400);
  const bomb = `${site.next}-bomb.tgz`;
  const chunk = new Uint8Array(10_000_000);
  const zeros = ReadableStream.from(Array.from({ length: 21 }, () => chunk));
  await Deno.writeFile(bomb, zeros.pipeThrough(new CompressionStream("gzip")));
  for (const from of [text, cut, bomb]) {
    const { code, err } = await site.upgradeWith(["--from", from]);
    assert.equal(code, 1);
    assert.match(err, /can't be unpacked|not a release/);
  }
});

Deno.test("only paths inside of a folder are plain", () => {
  for (const path of ["a", "a/b.ts", ".github/x", "routes/(a)/[id].tsx", "ü"]) {
    assert.ok(isPlainPath(path), path);
  }
  for (
    const path of [
      "",
      "/a",
      "a/",
      "a//b",
      "..",
      "a/../b",
      "./a",
      "a\\b",
      "C:a",
      "a\0b",
    ]
  ) assert.ok(!isPlainPath(path), path);
});
