/** @module */
import { defineFeature } from "../../feature.ts";
import type { FactorRequest } from "../../factor.ts";
import { origins } from "../../settings/schemas.ts";
import { listedPasskeyQueries } from "./listed_passkeys.ts";
import { createFirstPasskeys } from "./first_passkeys.ts";
import {
  passkeysProblem,
  portablePasskeyQueries,
} from "./portable_passkeys.ts";
import { createPasskeys } from "./passkeys.ts";
import { passkeySchema } from "./tables.ts";

/** A challenge for the passkeys of one user: a second factor, or step-up. */
const factorUse = ({ user }: Pick<FactorRequest, "user">) =>
  ({ purpose: "step_up", userId: user.id }) as const;

/**
 * Passkeys (WebAuthn Level 3), to log in without a password and as a second factor. Their
 * pages are in `routes/auth/passkey/` and `routes/account/(factor-changes)/passkeys/`.
 *
 * @example
 * ```ts
 * import { defineSite } from "@latchkey/core";
 * import { passkeys } from "@latchkey/core/features";
 * import { ENGLISH } from "@latchkey/core/i18n";
 *
 * defineSite({ name: "Books", languages: [ENGLISH], features: [passkeys] });
 * ```
 */
export const passkeys = defineFeature({
  name: "passkeys",
  ...passkeySchema,
  settings: {
    PASSKEY_ORIGINS: origins({
      means: "origins of other sites that share the passkeys",
      example: "https://example.de,https://example.fr",
    }),
  },
  queries: (db, { services, settings }) => ({
    ...createPasskeys(db, services, settings.PASSKEY_ORIGINS),
    ...createFirstPasskeys(db, services),
    ...listedPasskeyQueries(db),
    ...portablePasskeyQueries(db),
  }),
  counts: async (passkeys) => ({ users: await passkeys.countUsers() }),
  factor: {
    asked: "if_required",
    isSetUp: async (passkeys, { id }) => (await passkeys.list(id)).length > 0,
    challenge: (passkeys, request) =>
      passkeys.requestOptions(passkeys.party(request.page), factorUse(request)),
    verify: async (passkeys, attempt) => {
      const { page, proof } = attempt;
      const party = passkeys.party(page);
      return await passkeys.verify(party, factorUse(attempt), proof) !== null;
    },
    undo: (passkeys, userId, since) => passkeys.undo(userId, since),
    reset: (passkeys, userId) => passkeys.reset(userId),
    list: (passkeys, userIds) => passkeys.listed(userIds),
    portable: {
      passkeys: {
        problem: passkeysProblem,
        add: (passkeys, user, value) => passkeys.addPortable(user, value),
        read: (passkeys, userId) => passkeys.readPortable(userId),
      },
    },
  },
});
