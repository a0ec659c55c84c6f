/** @module */
import { defineFeature } from "../../feature.ts";
import { createAuthenticators } from "./authenticators.ts";
import { authenticatorSchema } from "./tables.ts";

/** A second factor: codes of an app (RFC 6238). Its pages are in `routes/account/authenticator/`. */
export const authenticatorApp = defineFeature({
  name: "authenticator_app",
  ...authenticatorSchema,
  queries: (db, { services }) => createAuthenticators(db, services),
  factor: {
    asked: "always",
    isSetUp: async (apps, { id }) => (await apps.list(id)).length > 0,
    verify: (apps, { user, proof }) => apps.verify(user.id, proof),
    undo: (apps, userId, since) => apps.undo(userId, since),
    reset: (apps, userId) => apps.removeAll(userId),
  },
});
