/**
 * `compose.yaml` and a linter of Compose files, which also compares them with the schema of the
 * Compose Specification.
 */
import assert from "node:assert/strict";
import { DCLinter } from "dclint";

type Config = ConstructorParameters<typeof DCLinter>[0];

/** Rules that don't suit the file as they are, and why. */
const RULES: Config["rules"] = {
  // The Compose Specification allows both: `image` names what `build` makes.
  "no-build-and-image": 0,
  "service-image-require-explicit-tag": 0,
  // The file is in the order in which it explains itself.
  "service-keys-order": 0,
  // Deno formats quotes so.
  "require-quotes-in-ports": [2, { quoteType: "double" }],
};

/** What the linter says about a text. */
async function lint(text: string): Promise<string[]> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/compose.yaml`, text);
    const linter = new DCLinter({
      rules: RULES,
      quiet: false,
      debug: false,
      exclude: [],
    });
    return linter.lintFiles([`${folder}/compose.yaml`], false)
      .flatMap(({ messages }) =>
        messages.map(({ line, rule, message }) => `${line} ${rule}: ${message}`)
      );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const compose = await Deno.readTextFile("compose.yaml");

Deno.test("the linter passes the compose file", async () => {
  assert.deepEqual(await lint(compose), []);
});

Deno.test("the linter would find a misspelt setting and a wrong value", async () => {
  for (
    const [text, wrong] of [
      ["cap_drop: [ALL]", "capdrop: [ALL]"],
      ["read_only: true", "read_only: [perhaps]"],
      ["      interval: 5s", "      intervall: 5s"],
    ]
  ) {
    assert.ok(compose.includes(text), text);
    const found = await lint(compose.replace(text, wrong));
    assert.match(found.join("\n"), /invalid-schema/, wrong);
  }
});
