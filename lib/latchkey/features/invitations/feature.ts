/** @module */
import { defineFeature } from "../../feature.ts";
import type { Feature } from "../../services.ts";
import { createInvite } from "./commands.ts";
import { byInvitation } from "./invitations.ts";

/**
 * Invitations: links to sign up with, if `SIGN_UP=invite`.
 *
 * @example
 * ```ts
 * import { defineSite } from "@latchkey/core";
 * import { invitations } from "@latchkey/core/features";
 * import { ENGLISH } from "@latchkey/core/i18n";
 *
 * defineSite({ name: "Books", languages: [ENGLISH], features: [invitations] });
 * ```
 */
export const invitations: Feature = defineFeature({
  name: "invitations",
  commandSummary: "Invite people if sign-up is by invitation only.",
  admission: byInvitation,
  commands: () => ({ "invites create": createInvite }),
});
