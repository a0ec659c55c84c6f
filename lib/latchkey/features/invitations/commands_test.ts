import assert from "node:assert/strict";
import { english } from "../../cli/english.ts";
import { signUpAccess } from "../sign_up/sign_up_access.ts";
import { testServices } from "../../testing/services.ts";
import { sentence } from "../../testing/sentence.ts";
import { run, runJson } from "../../testing/cli/run.ts";

const env = {
  APP_ENV: "test",
  BCRYPT_COST: "4",
  PUBLIC_URL: "https://site.example",
  SIGN_UP: "invite",
};
const LINK = /^https:\/\/site\.example\/auth\/signup\?invite=([\w-]{43})$/;

const invited = () => testServices({ settings: { signUp: "invite" } });

Deno.test("invites create prints only a link to the site, so that it can be piped", async () => {
  await using services = await invited();
  const { code, out, err } = await run(services.store, ["invites", "create"], {
    env,
  });
  assert.equal(code, 0, err);
  const [, token] = LINK.exec(out) ?? [];
  assert.equal((await signUpAccess(services, token)).open, true);
  assert.match(err, /Valid for one sign-up until 2030-01-08 00:00 UTC\./);
});

Deno.test("stores the invitation's hash but not the link", async () => {
  await using services = await invited();
  const { link } = await runJson(services.store, ["invites", "create"], {
    env,
  });
  const [, token] = LINK.exec(link) ?? [];
  const entrance = await signUpAccess(services, token);
  assert.ok(entrance.open && entrance.invitation);
  const kept = await services.store.oneTimeTokens.listOf(
    entrance.invitation.id,
  );
  assert.equal(kept.length, 1);
  assert.doesNotMatch(JSON.stringify(kept), new RegExp(token));
});

Deno.test("invites create limits an invitation to one address, without surrounding spaces", async () => {
  await using services = await invited();
  const args = ["invites", "create", "--address", " Ada@example.com "];
  const { link, address } = await runJson(services.store, args, { env });
  assert.equal(address, "Ada@example.com");
  const [, token] = LINK.exec(link) ?? [];
  const entrance = await signUpAccess(services, token);
  assert.ok(entrance.open);
  assert.equal(entrance.invitation?.address, "Ada@example.com");
});

Deno.test("invites create sets how many days an invitation is valid", async () => {
  await using services = await invited();
  const args = ["invites", "create", "--days", "2"];
  const { link } = await runJson(services.store, args, { env });
  const [, token] = LINK.exec(link) ?? [];
  services.clock.advance(2 * 24 * 3600_000 - 1);
  assert.equal((await signUpAccess(services, token)).open, true);
  services.clock.advance(1);
  assert.deepEqual(await signUpAccess(services, token), {
    open: false,
    why: "void",
  });
});

for (const days of ["0", "91", "1.5", "-1", "many", ""]) {
  Deno.test(`invites create rejects ${JSON.stringify(days)} as a number of days`, async () => {
    await using services = await invited();
    const args = ["invites", "create", `--days=${days}`];
    const { code, out, err } = await run(services.store, args, { env });
    assert.deepEqual([code, out], [2, ""]);
    assert.match(err, /whole number from 1 to 90/);
  });
}

Deno.test("invites create rejects an invalid address", async () => {
  await using services = await invited();
  const args = ["invites", "create", "--address", "ada"];
  const { code, err } = await run(services.store, args, { env });
  assert.equal(code, 2);
  assert.match(err, sentence(english("noAddress")));
});

for (
  const [signUp, expected] of [
    ["closed", /set SIGN_UP=invite/],
    ["open", /nobody needs an invitation/],
  ] as const
) {
  Deno.test(`invites create warns that the link won't work when sign-up is ${signUp}`, async () => {
    await using services = await invited();
    const { err } = await run(services.store, ["invites", "create"], {
      env: { ...env, SIGN_UP: signUp },
    });
    assert.match(err, expected);
  });
}
