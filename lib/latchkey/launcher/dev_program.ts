/**
 * A worker of `deno task dev` that prepares each start of the site. A new worker loads its
 * modules again, so that it sees changes of lib/site.ts and of settings.
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

/** The message of the worker. */
export interface DevStart {
  /** The program, or the error that prevents it. */
  readonly program: Program | string;
  /** Where the site will listen; null if unknown. */
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
