/** @module */
import { defineFeature } from "../../feature.ts";
import { yesOrNo } from "../../settings/schemas.ts";
import { createEmailCodes } from "./email_codes.ts";
import { emailCodeEmail } from "./emails.tsx";

/**
 * A code by email when a password is entered on a device that the account doesn't know. It
 * stops people who got the password elsewhere, but it is not a second factor.
 *
 * @example
 * ```ts
 * import { defineSite } from "@latchkey/core";
 * import { emailCode } from "@latchkey/core/features";
 * import { ENGLISH } from "@latchkey/core/i18n";
 *
 * defineSite({ name: "Books", languages: [ENGLISH], features: [emailCode] });
 * ```
 */
export const emailCode = defineFeature({
  name: "email_code",
  settings: {
    /** By default `yes` in production and `no` elsewhere. */
    EMAIL_CODE_FOR_NEW_DEVICES: yesOrNo({ otherwise: null }),
  },
  emails: [emailCodeEmail],
  queries: (_db, { services, settings }) =>
    createEmailCodes(services, {
      forNewDevices: settings.EMAIL_CODE_FOR_NEW_DEVICES ??
        services.settings.appEnv === "production",
    }),
  factor: {
    asked: "new_device",
    isSetUp: (codes, user) => codes.isOffered(user),
    send: (codes, sending) => codes.send(sending),
    isSent: (codes, sending) => codes.isSent(sending),
    verify: (codes, attempt) => codes.verify(attempt, attempt.proof),
  },
});
