import { equal } from "node:assert/strict";
import { App } from "fresh";
import type { State } from "../state.ts";
import { fileCache } from "./file_cache.ts";

for (
  const [what, headers, times] of [
    ["for everyone", {}, 1],
    ["for one user", { "cache-control": "private, immutable" }, 3],
    ["that may change", { "cache-control": "public, max-age=60" }, 3],
    ["with a cookie", { "set-cookie": "a=b" }, 3],
    ["of unknown size", { "content-length": "" }, 3],
    ["over the size limit", { "content-length": "65537" }, 3],
  ] as const
) {
  Deno.test(`renders a route's own file ${what} ${times} of 3 times`, async () => {
    let made = 0;
    const app = new App<State>().use(fileCache()).get("/own.txt", () => {
      const response = new Response(`number ${++made}`);
      const own = {
        "cache-control": "public, max-age=9, immutable",
        "content-length": "8",
        ...headers,
      };
      for (const [name, value] of Object.entries(own)) {
        if (value) response.headers.set(name, value);
      }
      return response;
    });
    const ask = app.handler();
    for (let time = 1; time <= 3; time++) {
      const answer = await ask(new Request("http://localhost/own.txt"));
      equal(await answer.text(), `number ${times === 1 ? 1 : time}`);
    }
    equal(made, times);
  });
}
