/** Compares `docs/reference/cli.md` with the commands of the site. */
import assert from "node:assert/strict";
import { commandsOf } from "../../lib/latchkey/commands.ts";
import { site } from "../../lib/site.ts";
import { HAS_ALL } from "../site_features.ts";

const PAGE = await Deno.readTextFile("docs/reference/cli.md");

/** Each command of the page as it is called, with its section. */
const sections = new Map(
  PAGE.split(/^#{2,3} /m).slice(1).flatMap((section) => {
    const [, call] = /^`(.+)`\n/.exec(section) ?? [];
    return call === undefined ? [] : [[call, section]];
  }),
);

const { commands } = commandsOf(site);

/** How a command is called: `users grant <user> <role>`. */
function callOf(path: string): string {
  const args = Object.entries(commands[path].args).map(([name, spec]) =>
    typeof spec === "string" || spec.required !== false
      ? `<${name}>`
      : `[${name}]`
  );
  return [path, ...args].join(" ");
}

/** The options of a command: `--limit <number>`. */
function optionsOf(path: string): string[] {
  return Object.entries(commands[path].options).map(([name, spec]) => {
    const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter}`)}`
      .toLowerCase();
    return typeof spec === "string" ? flag : `${flag} <${spec.value ?? name}>`;
  });
}

// A site that has removed a feature lacks its commands.
const ofWholeSite = HAS_ALL ? Deno.test : Deno.test.ignore;

ofWholeSite("lists every command with its arguments, and no other", () => {
  assert.deepEqual(
    [...sections.keys()].toSorted(),
    Object.keys(commands).map(callOf).toSorted(),
  );
});

ofWholeSite("lists the options of each command with their defaults", () => {
  for (const [path, { options }] of Object.entries(commands)) {
    const section = sections.get(callOf(path)) ?? "";
    const listed = [...section.matchAll(/^- `(--[^`]+)`/gm)]
      .map(([, option]) => option);
    assert.deepEqual(listed.toSorted(), optionsOf(path).toSorted(), path);
    for (const spec of Object.values(options)) {
      if (typeof spec === "string" || !spec.default) continue;
      const text = section.replaceAll(/\s+/g, " ");
      assert.ok(text.includes(`The default is ${spec.default}.`), path);
    }
  }
});
