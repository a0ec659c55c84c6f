/**
 * New islands.
 *
 * @module
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { CommandFailure } from "../../cli/outcome.ts";
import type { Plan } from "./write.ts";

/** The most characters of an island's name. */
const MAX_NAME_LENGTH = 40;

/**
 * Plans an island.
 *
 * @throws {CommandFailure} when it can't have this name, or when an island or a component
 * has it, in capitals or not: on some disks `Count.tsx` and `count.tsx` are one file.
 */
export function planIsland(root: string, name: string): Plan {
  if (!/^[A-Z][A-Za-z\d]*$/.test(name) || name.length > MAX_NAME_LENGTH) {
    throw new CommandFailure(
      "usage",
      `${JSON.stringify(name)} can't be the name of an island. Use up to ` +
        `${MAX_NAME_LENGTH} letters and digits, beginning with a capital letter: Counter.`,
    );
  }
  const file = `${name}.tsx`;
  for (const folder of ["islands", "components"]) {
    const taken = readdirSync(join(root, folder))
      .find((other) => other.toLowerCase() === file.toLowerCase());
    if (taken === undefined) continue;
    throw new CommandFailure(
      "exists",
      `${folder}/${taken} exists already. Choose another name.`,
    );
  }
  const test = `tests/islands/${name}_test.tsx`;
  return {
    files: { [`islands/${file}`]: "island.tsx", [test]: "island_test.tsx" },
    next: "island_next",
    values: { name, test },
  };
}
