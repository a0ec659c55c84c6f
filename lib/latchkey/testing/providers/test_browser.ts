/**
 * A person's browser at a provider, for tests.
 *
 * @module
 */
import { parseSetCookie } from "cookie";

/** The most pages between a site and its callback. */
const MAX_STEPS = 10;

/** Follows redirects at a provider, and keeps its cookies. */
export class TestBrowser {
  readonly #cookies = new Map<string, string>();

  /**
   * Follows a redirect to the provider, chooses an account on its login page if it is shown,
   * and returns the URL of the site's callback.
   *
   * @param account The subject of the account; empty to cancel.
   */
  async logIn(location: string | null, account = ""): Promise<string> {
    const start = new URL(location ?? "");
    let url = start;
    for (let step = 0; step < MAX_STEPS; step++) {
      const response = await this.#get(url);
      const next = response.headers.get("location");
      if (next === null) {
        await response.body?.cancel();
        if (response.status !== 200) {
          throw new Error(`${url.pathname} answered ${response.status}`);
        }
        url.searchParams.set("account", account);
        continue;
      }
      await response.body?.cancel();
      url = new URL(next, url);
      if (url.origin !== start.origin) return url.href;
    }
    throw new Error(`no callback after ${MAX_STEPS} pages`);
  }

  async #get(url: URL): Promise<Response> {
    const cookie = [...this.#cookies].map((pair) => pair.join("=")).join("; ");
    const response = await fetch(url, {
      headers: cookie === "" ? {} : { cookie },
      redirect: "manual",
    });
    for (const line of response.headers.getSetCookie()) {
      const { name, value = "", maxAge, expires } = parseSetCookie(line);
      const isOver = maxAge === 0 ||
        (expires && expires.getTime() < Date.now());
      if (isOver) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return response;
  }
}
