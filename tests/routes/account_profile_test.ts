import assert from "node:assert/strict";
import { SITE } from "../tested_site.ts";
import { CLARA, messages, sentence } from "../pages.ts";
import { openSite } from "../site.ts";
import { kindsAt, statusOf, textOf, userAt } from "./own_account.ts";
import { CLARA_LOGIN } from "./sign_up.ts";

const PAGE = "/account/name";
const EMPLOYER = "Kinder & Söhne";

/**
 * A site with the profile fields employer and town, and Clara, who entered her
 * employer, logged in.
 */
async function clarasSite(required = false) {
  const profileFields = {
    employer: { maxLength: 20, required, autocomplete: "organization" },
    town: { maxLength: 20 },
  };
  const site = await openSite({ site: { ...SITE, profileFields } });
  const visitor = site.visitor();
  const fields = { ...CLARA, profile_employer: ` ${EMPLOYER} ` };
  assert.equal(await statusOf(visitor.post("/auth/signup", fields)), 200);
  await visitor.logIn(CLARA_LOGIN);
  return {
    site,
    visitor,
    profile: async () => (await userAt(site, CLARA.address)).profile,
    [Symbol.asyncDispose]: () => site[Symbol.asyncDispose](),
  };
}

Deno.test("shows the profile fields between name and password on the sign-up form", async () => {
  await using context = await clarasSite(true);
  const html = await textOf(context.site.visitor().get("/auth/signup"));
  const inputs = [...html.matchAll(/<input id="([^"]*)"[^>]*>/g)];
  assert.deepEqual(inputs.map(([, id]) => id), [
    "address",
    "name",
    "profile_employer",
    "profile_town",
    "password",
  ]);
  assert.match(inputs[2][0], /autocomplete="organization".* required/);
  assert.doesNotMatch(inputs[3][0], / required/);
  assert.match(html, /<label for="profile_employer">employer<\/label>/);
  const town = sentence(`>town ${messages.profile.optional}</label>`);
  assert.match(html, town);
});

Deno.test("shows profile fields on the account page, where the name form changes them", async () => {
  await using context = await clarasSite();
  const { site, visitor } = context;
  assert.match(await textOf(visitor.get("/account")), /Kinder &amp; Söhne</);
  const { name } = CLARA;
  assert.match(
    await textOf(visitor.get(PAGE)),
    /id="profile_employer"[^>]* value="Kinder &amp; Söhne"/,
  );
  const changed = { name, profile_employer: "Acme", profile_town: " Turin " };
  assert.equal(await statusOf(visitor.post(PAGE, changed)), 303);
  const profile = { employer: "Acme", town: "Turin" };
  assert.deepEqual(await context.profile(), profile);
  const html = await textOf(visitor.get("/account"));
  assert.match(html, sentence(messages.account.notices.name_changed));
  assert.match(html, /employer: <bdi>Acme<\/bdi>/);
  const kinds = await kindsAt(site, CLARA.address);
  assert.equal(kinds.filter((kind) => kind === "profile_changed").length, 1);
  assert.ok(!kinds.includes("name_changed"));
});

Deno.test("clears an optional profile field that is emptied, and rejects an empty required one", async () => {
  await using optional = await clarasSite();
  const cleared = { name: "Clara", profile_employer: " " };
  assert.equal(await statusOf(optional.visitor.post(PAGE, cleared)), 303);
  assert.equal(await optional.profile(), undefined);

  await using required = await clarasSite(true);
  const refused = await required.visitor.post(PAGE, cleared);
  assert.equal(refused.status, 422);
  const html = await refused.text();
  assert.match(html, sentence(messages.problems.fieldRequired));
  assert.deepEqual(await required.profile(), { employer: EMPLOYER });
});

Deno.test("answers 422 to an invalid profile field and keeps what was typed", async () => {
  await using context = await clarasSite();
  const long = "x".repeat(21);
  const wrong = {
    name: "Clara S.",
    profile_employer: long,
    profile_town: "Rome",
  };
  const refused = await context.visitor.post(PAGE, wrong);
  assert.equal(refused.status, 422);
  const html = await refused.text();
  assert.match(html, /id="profile_employer-problem"[^>]*>This is too long/);
  for (const typed of Object.values(wrong)) {
    assert.ok(html.includes(`value="${typed}"`), typed);
  }
  const { name, profile } = await userAt(context.site, CLARA.address);
  assert.deepEqual({ name, profile }, {
    name: CLARA.name,
    profile: { employer: EMPLOYER },
  });
});

Deno.test("escapes profile fields wherever they are shown", async () => {
  await using context = await clarasSite();
  const hostile = { name: "", profile_employer: "<img src=x>" };
  await statusOf(context.visitor.post(PAGE, hostile));
  for (const path of ["/account", PAGE]) {
    const html = await textOf(context.visitor.get(path));
    assert.doesNotMatch(html, /<img src=x/);
    assert.match(html, /(?:<bdi>|value=")&lt;img src=x/);
  }
});
