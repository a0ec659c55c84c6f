/** @module */
import { defineClientNotice } from "../session/emails.tsx";

/** The password of an account was changed or reset. */
export const passwordChangedEmail = defineClientNotice(
  "password_changed",
  (mails) => mails.passwordChanged,
);
