/**
 * A worker of `deno task dev` that says how to start the site. A worker loads its modules
 * again for each start, so a change of lib/site.ts or of a setting counts at once.
 *
 * @module
 */
import { readSetting, SettingsError } from "../settings/reading.ts";
import { settingSchemas } from "../settings/variables.ts";
import { announcedEnvironment, LaunchError } from "./environment.ts";
import { loadSite } from "./load_site.ts";
import { devProgram } from "./programs.ts";
import type { Program } from "./process.ts";

/** Where a server listens. */
export interface Address {
  readonly hostname: string;
  readonly port: number;
}

/** What the worker answers. */
export interface DevStart {
  /** The program, or why there is none. */
  readonly program: Program | string;
  /** Where the site is going to be; null when that cannot be told. */
  readonly address: Address | null;
}

self.postMessage(await devStart());

async function devStart(): Promise<DevStart> {
  try {
    const site = await loadSite();
    const env = await announcedEnvironment(site);
    return { program: devProgram(site, env), address: addressOf(env) };
  } catch (error) {
    if (!(error instanceof SettingsError || error instanceof LaunchError)) {
      throw error;
    }
    console.error(error.message);
    return { program: error.message, address: null };
  }
}

function addressOf({ HOST, PORT }: Program["env"]): Address | null {
  try {
    return {
      hostname: readSetting("HOST", settingSchemas.HOST, HOST) ?? "localhost",
      port: readSetting("PORT", settingSchemas.PORT, PORT),
    };
  } catch (error) {
    if (error instanceof SettingsError) return null;
    throw error;
  }
}
