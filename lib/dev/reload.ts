/**
 * What `deno task dev` began anew for.
 *
 * @module
 */
import { changedSources } from "./changed_sources.ts";

/**
 * When the code last began. `deno run --watch` lets it begin anew within the same
 * process, whose environment is all that stays: this is no setting.
 */
const STARTED = "LATCHKEY_DEV_STARTED";

/** The sources that changed since the last time; null the first time. To be asked once. */
export async function changesOfReload(root: string): Promise<string[] | null> {
  const before = Deno.env.get(STARTED);
  Deno.env.set(STARTED, String(Date.now()));
  return before ? await changedSources(root, Number(before)) : null;
}
