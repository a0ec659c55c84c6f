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
export async function loadSite(): Promise<Site> {
  const { site } = await import(pathToFileURL(join(ROOT, "lib/site.ts")).href);
  return site;
}
