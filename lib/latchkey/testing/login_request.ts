/**
 * A login as a browser requests it.
 *
 * @module
 */
import type { LoginRequest } from "../features/password/login.ts";
import type { ClientInfo } from "../http/client_info.ts";
import { PASSWORD } from "./services.ts";

/** What a test changes about a login. */
export type RequestChange =
  & Partial<Omit<LoginRequest, "clientInfo">>
  & Partial<ClientInfo>;

/** An unknown browser, changed as a test needs it. */
export function clientInfo(change: Partial<ClientInfo> = {}): ClientInfo {
  return {
    userAgent: "Firefox",
    clientAddress: "192.0.2.1",
    deviceCookie: null,
    ...change,
  };
}

/** Ada's login with the right password, changed as a test needs it. */
export function request(
  { userAgent, clientAddress, deviceCookie, ...change }: RequestChange = {},
): LoginRequest {
  const visited = Object.entries({ userAgent, clientAddress, deviceCookie })
    .filter(([, value]) => value !== undefined);
  return {
    address: "ada@example.com",
    password: PASSWORD,
    remembered: false,
    clientInfo: clientInfo(Object.fromEntries(visited)),
    replaces: null,
    ...change,
  };
}

/** The one answer to every failed login. */
export const wrong = { ok: false, reason: "wrong" } as const;
