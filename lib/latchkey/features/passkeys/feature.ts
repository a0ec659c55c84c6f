/** @module */
import { defineFeature } from "../../feature.ts";
import { createFirstPasskeys } from "./first_passkeys.ts";
import { createPasskeys } from "./passkeys.ts";
import { passkeySchema } from "./tables.ts";

/** Passkeys (WebAuthn Level 3), to log in without a password. Their pages are in `routes/account/passkeys/`. */
export const passkeys = defineFeature({
  name: "passkeys",
  ...passkeySchema,
  queries: (db, { services }) => ({
    ...createPasskeys(db, services),
    ...createFirstPasskeys(db, services),
  }),
});
