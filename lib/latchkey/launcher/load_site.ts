/**
 * The site that is to be started.
 *
 * @module
 */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Site } from "../services.ts";
import { ROOT } from "./process.ts";

/** Loads what `lib/site.ts` exports as `site`. */
export function loadSite(): Promise<Site> {
  return load("lib/site.ts");
}

/** The same as it was built: one file is loaded in a fraction of the time. */
export function loadBuiltSite(): Promise<Site> {
  return load("_fresh/site.js");
}

async function load(path: string): Promise<Site> {
  const { site } = await import(pathToFileURL(join(ROOT, path)).href);
  return site;
}
