/**
 * A browser for a small app with accounts and a fake login provider.
 *
 * @module
 */
import { parseSetCookie } from "cookie";
import type { ProviderIdentity } from "../../features/providers/login_provider.ts";
import { PASSWORD } from "../services.ts";
import type { FakeProvider } from "./fake_provider.ts";

const ORIGIN = "http://localhost:8000";

/** What a response says, without its page. */
export interface Reply {
  readonly status: number;
  /** Where it leads; null if it shows a page. */
  readonly location: string | null;
  // deno-lint-ignore no-explicit-any -- Tests look into it.
  readonly shown: any;
}

/** A browser for the app. */
export interface AccountBrowser {
  readonly cookies: Map<string, string>;
  get(path: string): Promise<Reply>;
  post(path: string, fields?: Record<string, string>): Promise<Reply>;
  /** Logs in with a password. */
  logIn(address?: string, password?: string): Promise<Reply>;
  /** Starts a flow, lets the provider identify someone, and opens the callback. */
  through(
    identity?: Partial<ProviderIdentity>,
    fields?: Record<string, string>,
  ): Promise<Reply>;
  /** Starts a flow, and returns the callback's path. */
  begin(fields?: Record<string, string>): Promise<string>;
  /** Who is logged in: their address, or null. */
  whoIs(): Promise<string | null>;
}

/** Opens a browser. */
export function browserOf(
  fake: FakeProvider,
  fetch: (request: Request) => Promise<Response> | Response,
): AccountBrowser {
  const cookies = new Map<string, string>();
  async function send(path: string, init: RequestInit = {}): Promise<Reply> {
    const headers = new Headers(init.headers);
    headers.set("accept", "text/html");
    const cookie = [...cookies].map((pair) => pair.join("=")).join("; ");
    if (cookie !== "") headers.set("cookie", cookie);
    const url = new URL(path, ORIGIN);
    const response = await fetch(new Request(url, { ...init, headers }));
    for (const line of response.headers.getSetCookie()) {
      const { name, value = "", maxAge } = parseSetCookie(line);
      if (maxAge === 0) cookies.delete(name);
      else cookies.set(name, value);
    }
    const { status } = response;
    const location = response.headers.get("location");
    const text = await response.text();
    const shown = location === null && text !== "" ? JSON.parse(text) : null;
    return { status, location, shown };
  }
  const post: AccountBrowser["post"] = (path, fields = {}) =>
    send(path, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { origin: ORIGIN, "sec-fetch-site": "same-origin" },
    });
  const begin: AccountBrowser["begin"] = async (fields) => {
    const { location } = await post(`/auth/provider/${fake.id}`, fields);
    return fake.callback(location);
  };
  return {
    cookies,
    get: (path) => send(path),
    post,
    begin,
    logIn: (username = "ada@example.com", password = PASSWORD) =>
      post("/login", { username, password }),
    async through(identity = {}, fields) {
      const callback = await begin(fields);
      fake.answer(identity);
      return await send(callback);
    },
    async whoIs() {
      const { shown } = await send("/me");
      return shown.user?.address ?? null;
    },
  };
}
