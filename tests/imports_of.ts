/**
 * All direct and indirect imports of modules.
 *
 * @module
 */

/** A file of an installed package, with the package's name and version. */
const PACKAGED = /\/node_modules\/\.deno\/([^/]+@[^/]+)\//;

/**
 * The specifiers of everything that files import, including themselves;
 * `npm:name@version` for files of a package.
 */
export async function importsOf(entries: readonly string[]): Promise<string[]> {
  const specifiers: string[] = [];
  for (const entry of entries) {
    const { stdout } = await new Deno.Command("deno", {
      args: ["info", "--json", entry],
    }).output();
    const { modules } = JSON.parse(new TextDecoder().decode(stdout));
    for (const { specifier } of modules) {
      const [, installed] = PACKAGED.exec(specifier) ?? [];
      specifiers.push(installed ? `npm:${installed}` : specifier);
    }
  }
  return specifiers;
}
