/** @module */
import { defineFeature } from "../../feature.ts";
import type { Feature } from "../../services.ts";
import { loginLinkEmail } from "./emails.tsx";

/** Logging in by a link in an email. Its pages are in `routes/auth/link/`. */
export const loginLink: Feature = defineFeature({
  name: "login_link",
  emails: [loginLinkEmail],
});
