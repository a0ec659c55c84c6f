/** @module */
import { defineFeature } from "../../feature.ts";
import type { Feature } from "../../services.ts";
import { loginLinkEmail } from "./emails.tsx";

/**
 * Logging in by an emailed link. Its pages are in `routes/auth/link/`.
 *
 * @example
 * ```ts
 * import { defineSite } from "@latchkey/core";
 * import { loginLink } from "@latchkey/core/features";
 * import { ENGLISH } from "@latchkey/core/i18n";
 *
 * defineSite({ name: "Books", languages: [ENGLISH], features: [loginLink] });
 * ```
 */
export const loginLink: Feature = defineFeature({
  name: "login_link",
  emails: [loginLinkEmail],
});
