/**
 * What a build knows: the file routes, the islands and the static files.
 * @module
 */
import type { ComponentType } from "preact";
import type { RouteFile } from "./file_routes.ts";
import type { StaticFile } from "./internals.ts";

/** An island as the build registered it. */
export interface Island {
  /** Unique in the build. */
  readonly name: string;
  // deno-lint-ignore no-explicit-any -- any props
  readonly component: ComponentType<any>;
  /** Address of its entry script, without the base path. */
  readonly entry: string;
  /** Addresses of the chunks the entry imports, to be fetched with it. */
  readonly chunks: readonly string[];
}

/** A static file as the build lists it. */
export interface FileRecord {
  /** The path it is served at. */
  readonly path: string;
  readonly contentType: string;
  readonly hash: string;
  /** Bytes. */
  readonly size: number;
  readonly immutable: boolean;
  /** Where its content lies. */
  readonly content: URL | Uint8Array<ArrayBuffer>;
}

/** A build as it is written down. */
export interface SnapshotData {
  readonly mode: "development" | "production";
  readonly routes: readonly RouteFile[];
  readonly islands: readonly Island[];
  readonly files: readonly FileRecord[];
  /** Script that reloads the page when the server has restarted. */
  readonly reloadScript?: string;
}

/** A build, ready to serve. */
export interface Snapshot {
  readonly mode: "development" | "production";
  readonly routes: readonly RouteFile[];
  readonly islands: ReadonlyMap<unknown, Island>;
  readonly reloadScript: string | null;
  staticFile(pathname: string): StaticFile | null;
}

/** Makes the tables that requests are served from. */
export function createSnapshot(data: SnapshotData): Snapshot {
  const files = new Map(
    data.files.map((record) => [record.path, asStaticFile(record)]),
  );
  return {
    mode: data.mode,
    routes: data.routes,
    islands: new Map(data.islands.map((each) => [each.component, each])),
    reloadScript: data.reloadScript ?? null,
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
