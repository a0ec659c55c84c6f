/** @module */
import { defineClientNotice } from "../session/emails.tsx";

/** The password of an account was changed or recovered. */
export const passwordChangedEmail = defineClientNotice(
  "password_changed",
  (mails) => mails.passwordChanged,
);
