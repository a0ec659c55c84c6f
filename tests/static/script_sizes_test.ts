/** How much code passkeys take. */
import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { openSite } from "../site.ts";
import { HAS_PASSKEYS } from "../site_features.ts";

const MAX_AT_LOAD = 200;
const MAX_AFTER_LOAD = 700;

Deno.test({
  name: "the code of passkeys is loaded after the page, and small",
  ignore: !HAS_PASSKEYS,
  async fn() {
    await using site = await openSite();
    const html = await (await site.visitor().get("/auth/login")).text();
    const [, support] = /src="(\/passkey-support\.js[^"]*)"/.exec(html)!;
    const [, module] = /data-module="(\/passkeys\.js[^"]*)"/.exec(html)!;
    assert.doesNotMatch(html, /(?:src|href)="\/passkeys\.js/);
    for (
      const [path, most] of [
        [support, MAX_AT_LOAD],
        [module, MAX_AFTER_LOAD],
      ] as const
    ) {
      const response = await site.fetch(path);
      assert.match(response.headers.get("cache-control") ?? "", /immutable/);
      const { length } = gzipSync(await response.text());
      assert.ok(length <= most, `${path} has ${length} bytes`);
    }
  },
});
