/** @module */
import { defineFeature } from "../../feature.ts";
import { listedCodeQueries } from "./listed_codes.ts";
import { createRecoveryCodes } from "./recovery_codes.ts";
import { recoveryCodeSchema } from "./tables.ts";

/** Codes to keep on paper, for when a second factor is lost. Their page is `/account/recovery-codes`. */
export const recoveryCodes = defineFeature({
  name: "recovery_codes",
  ...recoveryCodeSchema,
  queries: (db, { services }) => ({
    ...createRecoveryCodes(db, services),
    ...listedCodeQueries(db),
  }),
  counts: async (codes) => ({ users: await codes.countUsers() }),
  factor: {
    asked: "instead",
    isSetUp: async (codes, { id }) => (await codes.left(id)).left > 0,
    verify: (codes, { user, proof }) => codes.use(user.id, proof),
    undo: (codes, userId, since) => codes.undo(userId, since),
    reset: (codes, userId) => codes.remove(userId),
    list: (codes, userIds) => codes.listed(userIds),
  },
});
