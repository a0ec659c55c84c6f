/**
 * Authenticator apps for tests.
 *
 * @module
 */
import { authenticatorApp } from "@latchkey/core/features";
import { Secret, TOTP } from "otpauth";
import type { Site } from "../site.ts";

/** An app that is set up for an account. */
export interface App {
  /** The code it shows now, by the site's clock. */
  code(): string;
}

/** Sets up an app for an account, as its owner would. */
export async function setUpApp(
  { services }: Pick<Site, "services">,
  userId: string,
): Promise<App> {
  const apps = services.use(authenticatorApp);
  const { id, key } = await apps.begin(userId, "test");
  const totp = new TOTP({ secret: Secret.fromBase32(key) });
  const code = () => totp.generate({ timestamp: services.now() });
  if (!await apps.confirm(userId, id, { code: code(), name: "Phone" })) {
    throw new Error("the app was not set up");
  }
  return { code };
}
