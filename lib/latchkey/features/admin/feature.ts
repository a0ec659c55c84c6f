/** @module */
import { defineFeature } from "../../feature.ts";
import type { Feature } from "../../services.ts";
import { grant } from "./commands.ts";

/**
 * Admins, who manage other people's accounts.
 *
 * @example
 * ```ts
 * import { defineSite } from "@latchkey/core";
 * import { admin } from "@latchkey/core/features";
 * import { ENGLISH } from "@latchkey/core/i18n";
 *
 * defineSite({ name: "Books", languages: [ENGLISH], features: [admin] });
 * ```
 */
export const admin: Feature = defineFeature({
  name: "admin",
  commands: () => ({ "users grant": grant }),
});
