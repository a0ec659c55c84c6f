/**
 * The Fresh that the site runs on: upstream Fresh from JSR, or `lib/fresh`, which replaces it by
 * `links` in `deno.json`. `deno task fresh` switches between them.
 *
 * @module
 */

const LINK = "./lib/fresh";

/** The files that a switch changes. */
const FILES = ["deno.json", "deno.lock"];

const USAGE =
  `deno task fresh upstream   Run the site on upstream Fresh, from JSR
deno task fresh local      Run the site on lib/fresh, which needs no JSR`;

/** Whether the site runs on `lib/fresh`. */
export function hasOwnFresh(): boolean {
  return import.meta.resolve("fresh") ===
    import.meta.resolve("../../fresh/mod.ts");
}

if (import.meta.main) {
  const [wanted] = Deno.args;
  Deno.exitCode = wanted === "upstream" || wanted === "local"
    ? await switchTo(wanted)
    : refuse(USAGE);
}

/**
 * Changes `links`, installs, and updates `deno.lock`. If Fresh can't be installed, restores
 * both files.
 *
 * @returns The exit code.
 */
async function switchTo(wanted: "upstream" | "local"): Promise<number> {
  const before = FILES.map((path) => Deno.readTextFileSync(path));
  const config = parsed(before[0]);
  if (config === null) {
    return refuse(
      `deno.json has comments or trailing commas, which would be lost. Add or remove "${LINK}" under "links" by hand.`,
    );
  }
  const { links: present = [], ...rest } = config;
  const others = present.filter((link) => link !== LINK);
  const links = wanted === "local" ? [LINK, ...others] : others;
  const changed = links.length > 0 ? { links, ...rest } : rest;
  Deno.writeTextFileSync(FILES[0], JSON.stringify(changed, null, 2) + "\n");
  if (!await install()) {
    FILES.forEach((path, index) => Deno.writeTextFileSync(path, before[index]));
    return refuse(
      "Fresh can't be installed, so nothing was changed. See docs/fresh.md for use without JSR.",
    );
  }
  const name = wanted === "local" ? "lib/fresh" : "upstream Fresh";
  console.log(`The site runs on ${name}. Next: deno task start`);
  return 0;
}

/** The configuration; null if it is not plain JSON. */
function parsed(text: string): { readonly links?: readonly string[] } | null {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Without an entry point, Deno would not notice a missing Fresh. */
async function install(): Promise<boolean> {
  const { success } = await new Deno.Command("deno", {
    args: [
      ...["install", "--quiet", "--node-modules-dir=auto"],
      ...["--entrypoint", "main.ts", "dev.ts"],
    ],
    stdout: "inherit",
    stderr: "inherit",
  }).spawn().status;
  return success;
}

function refuse(reason: string): number {
  console.error(reason);
  return 1;
}
