/** @module */
import { logIn } from "../../features/password/login.ts";
import type { Services } from "../../services.ts";
import { request } from "../login_request.ts";

/** Whether an account can log in with a password. */
export async function canLogIn(
  services: Services,
  address: string,
  password: string,
) {
  const { ok } = await logIn(services, request({ address, password }));
  return ok;
}
