/**
 * New features of the site.
 *
 * @module
 */
import { join } from "node:path";
import { CommandFailure } from "../../cli/outcome.ts";
import { pascalCase, sentenceCase } from "./names.ts";
import { exists, formatted, freeOf, type Plan } from "./write.ts";

/** The most characters of a feature's name. */
const MAX_NAME_LENGTH = 40;

/** Other words would not come back from `camelCase`: `list_2` would be `list2`. */
const NAME = /^[a-z][a-z\d]*(?:_[a-z][a-z\d]+)*$/;

/** Where a site lists its features. */
const SITE = "lib/site.ts";

/**
 * Plans a feature, and its place in the list of `lib/site.ts`.
 *
 * @param typed Its name, such as `reading-list`.
 * @throws {CommandFailure} when it can't have this name, or when `lib/` has something of it.
 */
export async function planFeature(root: string, typed: string): Promise<Plan> {
  const name = typed.replaceAll("-", "_");
  if (!NAME.test(name) || name.length > MAX_NAME_LENGTH) {
    throw new CommandFailure(
      "usage",
      `${JSON.stringify(typed)} can't be the name of a feature. Use up to ` +
        `${MAX_NAME_LENGTH} characters: words of lower-case letters and digits with ` +
        "hyphens between them, like reading-list.",
    );
  }
  const taken = [`lib/${name}.ts`, `lib/${name}`]
    .find((path) => exists(root, path));
  if (taken) {
    throw new CommandFailure(
      "exists",
      `${taken} exists already. Choose another name.`,
    );
  }
  const type = pascalCase(name);
  const variable = type[0].toLowerCase() + type.slice(1);
  const test = freeOf(root, [
    `tests/${name}_test.ts`,
    `tests/${name}_feature_test.ts`,
  ]);
  const site = await Deno.readTextFile(join(root, SITE));
  const listed = withFeature(site, variable, name);
  return {
    files: { [`lib/${name}.ts`]: "feature.ts", [test]: "feature_test.ts" },
    changed: listed ? { [SITE]: await formatted(SITE, listed) } : {},
    next: "feature_next",
    values: {
      name,
      variable,
      test,
      isListed: listed !== null,
      title: sentenceCase(name),
      // No table of the library, and no word that SQL reserves.
      table: `${name}_items`,
      rows: `${variable}Items`,
      type: `${type}Item`,
    },
  };
}

/** Adds a feature to the code of `lib/site.ts`; null where the list there has more than names. */
function withFeature(
  site: string,
  variable: string,
  name: string,
): string | null {
  const [list, names] = /\bfeatures: \[([\w\s,]*)\]/.exec(site) ?? [];
  if (list === undefined) return null;
  const before = names.trimEnd().replace(/(?<=\w)$/, ",");
  return site.replace(list, `features: [${before}\n${variable},\n]`)
    .replace(
      /(?:.*^import\b[^;]*;\n)?/ms,
      (imports) => `${imports}import { ${variable} } from "./${name}.ts";\n`,
    );
}
