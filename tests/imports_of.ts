/**
 * What modules import, all the way down.
 *
 * @module
 */

/** The specifiers of all that files import, the files among them. */
export async function importsOf(entries: readonly string[]): Promise<string[]> {
  const specifiers: string[] = [];
  for (const entry of entries) {
    const { stdout } = await new Deno.Command("deno", {
      args: ["info", "--json", entry],
    }).output();
    const { modules } = JSON.parse(new TextDecoder().decode(stdout));
    for (const { specifier } of modules) specifiers.push(specifier);
  }
  return specifiers;
}
