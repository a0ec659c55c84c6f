/**
 * Loads the site.
 *
 * @module
 */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Site } from "../services.ts";
import { ROOT } from "./process.ts";

/** Loads the `site` that `lib/site.ts` exports. */
export function loadSite(): Promise<Site> {
  return load("lib/site.ts");
}

/** Loads it from the build, which is one file and much faster. */
export function loadBuiltSite(): Promise<Site> {
  return load("_fresh/site.js");
}

async function load(path: string): Promise<Site> {
  const { site } = await import(pathToFileURL(join(ROOT, path)).href);
  return site;
}
