/**
 * A build's file routes, islands and static files.
 * @module
 */
import type { ComponentType } from "preact";
import type { RouteFile } from "./route_module.ts";
import type { StaticFile } from "./internals.ts";

/** An island of the build. */
export interface Island {
  /** Unique in the build. */
  readonly name: string;
  // deno-lint-ignore no-explicit-any -- any props
  readonly component: ComponentType<any>;
  /** The path of its entry script, without the base path. */
  readonly entry: string;
  /** The paths of the chunks that the entry imports, for preloading. */
  readonly chunks: readonly string[];
}

/** A static file of the build. */
export interface FileRecord {
  /** The path it is served at. */
  readonly path: string;
  readonly contentType: string;
  readonly hash: string;
  /** In bytes. */
  readonly size: number;
  readonly immutable: boolean;
  /** The content, or its URL. */
  readonly content: URL | Uint8Array<ArrayBuffer>;
}

/** A build as written to disk. */
export interface SnapshotData {
  readonly mode: "development" | "production";
  readonly routes: readonly RouteFile[];
  readonly islands: readonly Island[];
  readonly files: readonly FileRecord[];
  /** The path of the script for navigation without reloading, without the base path. */
  readonly partialsScript?: string;
  /** The script that reloads the page after a restart. */
  readonly reloadScript?: string;
}

/** A build, ready to serve. */
export interface Snapshot {
  readonly mode: "development" | "production";
  readonly routes: readonly RouteFile[];
  readonly islands: ReadonlyMap<unknown, Island>;
  readonly reloadScript: string | null;
  readonly partialsScript: string | null;
  staticFile(pathname: string): StaticFile | null;
}

/** Creates the lookup tables. */
export function createSnapshot(data: SnapshotData): Snapshot {
  const files = new Map(
    data.files.map((record) => [record.path, asStaticFile(record)]),
  );
  return {
    mode: data.mode,
    routes: data.routes,
    islands: new Map(data.islands.map((each) => [each.component, each])),
    reloadScript: data.reloadScript ?? null,
    partialsScript: data.partialsScript ?? null,
    staticFile: (pathname) => files.get(pathname) ?? null,
  };
}

function asStaticFile(record: FileRecord): StaticFile {
  const { content } = record;
  const open = content instanceof URL
    ? async () => (await Deno.open(content)).readable
    : () => content;
  return { ...record, open };
}
