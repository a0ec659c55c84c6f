/**
 * A sign-in as a browser asks for it.
 *
 * @module
 */
import { rateLimit } from "../limits/rate_limit.ts";
import type { LoginRequest } from "../features/password/login.ts";
import { LOGIN_LIMITS } from "../features/password/verify_password.ts";
import type { ClientInfo } from "../http/client_info.ts";
import { PASSWORD } from "./services.ts";

/** What a test changes of a sign-in. */
export type RequestChange =
  & Partial<Omit<LoginRequest, "clientInfo" | "limit">>
  & Partial<ClientInfo>;

/** A browser that was never here, changed as a test needs it. */
export function clientInfo(change: Partial<ClientInfo> = {}): ClientInfo {
  return {
    userAgent: "Firefox",
    clientAddress: "192.0.2.1",
    deviceCookie: null,
    ...change,
  };
}

/** The limit that the routes declare. */
export const limit = rateLimit("sign-in", LOGIN_LIMITS);

/** Ada's sign-in with the right password, changed as a test needs it. */
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
    limit,
    ...change,
  };
}

/** The one answer to everything that is not right. */
export const wrong = { ok: false, reason: "wrong" } as const;
