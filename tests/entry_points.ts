/**
 * What the library exports, as `lib/latchkey/deno.json` says.
 *
 * @module
 */

/** The files of the entry points, by the name under which each is imported. */
export async function entryPoints(): Promise<Map<string, string>> {
  const text = await Deno.readTextFile("lib/latchkey/deno.json");
  const exports = /"exports": \{([^}]*)\}/.exec(text)?.[1] ?? "";
  const pairs = exports.matchAll(/"\.([^"]*)": "\.\/([^"]+)"/g);
  return new Map([...pairs].map(([, path, file]) => [
    `@latchkey/core${path}`,
    `lib/latchkey/${file}`,
  ]));
}
