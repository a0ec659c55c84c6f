/**
 * The whole app with an in-memory store, for tests that make requests.
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
import { SITE } from "./tested_site.ts";
import type { State } from "../lib/state.ts";

export { codeIn, linkIn, secureAccountLinkIn } from "@latchkey/core/testing";

// `main.ts` opens its own services when imported: make those a test's.
Deno.env.set("APP_ENV", "test");
const { createApp } = await import("../main.ts");
const applySnapshot = await sharedBuild();

/** The origin the app believes to have. */
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
  /** Sends one request unchanged. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** The emails the app sent. */
  readonly mails: TestServices["mailbox"];
  /**
   * The newest email to an address once the queue is empty; fails the test when
   * there is none.
   */
  mailTo(address: string): Promise<Message>;
  /** Adds another account. */
  addUser(address: string, password: string): Promise<unknown>;
  /**
   * A separate browser: keeps cookies, sends a browser's headers, follows no
   * redirects.
   */
  visitor(): Visitor;
}

/** A user's browser. */
export interface Visitor {
  /** By names without the port. */
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
 * @param extend Adds routes for a test.
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

/**
 * Cookies as a browser sends them to the site: names without `__Host-` include
 * its port.
 */
export function cookieHeader(
  cookies: ReadonlyMap<string, string>,
  port = "_8000",
): string {
  return [...cookies].map(([name, value]) =>
    `${/^__Host-|_\d+$/.test(name) ? name : name + port}=${value}`
  ).join("; ");
}

/** The form owner in the pages a browser is shown. */
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
