/**
 * The sources of the site and the library.
 *
 * @module
 */

/** The sources that a server or a command runs, without tests: paths, and texts without comments. */
export async function* sourcesIn(
  folder: string,
): AsyncGenerator<[string, string]> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    if (isDirectory) yield* sourcesIn(path);
    else if (
      /\.tsx?$/.test(name) && !/_(?:test|slow|contract)\.tsx?$/.test(name)
    ) {
      yield [path, withoutComments(await Deno.readTextFile(path))];
    }
  }
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*.*?\*\//gs, "").replaceAll(/^\s*\/\/.*$/gm, "");
}
