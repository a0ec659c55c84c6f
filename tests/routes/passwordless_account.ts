/**
 * A user who has a passkey and no password.
 *
 * @module
 */
import { CLARA } from "../pages.ts";
import type { Site, Visitor } from "../site.ts";
import { statusOf, tokenIn, userAt } from "./own_account.ts";
import { proofFor } from "./passkey_login.ts";
import { type Authenticator, signUpByPasskey } from "./passkey_sign_up.ts";

/** Clara's browser and her passkey. */
export interface Clara {
  readonly visitor: Visitor;
  readonly authenticator: Authenticator;
  /** The fields that confirm her identity. */
  proof(): Promise<Record<string, string>>;
}

/** Signs Clara up with a passkey and confirms her address. */
export async function clarasPasskey(
  site: Site,
  visitor: Visitor = site.visitor(),
): Promise<Clara> {
  const { authenticator, link } = await signUpByPasskey(site, visitor);
  const token = tokenIn(link);
  await statusOf(visitor.post("/auth/verify", { token }));
  const { id } = await userAt(site, CLARA.address);
  return {
    visitor,
    authenticator,
    proof: async () => ({
      step_up_factor: "passkeys",
      step_up_proof: await proofFor(site, id, authenticator),
    }),
  };
}
