/** What browsers look up about the site's passkeys. */
import assert from "node:assert/strict";
import { statusOf } from "../routes/own_account.ts";
import { openSite } from "../site.ts";

async function jsonAt(
  path: string,
  settings: NonNullable<Parameters<typeof openSite>[0]>["settings"],
) {
  await using site = await openSite({ settings });
  const response = await site.fetch(path);
  assert.equal(response.status, 200);
  assert.match(
    response.headers.get("content-type") ?? "",
    /^application\/json/,
  );
  return await response.json();
}

Deno.test("password managers find the pages that add and manage passkeys", async () => {
  const path = "/.well-known/passkey-endpoints";
  for (const origin of ["http://localhost:8000", "https://example.com"]) {
    const publicUrl = origin.startsWith("https") ? new URL(origin) : null;
    assert.deepEqual(await jsonAt(path, { publicUrl }), {
      enroll: `${origin}/account/passkeys/new`,
      manage: `${origin}/account/passkeys`,
    });
  }
});

Deno.test("related origins are listed if there are any", async () => {
  const path = "/.well-known/webauthn";
  await using site = await openSite();
  assert.equal(await statusOf(site.fetch(path)), 404);
  const origins = ["https://example.de", "https://example.fr"];
  const { features } = site.services.settings;
  const settings = {
    features: { ...features, passkeys: { PASSKEY_ORIGINS: origins } },
  };
  assert.deepEqual(await jsonAt(path, settings), { origins });
});
