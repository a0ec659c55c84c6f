/** @module */
import { defineFeature } from "../../feature.ts";
import type { Feature } from "../../services.ts";
import { createInvite } from "./commands.ts";
import { byInvitation } from "./invitations.ts";

/** Invitations: links by which people sign up where sign-up is not open. */
export const invitations: Feature = defineFeature({
  name: "invitations",
  commandSummary: "Invite people, where sign-up is by invitation only.",
  admission: byInvitation,
  commands: () => ({ "invites create": createInvite }),
});
