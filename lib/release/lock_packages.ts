/**
 * The npm packages of `deno.lock`.
 *
 * @module
 */
import * as v from "valibot";

const names = v.optional(v.array(v.string()), []);

const lockShape = v.object({
  version: v.literal("5"),
  specifiers: v.record(v.string(), v.string()),
  npm: v.record(
    v.string(),
    v.object({
      integrity: v.string(),
      dependencies: names,
      optionalDependencies: names,
    }),
  ),
  workspace: v.object({ dependencies: names }),
});

/** A package of the lock file. */
export interface LockedPackage {
  readonly name: string;
  readonly version: string;
  /** Its hash, as in `integrity` of npm: `sha512-…`. */
  readonly integrity: string;
  /** Packages it needs, as `name@version`, sorted. */
  readonly dependencies: readonly string[];
}

/** What a lock file says. */
export interface Lock {
  /** By `name@version`, sorted by it. */
  readonly packages: ReadonlyMap<string, LockedPackage>;
  /** The packages that the project itself needs, as `name@version`, sorted. */
  readonly direct: readonly string[];
}

/**
 * Reads a lock file. A package that is locked several times, with different peers, is listed
 * once, with the dependencies of all.
 *
 * @throws {Error} if it has modules that are not from npm, or one is named and missing.
 */
export function readLock(json: string): Lock {
  const parsed: unknown = JSON.parse(json);
  for (const other of ["jsr", "remote"]) {
    if (typeof parsed === "object" && parsed !== null && other in parsed) {
      throw new Error(
        `deno.lock has modules of the kind "${other}", which the bill of materials ` +
          'would lack. Run "deno task fresh local" first.',
      );
    }
  }
  const { npm, specifiers, workspace } = v.parse(lockShape, parsed);
  const keys = keysByName(Object.keys(npm));
  const packages = new Map<string, LockedPackage>();
  for (const key of Object.keys(npm).toSorted()) {
    const { integrity, dependencies, optionalDependencies } = npm[key];
    const id = idOf(key);
    const needed = [
      ...packages.get(id)?.dependencies ?? [],
      ...[...dependencies, ...optionalDependencies]
        .map((dependency) => resolve(dependency, keys)),
    ];
    const at = id.lastIndexOf("@");
    packages.set(id, {
      name: id.slice(0, at),
      version: id.slice(at + 1),
      integrity,
      dependencies: [...new Set(needed)].toSorted(),
    });
  }
  const direct = workspace.dependencies
    .filter((specifier) => specifier.startsWith("npm:"))
    .map((specifier) => {
      const name = specifier.slice(4, specifier.lastIndexOf("@"));
      return idOf(`${name}@${specifiers[specifier]}`);
    });
  return { packages, direct: [...new Set(direct)].toSorted() };
}

/** `name@version` of a key, which may also have the peers: `name@1.0.0_peer@2.0.0`. */
function idOf(key: string): string {
  const [, id] = /^(@?[^@]+@[^_]+)/.exec(key) ?? [];
  if (id === undefined) throw new Error(`deno.lock has the package "${key}".`);
  return id;
}

function keysByName(keys: readonly string[]): ReadonlyMap<string, string[]> {
  const byName = Map.groupBy(
    keys.map(idOf),
    (id) => id.slice(0, id.lastIndexOf("@")),
  );
  return new Map([...byName].map(([name, ids]) => [name, [...new Set(ids)]]));
}

/** A dependency has a version only where several are locked. */
function resolve(
  dependency: string,
  keys: ReadonlyMap<string, readonly string[]>,
): string {
  const ids = keys.get(dependency);
  if (ids?.length === 1) return ids[0];
  const id = dependency.lastIndexOf("@") > 0 ? idOf(dependency) : "";
  if (keys.get(id.slice(0, id.lastIndexOf("@")))?.includes(id)) return id;
  throw new Error(`deno.lock names "${dependency}", but doesn't lock it.`);
}
