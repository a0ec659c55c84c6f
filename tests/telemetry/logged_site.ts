/**
 * A site whose log is read.
 *
 * @module
 */
import type { Services } from "@latchkey/core";
import { openSite, type Site } from "../site.ts";

/** One parsed line. */
export type Line = Readonly<Record<string, unknown>>;

/** A site with the lines it logged, raw and parsed. */
export interface LoggedSite extends AsyncDisposable {
  readonly site: Site;
  readonly text: () => string;
  readonly lines: (event: string) => Line[];
}

/** Opens a site that logs as in production. */
export async function openLoggedSite(
  { logLevel = "info", trustProxy = 0, metricsToken = null }: {
    readonly logLevel?: Services["settings"]["logLevel"];
    readonly trustProxy?: number;
    readonly metricsToken?: string | null;
  } = {},
): Promise<LoggedSite> {
  const site = await openSite({
    settings: { logLevel, trustProxy, metricsToken },
  });
  return {
    site,
    text: () => site.logged.join("\n"),
    lines: (event) =>
      site.logged.map((line): Line => JSON.parse(line))
        .filter((line) => line.event === event),
    [Symbol.asyncDispose]: () => site[Symbol.asyncDispose](),
  };
}
