/**
 * This version of the project as a package of npm, and a later release of it, made for a test.
 *
 * @module
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import {
  buildPackage,
  tarballOf,
} from "../../../lib/create-latchkey/build/package.ts";
import { VERSION } from "../../../lib/latchkey/version.ts";
import { datedChangelog } from "../../../lib/release/changelog.ts";

/** The later release's version. */
export const LATER = VERSION.replace(
  /^(\d+)\.(\d+)\..*/,
  (_, major, minor) => `${major}.${Number(minor) + 1}.0`,
);

/** What is not copied: what Git ignores, and large pictures. */
const LEFT_OUT = /^(?:\.git|\.data|_\w+|bench|dist|node_modules)$/;

/** What the later release changes in its files besides the version: a text, and what it becomes. */
export const CHANGES: readonly (readonly [
  path: string,
  before: string,
  after: string,
])[] = [
  ["routes/index.tsx", "      <Overview", "      <hr />\n      <Overview"],
  [
    "lib/messages/en.ts",
    "Change your name, email and password.",
    "Change your name, email address and password.",
  ],
  [
    "static/styles.css",
    "animation-duration: 0.18s",
    "animation-duration: 0.15s",
  ],
  ["lib/latchkey/server/endpoints.ts", '"alive\\n"', '"alive and well\\n"'],
];

/** What the changelog says about the later release. */
const NOTES = `### Changed

- The home page has a line above what people can do.
- \`/healthz\` answers "alive and well".
`;

/** The tarball of this version. */
export async function thisRelease(): Promise<Uint8Array> {
  return tarballOf(await buildPackage(Deno.cwd()));
}

/** The tarball of the later release, built from a changed copy of the project in a folder. */
export async function laterRelease(folder: string): Promise<Uint8Array> {
  await copyProject(folder);
  await change(folder, "lib/latchkey/deno.json", [
    `"version": "${VERSION}"`,
    `"version": "${LATER}"`,
  ]);
  for (const [path, ...texts] of CHANGES) await change(folder, path, texts);
  await datedNotes(join(folder, "CHANGELOG.md"));
  return tarballOf(await buildPackage(folder));
}

async function copyProject(folder: string): Promise<void> {
  const parts = await Array.fromAsync(Deno.readDir("."), ({ name }) => name);
  const { success } = await new Deno.Command("cp", {
    args: [
      "--recursive",
      ...parts.filter((part) => !LEFT_OUT.test(part)),
      folder,
    ],
  }).output();
  assert.ok(success, "the project is copied");
  await new Deno.Command("ln", {
    args: ["-s", join(Deno.cwd(), "node_modules"), folder],
  }).output();
}

async function change(
  folder: string,
  path: string,
  [before, after]: readonly [before: string, after: string],
): Promise<void> {
  const file = join(folder, path);
  const text = await Deno.readTextFile(file);
  assert.equal(text.split(before).length, 2, `${path} has "${before}" once`);
  await Deno.writeTextFile(file, text.replace(before, after));
}

/** Moves what is unreleased into this version, unless it has been, and adds the later one. */
async function datedNotes(file: string): Promise<void> {
  const text = await Deno.readTextFile(file);
  const past = text.includes(`## [${VERSION}]`)
    ? text
    : datedChangelog(text, VERSION, "2026-12-01");
  const notes = past.replace("## [Unreleased]\n", `$&\n${NOTES}`);
  await Deno.writeTextFile(file, datedChangelog(notes, LATER, "2026-12-15"));
}
