/** @module */
import { defineFeature } from "../../feature.ts";
import { createAuthenticators } from "./authenticators.ts";
import { listedAppQueries } from "./listed_apps.ts";
import { portableAppQueries, secretsProblem } from "./portable_apps.ts";
import { authenticatorSchema } from "./tables.ts";

/** A second factor: codes of an app (RFC 6238). Its pages are in `routes/account/(factor-changes)/authenticator/`. */
export const authenticatorApp = defineFeature({
  name: "authenticator_app",
  ...authenticatorSchema,
  queries: (db, { services }) => ({
    ...createAuthenticators(db, services),
    ...listedAppQueries(db),
    ...portableAppQueries(db, services),
  }),
  counts: async (apps) => ({ users: await apps.countUsers() }),
  factor: {
    asked: "always",
    isSetUp: async (apps, { id }) => (await apps.list(id)).length > 0,
    verify: (apps, { user, proof }) => apps.verify(user.id, proof),
    undo: (apps, userId, since) => apps.undo(userId, since),
    reset: (apps, userId) => apps.removeAll(userId),
    list: (apps, userIds) => apps.listed(userIds),
    portable: {
      totpSecret: {
        problem: secretsProblem,
        add: (apps, user, value) => apps.addSecrets(user, value),
        read: (apps, userId) => apps.readSecrets(userId),
      },
    },
  },
});
