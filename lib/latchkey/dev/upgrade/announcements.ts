/**
 * What an operator has to know of a new release: migrations of the database, and settings.
 *
 * @module
 */
import type { Tree } from "./tree.ts";

/** A migration that the new release adds. */
export interface NewMigration {
  /** The folder of its tables, and its name. */
  readonly name: string;
  /** Whether servers of the former release stop working once it is applied. */
  readonly breaking: boolean;
}

/** What changes for the operator. */
export interface Announcements {
  readonly migrations: readonly NewMigration[];
  readonly newSettings: readonly string[];
  readonly goneSettings: readonly string[];
}

/** Compares two releases. */
export function announcements(base: Tree, next: Tree): Announcements {
  const [before, after] = [base, next].map(migrationsIn);
  const [had, has] = [base, next].map(settingsIn);
  return {
    migrations: [...after].filter(([name]) => !before.has(name))
      .map(([name, breaking]) => ({ name, breaking })),
    newSettings: [...has.difference(had)],
    goneSettings: [...had.difference(has)],
  };
}

/** Every migration of the library, and whether it is breaking. */
function migrationsIn(tree: Tree): Map<string, boolean> {
  const found = new Map<string, boolean>();
  for (const [path, { bytes }] of tree) {
    const folder = /^lib\/latchkey\/.*?([^/]+)\/[^/]*tables\.ts$/.exec(path)
      ?.[1];
    if (!folder || path.includes("/testing/")) continue;
    const source = new TextDecoder().decode(bytes);
    const names = source.matchAll(
      /^\s*"?(\d{4}_\w+)"?:\s*(\{\s*breaking: true)?/gm,
    );
    for (const [, name, breaking] of names) {
      found.set(`${folder}/${name}`, breaking !== undefined);
    }
  }
  return found;
}

/** The settings that `.env.example` lists. */
function settingsIn(tree: Tree): Set<string> {
  const bytes = tree.get(".env.example")?.bytes ?? new Uint8Array();
  const names = new TextDecoder().decode(bytes).matchAll(
    /^#? ?([A-Z][A-Z0-9_]*)=/gm,
  );
  return new Set([...names].map(([, name]) => name));
}
