/** @module */
import { signIn } from "../../lib/auth/sign_in.ts";
import type { Services } from "../../lib/services.ts";

/** Whether a person gets in with a password. */
export async function getsIn(
  services: Services,
  address: string,
  password: string,
) {
  const { ok } = await signIn(services, {
    address,
    password,
    remembered: false,
    userAgent: "",
    clientAddress: "127.0.0.1",
    replaces: null,
  });
  return ok;
}
