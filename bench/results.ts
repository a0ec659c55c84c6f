/**
 * The file that results are kept in.
 *
 * @module
 */
const FILE = "bench/RESULTS.md";
const BEGIN = "<!-- What follows is written by `deno task bench`. -->";
const END = "<!-- What is above is written by `deno task bench`. -->";

/**
 * Replaces the previous results and leaves the rest of the file alone.
 *
 * @throws {Error} when the file doesn't mark where they are.
 */
export async function saveResults(results: string): Promise<void> {
  const text = await Deno.readTextFile(FILE);
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) {
    throw new Error(`${FILE} does not say where the table stands.`);
  }
  const before = text.slice(0, begin + BEGIN.length);
  await Deno.writeTextFile(
    FILE,
    `${before}\n\n${results}\n\n${text.slice(end)}`,
  );
  await new Deno.Command("deno", { args: ["fmt", "--quiet", FILE] }).output();
}
