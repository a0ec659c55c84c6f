/**
 * A sign-in as a browser asks for it.
 *
 * @module
 */
import type { SignInRequest } from "../../lib/auth/sign_in.ts";
import { PASSWORD } from "./services.ts";

/** Ada's sign-in with the right password, changed as a test needs it. */
export function request(change: Partial<SignInRequest> = {}): SignInRequest {
  return {
    address: "ada@example.com",
    password: PASSWORD,
    remembered: false,
    userAgent: "Firefox",
    clientAddress: "192.0.2.1",
    replaces: null,
    ...change,
  };
}

/** The one answer to everything that is not right. */
export const wrong = { ok: false, reason: "wrong" } as const;
