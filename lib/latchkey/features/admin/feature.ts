/** @module */
import { defineFeature } from "../../feature.ts";
import type { Feature } from "../../services.ts";
import { grant } from "./commands.ts";

/** Admins: people who look after the accounts of others. */
export const admin: Feature = defineFeature({
  name: "admin",
  commands: () => ({ "users grant": grant }),
});
