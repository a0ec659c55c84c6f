/**
 * The version of Latchkey. `deno.json` beside this file is the one place that has it.
 *
 * @module
 */
import config from "./deno.json" with { type: "json" };

/** The version of the library, such as `1.2.3`. */
export const VERSION: string = config.version;
