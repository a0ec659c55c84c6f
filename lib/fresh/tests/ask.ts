/**
 * Sends requests to an app in tests, without a network.
 *
 * @module
 */
import type { App } from "fresh";

/** Sends one request for `path` on `http://localhost` through the whole app. */
export function ask<State>(
  app: App<State>,
  path: string,
  init?: RequestInit,
): Promise<Response> {
  return app.handler()(new Request(`http://localhost${path}`, init));
}

/** Like {@link ask}, but returns the body as text. */
export async function askText<State>(
  app: App<State>,
  path: string,
  init?: RequestInit,
): Promise<string> {
  return await (await ask(app, path, init)).text();
}
