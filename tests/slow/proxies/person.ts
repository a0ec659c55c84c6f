/**
 * What a person does through a proxy.
 *
 * @module
 */
import { parseSetCookie } from "cookie";
import type { Agent } from "node:https";
import { type Answer, send } from "./client.ts";
import type { Proxy } from "./proxy.ts";
import { ADA } from "./stack.ts";

/** How a person logs in. */
export interface Login {
  readonly password?: string;
  readonly from?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly agent?: Agent;
}

/** Sends the login form. */
export function logIn(
  proxy: Proxy,
  { password = ADA.password, ...rest }: Login = {},
): Promise<Answer> {
  return send(proxy, {
    path: "/auth/login",
    fields: { username: ADA.username, password },
    ...rest,
  });
}

/** The cookies that an answer sets, as a browser sends them back. */
export function cookiesOf({ headers }: Answer): string {
  return (headers["set-cookie"] ?? [])
    .map((line) => parseSetCookie(line))
    .map(({ name, value }) => `${name}=${value}`)
    .join("; ");
}
