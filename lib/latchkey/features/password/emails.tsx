/** @module */
import { defineClientNotice } from "../session/emails.tsx";

/** An account has a new password: changed, reset or its first. */
export const passwordChangedEmail = defineClientNotice(
  "password_changed",
  (mails) => mails.passwordChanged,
);

/** The password of an account was removed: its owner logs in with a passkey. */
export const passwordRemovedEmail = defineClientNotice(
  "password_removed",
  (mails) => mails.passwordRemoved,
);
