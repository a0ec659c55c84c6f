/** The forms for issues, Dependabot, and the files for editors. */
import assert from "node:assert/strict";
import * as v from "valibot";
import { parse } from "yaml";

const text = v.pipe(v.string(), v.minLength(1));
const id = v.pipe(v.string(), v.regex(/^[\w-]+$/));
const validations = v.optional(v.strictObject({ required: v.boolean() }));

/** The parts of a form that GitHub knows: docs.github.com, "Syntax for GitHub's form schema". */
const partShape = v.variant("type", [
  v.strictObject({
    type: v.literal("markdown"),
    attributes: v.strictObject({ value: text }),
  }),
  v.strictObject({
    type: v.picklist(["input", "textarea"]),
    id,
    attributes: v.strictObject({
      label: text,
      description: v.optional(text),
      placeholder: v.optional(text),
      render: v.optional(text),
    }),
    validations,
  }),
  v.strictObject({
    type: v.literal("checkboxes"),
    id,
    attributes: v.strictObject({
      label: text,
      options: v.array(v.strictObject({ label: text })),
    }),
    validations,
  }),
]);

const formShape = v.strictObject({
  name: text,
  description: text,
  labels: v.array(text),
  body: v.pipe(v.array(partShape), v.minLength(1)),
});

async function yaml(path: string): Promise<unknown> {
  return parse(await Deno.readTextFile(path));
}

for (const name of ["bug", "feature"]) {
  Deno.test(`the form "${name}" is one that GitHub accepts`, async () => {
    const form = v.parse(
      formShape,
      await yaml(`.github/ISSUE_TEMPLATE/${name}.yml`),
    );
    const parts = form.body.flatMap((part) =>
      part.type === "markdown" ? [] : [part]
    );
    for (
      const values of [
        parts.map(({ id }) => id),
        parts.map(({ attributes }) => attributes.label),
      ]
    ) assert.equal(new Set(values).size, values.length);
    // A form needs a field that people fill in.
    assert.ok(parts.length > 0);
  });
}

Deno.test("issues are made with a form, and vulnerabilities go elsewhere", async () => {
  assert.deepEqual(await yaml(".github/ISSUE_TEMPLATE/config.yml"), {
    blank_issues_enabled: false,
  });
  const bug = await Deno.readTextFile(".github/ISSUE_TEMPLATE/bug.yml");
  assert.match(bug, /Don't report a vulnerability here/);
});

Deno.test("Dependabot looks at packages, actions and images", async () => {
  const updateShape = v.looseObject({
    "package-ecosystem": v.string(),
    schedule: v.object({ interval: v.literal("weekly") }),
  });
  const { updates } = v.parse(
    v.strictObject({ version: v.literal(2), updates: v.array(updateShape) }),
    await yaml(".github/dependabot.yml"),
  );
  assert.deepEqual(updates.map((each) => each["package-ecosystem"]), [
    "deno",
    "github-actions",
    "docker",
    "docker-compose",
  ]);
});

async function json(path: string): Promise<unknown> {
  return JSON.parse(await Deno.readTextFile(path));
}

Deno.test("editors get Deno, for the folders that Deno checks", async () => {
  const { recommendations } = v.parse(
    v.strictObject({ recommendations: v.array(v.string()) }),
    await json(".vscode/extensions.json"),
  );
  assert.ok(recommendations.includes("denoland.vscode-deno"));
  const settings = v.parse(
    v.looseObject({
      "deno.enable": v.literal(true),
      "deno.disablePaths": v.array(v.string()),
    }),
    await json(".vscode/settings.json"),
  );
  const { exclude } = v.parse(
    v.object({ exclude: v.array(v.string()) }),
    await json("deno.json"),
  );
  for (const path of settings["deno.disablePaths"]) {
    assert.ok(exclude.includes(path), path);
  }
});

Deno.test("the container for development installs what the tasks need", async () => {
  const container = v.parse(
    v.object({
      image: v.pipe(v.string(), v.regex(/^[\w./-]+:\d+-\w+$/)),
      postCreateCommand: v.string(),
      forwardPorts: v.array(v.number()),
      customizations: v.object({
        vscode: v.object({ extensions: v.array(v.string()) }),
      }),
    }),
    await json(".devcontainer/devcontainer.json"),
  );
  assert.match(container.postCreateCommand, / && deno task install:dev$/);
  assert.deepEqual(container.forwardPorts, [8000]);
  const { recommendations } = v.parse(
    v.object({ recommendations: v.array(v.string()) }),
    await json(".vscode/extensions.json"),
  );
  assert.deepEqual(container.customizations.vscode.extensions, recommendations);
});
