/**
 * What a build's own files import; not for apps.
 * @module
 */
import { type App, applySnapshot } from "./app.ts";
import type { ServerInfo } from "./context.ts";
import { createSnapshot, type SnapshotData } from "./snapshot.ts";

/** An app on its build, as `deno serve` wants it. */
export function serveBuild<State>(
  app: App<State>,
  data: SnapshotData,
): { fetch(request: Request, info?: ServerInfo): Promise<Response> } {
  applySnapshot(app, createSnapshot(data));
  const handler = app.handler();
  return { fetch: (request, info) => handler(request, info) };
}
