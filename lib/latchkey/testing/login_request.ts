/**
 * Login requests of a browser.
 *
 * @module
 */
import type { LoginRequest } from "../features/password/login.ts";
import type { ClientInfo } from "../http/client_info.ts";
import { PASSWORD } from "./services.ts";

/** What a test can change in a login. */
export type RequestChange =
  & Partial<Omit<LoginRequest, "clientInfo">>
  & Partial<ClientInfo>;

/** A new browser, with changes. */
export function clientInfo(change: Partial<ClientInfo> = {}): ClientInfo {
  return {
    userAgent: "Firefox",
    clientAddress: "192.0.2.1",
    deviceCookie: null,
    ...change,
  };
}

/** Ada's login with the right password, with changes. */
export function request(
  { userAgent, clientAddress, deviceCookie, ...change }: RequestChange = {},
): LoginRequest {
  const changed = Object.entries({ userAgent, clientAddress, deviceCookie })
    .filter(([, value]) => value !== undefined);
  return {
    address: "ada@example.com",
    password: PASSWORD,
    remembered: false,
    clientInfo: clientInfo(Object.fromEntries(changed)),
    replaces: null,
    ...change,
  };
}

/** The result of every wrong login. */
export const wrong = { ok: false, reason: "wrong" } as const;
