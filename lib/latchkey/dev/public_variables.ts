/**
 * Remembers which public environment variables are in a build. Fresh writes variables whose
 * names begin with `FRESH_PUBLIC_` into the scripts of islands.
 *
 * @module
 */

/** Names of public variables. */
export const PUBLIC = /^FRESH_PUBLIC_\w+$/;

type Environment = Readonly<Record<string, string | undefined>>;

/** Records the variables of a build. */
export async function recordPublicVariables(
  root: string,
  env: Environment,
): Promise<void> {
  const variables = publicVariables(env);
  if (variables !== NONE) await Deno.writeTextFile(fileOf(root), variables);
}

/** Whether the build has other values than these. */
export function publicVariablesChanged(
  root: string,
  env: Environment,
): boolean {
  let built = NONE;
  try {
    built = Deno.readTextFileSync(fileOf(root));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return built !== publicVariables(env);
}

const NONE = "[]";

function fileOf(root: string): string {
  return `${root}/_fresh/public_variables.json`;
}

function publicVariables(env: Environment): string {
  const found = Object.entries(env).filter(([name, value]) =>
    PUBLIC.test(name) && value?.trim()
  );
  return JSON.stringify(found.sort(([a], [b]) => a < b ? -1 : 1));
}
