/**
 * The software bill of materials of a release, in CycloneDX 1.6. The same lock file, version
 * and time give the same bytes.
 *
 * @module
 */
import { isSupportedSpdxId } from "@cyclonedx/cyclonedx-library/SPDX";
import type { Lock, LockedPackage } from "./lock_packages.ts";

/** What a bill of materials is made from. */
export interface BillSource {
  readonly version: string;
  /** When the release was made. */
  readonly time: Date;
  readonly lock: Lock;
  /** The packages that the server or the build import, as `name@version`. */
  readonly imported: ReadonlySet<string>;
  /** The licence of a package, as its `package.json` has it; null if unknown. */
  licenseOf(locked: LockedPackage): string | null;
}

/** The package that a release publishes. */
const PACKAGE = "create-latchkey";

/** Returns the bill of materials as JSON. */
export function billOfMaterials(source: BillSource): string {
  const { version, time, lock } = source;
  const root = purlOf(PACKAGE, version);
  const refOf = (id: string) => {
    const { name, version } = lock.packages.get(id)!;
    return purlOf(name, version);
  };
  const needed = withDependencies(lock, source.imported);
  const bill = {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      timestamp: time.toISOString(),
      component: {
        type: "application",
        "bom-ref": root,
        name: PACKAGE,
        version,
        licenses: [{ license: { id: "MIT" } }],
        purl: root,
      },
    },
    components: [...lock.packages].map(([id, locked]) => ({
      type: "library",
      "bom-ref": refOf(id),
      name: locked.name,
      version: locked.version,
      // The specification's word for what only tests and development use.
      scope: needed.has(id) ? "required" : "excluded",
      hashes: [hashOf(locked)],
      ...licensesOf(source.licenseOf(locked)),
      purl: refOf(id),
    })),
    dependencies: [
      { ref: root, dependsOn: lock.direct.map(refOf) },
      ...[...lock.packages].map(([id, { dependencies }]) => ({
        ref: refOf(id),
        dependsOn: dependencies.map(refOf),
      })),
    ],
  };
  return `${JSON.stringify(bill, null, 2)}\n`;
}

/** A package URL; the `@` of a scope is percent-encoded. */
function purlOf(name: string, version: string): string {
  const path = name.split("/").map(encodeURIComponent).join("/");
  return `pkg:npm/${path}@${encodeURIComponent(version)}`;
}

/** npm writes `sha512-` and base64; CycloneDX wants the name and hexadecimal digits. */
function hashOf({ name, integrity }: LockedPackage) {
  const [, bits, base64] = /^sha(1|256|384|512)-([\w+/]+=*)$/.exec(integrity) ??
    [];
  if (base64 === undefined) {
    throw new Error(`The hash of ${name} in deno.lock is "${integrity}".`);
  }
  return { alg: `SHA-${bits}`, content: Uint8Array.fromBase64(base64).toHex() };
}

function licensesOf(license: string | null) {
  if (license === null) return {};
  if (isSupportedSpdxId(license)) {
    return { licenses: [{ license: { id: license } }] };
  }
  return /^[\w.+()-]+(?: (?:AND|OR|WITH) [\w.+()-]+)+$/.test(license)
    ? { licenses: [{ expression: license }] }
    : { licenses: [{ license: { name: license } }] };
}

function withDependencies(
  { packages }: Lock,
  start: ReadonlySet<string>,
): ReadonlySet<string> {
  const found = new Set(start);
  for (const id of found) { // A set's iteration includes what is added to it.
    for (const each of packages.get(id)?.dependencies ?? []) found.add(each);
  }
  return found;
}
