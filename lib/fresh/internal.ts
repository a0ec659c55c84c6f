/**
 * Imported by the files of a build. Internal.
 * @module
 */
import { type App, applySnapshot } from "./app.ts";
import type { ServerInfo } from "./context.ts";
import { createSnapshot, type SnapshotData } from "./snapshot.ts";

/** Returns an app with its build, for `deno serve`. */
export function serveBuild<State>(
  app: App<State>,
  data: SnapshotData,
): { fetch(request: Request, info?: ServerInfo): Promise<Response> } {
  applySnapshot(app, createSnapshot(data));
  const handler = app.handler();
  return { fetch: (request, info) => handler(request, info) };
}
