/**
 * The whole app over a store in memory, for tests that go through the front door.
 *
 * @module
 */
import type { App } from "fresh";
import { parseSetCookie } from "cookie";
import { decodeJwt } from "jose/jwt/decode";
import type { Services } from "@latchkey/core";
import { FORM_OWNER } from "@latchkey/core/forms";
import {
  addUser,
  sharedBuild,
  type TestServices,
  testServices,
} from "@latchkey/core/testing";
import type { Message } from "@latchkey/core/email";
import { site as SITE } from "../lib/site.ts";
import type { State } from "../lib/state.ts";

export { codeIn, linkIn, secureAccountLinkIn } from "@latchkey/core/testing";

// `main.ts` opens services of its own when it is imported: let those be a test's.
Deno.env.set("APP_ENV", "test");
const { createApp } = await import("../main.ts");
const applySnapshot = await sharedBuild();

/** Where the app believes to be. */
export const ORIGIN = "http://localhost:8000";

/** Two accounts that every test site has. */
export const ANNA = { username: "Anna@example.com", password: "correct horse" };
export const BERT = {
  username: "bert@example.com",
  password: "battery staple",
};

/** A running app. */
export interface Site extends AsyncDisposable {
  readonly services: Services;
  readonly clock: TestServices["clock"];
  /** Every line that the app logged. */
  readonly logged: TestServices["logged"];
  /** The app itself, to be served on a real port. */
  readonly handler: Deno.ServeHandler;
  /** Sends one request as it is, with nothing added. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** What the app sent. */
  readonly mails: TestServices["mailbox"];
  /** The newest mail to an address, once nothing is being sent any more; fails the test when there is none. */
  mailTo(address: string): Promise<Message>;
  /** Adds one more account. */
  addUser(address: string, password: string): Promise<unknown>;
  /** A browser of its own: keeps cookies, sends what a browser sends, follows no redirects. */
  visitor(): Visitor;
}

/** A person's browser. */
export interface Visitor {
  /** By their names without the port. */
  readonly cookies: Map<string, string>;
  get(path: string, headers?: HeadersInit): Promise<Response>;
  post(
    path: string,
    fields: Record<string, string>,
    headers?: HeadersInit,
  ): Promise<Response>;
  /** Logs in and fails the test when that fails. */
  logIn(who: typeof ANNA, extra?: Record<string, string>): Promise<Response>;
}

/**
 * Opens the app with {@linkcode ANNA} and {@linkcode BERT} in it.
 *
 * @param extend Adds routes that only a test needs.
 */
export async function openSite(
  overrides?: Parameters<typeof testServices>[0],
  extend: (app: App<State>) => void = () => {},
): Promise<Site> {
  const services = await testServices({ site: SITE, ...overrides });
  const { clock } = services;
  for (const { username: address, password } of [ANNA, BERT]) {
    await addUser(services, { address, password });
  }
  const app = createApp(services);
  extend(app);
  applySnapshot(app);
  const handler = app.handler();
  const fetch = (path: string, init?: RequestInit) =>
    handler(new Request(new URL(path, ORIGIN), init), {
      remoteAddr: { transport: "tcp", hostname: "192.0.2.1", port: 4711 },
      completed: Promise.resolve(),
    });
  return {
    services,
    clock,
    logged: services.logged,
    handler,
    fetch,
    mails: services.mailbox,
    async mailTo(address) {
      await services.mail.settled();
      const messages = services.mailbox.messages();
      const newest = messages.find(({ to }) => to === address);
      if (!newest) throw new Error(`there is no mail to ${address}`);
      return newest;
    },
    addUser: (address, password) => addUser(services, { address, password }),
    visitor: () => visitor(fetch, `_${services.settings.port}`),
    [Symbol.asyncDispose]: () => services[Symbol.asyncDispose](),
  };
}

/** Cookies as a browser sends them to the site: those whose names have no `__Host-` have its port. */
export function cookieHeader(
  cookies: ReadonlyMap<string, string>,
  port = "_8000",
): string {
  return [...cookies].map(([name, value]) =>
    `${/^__Host-|_\d+$/.test(name) ? name : name + port}=${value}`
  ).join("; ");
}

/** What the forms say of their owner on the pages that a browser is shown. */
function ownerIn(
  cookies: ReadonlyMap<string, string>,
): Record<string, string> {
  try {
    const token = cookies.get("access_token") ??
      cookies.get("__Host-access_token") ?? "";
    const { sub = "" } = decodeJwt(token);
    return { [FORM_OWNER]: sub };
  } catch {
    return {};
  }
}

function visitor(fetch: Site["fetch"], port: string): Visitor {
  const cookies = new Map<string, string>();
  const send = async (path: string, init: RequestInit) => {
    const headers = new Headers(init.headers);
    headers.set("accept", headers.get("accept") ?? "text/html,*/*;q=0.8");
    if (cookies.size > 0) {
      headers.set("cookie", cookieHeader(cookies, port));
    }
    const response = await fetch(path, {
      ...init,
      headers,
      redirect: "manual",
    });
    for (const line of response.headers.getSetCookie()) {
      const { name: sent, value = "", maxAge } = parseSetCookie(line);
      const name = sent.endsWith(port) ? sent.slice(0, -port.length) : sent;
      if (maxAge === 0) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  };
  const post: Visitor["post"] = (path, fields, headers) =>
    send(path, {
      method: "POST",
      body: new URLSearchParams({ ...ownerIn(cookies), ...fields }),
      headers: {
        origin: ORIGIN,
        "sec-fetch-site": "same-origin",
        ...Object.fromEntries(new Headers(headers)),
      },
    });
  return {
    cookies,
    get: (path, headers) => send(path, { headers }),
    post,
    async logIn(who, extra = {}) {
      const response = await post("/auth/login", { ...who, ...extra });
      if (response.status !== 303) {
        throw new Error(`logging in failed with ${response.status}`);
      }
      return response;
    },
  };
}
