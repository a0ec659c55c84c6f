/**
 * Writes `docs/reference/library-api.md` from the doc comments of the library.
 *
 * @module
 */
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import * as v from "valibot";
import { entryPoints } from "../entry_points.ts";

/** The file of the page. */
export const PAGE = "docs/reference/library-api.md";

const INTRODUCTION = `# Library API

This page lists what each entry point of \`@latchkey/core\` exports. Nothing else
of the library is public: other files may change in any version. Your editor
shows the whole doc comment and the types of each name.

The page is generated from the doc comments: after a change, run
\`deno task docs\`.
`;

const comment = v.object({ doc: v.optional(v.string(), "") });

const reference = v.object({
  nodes: v.record(
    v.string(),
    v.object({
      module_doc: comment,
      symbols: v.array(v.object({
        name: v.string(),
        declarations: v.array(v.object({
          kind: v.string(),
          jsDoc: v.optional(comment),
        })),
      })),
    }),
  ),
});

const KINDS: Readonly<Record<string, string>> = {
  class: "class",
  function: "function",
  interface: "type",
  typeAlias: "type",
  variable: "constant",
};

/** The page, as `deno fmt` formats it. */
export async function libraryApi(): Promise<string> {
  const entries = [...await entryPoints()];
  const json = await deno([
    "doc",
    "--json",
    ...entries.map(([, file]) => file),
  ]);
  const { nodes } = v.parse(reference, JSON.parse(json));
  const sections = entries.map(([entry, file]) => {
    const { module_doc, symbols } = nodes[pathToFileURL(resolve(file)).href];
    const items = symbols.map(({ name, declarations }) => {
      const { kind, jsDoc } = declarations.find(({ jsDoc }) => jsDoc?.doc) ??
        declarations[0];
      return `- \`${name}\` (${KINDS[kind]}): ${firstSentence(jsDoc?.doc)}`;
    });
    return `## \`${entry}\`\n\n` +
      `${plain(module_doc.doc)}\n\n${items.toSorted().join("\n")}\n`;
  });
  const page = [INTRODUCTION, ...sections].join("\n");
  return await deno(["fmt", "--ext=md", "-"], page);
}

function firstSentence(doc = ""): string {
  const [paragraph] = plain(doc).split("\n\n");
  return /^.*?\.(?=\s|$)/s.exec(paragraph)?.[0] ?? paragraph;
}

/** Without the tags that only editors show. */
function plain(doc: string): string {
  return doc.trim().replaceAll(/\{@linkcode (\w+)\}/g, "`$1`");
}

/** Runs Deno and returns what it prints. */
async function deno(
  args: readonly string[],
  input = "",
): Promise<string> {
  const process = new Deno.Command("deno", {
    args: [...args],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = process.stdin.getWriter();
  await writer.write(new TextEncoder().encode(input));
  await writer.close();
  const { success, stdout, stderr } = await process.output();
  const decoder = new TextDecoder();
  if (!success) throw new Error(decoder.decode(stderr));
  return decoder.decode(stdout);
}

if (import.meta.main) await Deno.writeTextFile(PAGE, await libraryApi());
