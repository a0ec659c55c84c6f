/** Checks that links between the project's pages lead to files and headings that exist. */
import assert from "node:assert/strict";
import { dirname, join } from "node:path";

/** The pages of the project, each with its text outside of code blocks. */
const pages = new Map<string, string>();

for (
  const path of [
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "README.md",
    "SECURITY.md",
    "bench/README.md",
    "bench/RESULTS.md",
    "lib/latchkey/README.md",
  ]
) await read(path);
await readFolder("docs");

async function readFolder(folder: string): Promise<void> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    if (isDirectory) await readFolder(path);
    else if (name.endsWith(".md")) await read(path);
  }
}

async function read(path: string): Promise<void> {
  const text = await Deno.readTextFile(path);
  pages.set(path, text.replaceAll(/^ *```.*?^ *```$/gms, ""));
}

/** The anchors of a page, as GitHub makes them from its headings. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading.toLowerCase().replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(/\s/g, "-")
  );
}

/** Where the links of a text lead, other sites left out. */
function linksIn(text: string): string[] {
  const inline = [...text.matchAll(/\]\(([^)\s]+)\)/g)];
  const defined = [...text.matchAll(/^\[[^\]]+\]: (\S+)$/gm)];
  return [...inline, ...defined].map(([, link]) => link)
    .filter((link) => !/^[a-z]+:/.test(link));
}

Deno.test("links lead to files and headings that exist", async () => {
  const broken: string[] = [];
  let links = 0;
  for (const [page, text] of pages) {
    for (const link of linksIn(text)) {
      links++;
      const [file, anchor] = link.split("#");
      const target = file === "" ? page : join(dirname(page), file);
      const exists = await Deno.stat(target).then(() => true, () => false);
      const headings = anchorsOf(pages.get(target) ?? "");
      if (!exists || (anchor && !headings.includes(anchor))) {
        broken.push(`${page}: ${link}`);
      }
    }
  }
  assert.ok(links > 100, `${links} links`);
  assert.deepEqual(broken, []);
});
