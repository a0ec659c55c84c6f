/** @module */
import { logIn } from "../../lib/latchkey/features/password/login.ts";
import type { Services } from "../../lib/latchkey/services.ts";
import { request } from "../auth/sign_in_request.ts";

/** Whether a person gets in with a password. */
export async function getsIn(
  services: Services,
  address: string,
  password: string,
) {
  const { ok } = await logIn(services, request({ address, password }));
  return ok;
}
