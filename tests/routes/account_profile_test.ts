import assert from "node:assert/strict";
import { site as SITE } from "../../lib/site.ts";
import { CLARA, messages, sentence } from "../pages.ts";
import { openSite } from "../site.ts";
import { kindsAt, statusOf, textOf, userAt } from "./own_account.ts";
import { CLARA_SIGNS_IN } from "./sign_up.ts";

const PAGE = "/account/name";
const COMPANY = "Kinder & Söhne";

/** A site that asks for a company and a city, with Clara logged in, who gave her company. */
async function clarasSite(required = false) {
  const profileFields = {
    company: { maxLength: 20, required, autocomplete: "organization" },
    city: { maxLength: 20 },
  };
  const site = await openSite({ site: { ...SITE, profileFields } });
  const visitor = site.visitor();
  const fields = { ...CLARA, profile_company: ` ${COMPANY} ` };
  assert.equal(await statusOf(visitor.post("/auth/signup", fields)), 200);
  await visitor.logIn(CLARA_SIGNS_IN);
  return {
    site,
    visitor,
    profile: async () => (await userAt(site, CLARA.address)).profile,
    [Symbol.asyncDispose]: () => site[Symbol.asyncDispose](),
  };
}

Deno.test("the sign-up form asks for the profile fields between the name and the password", async () => {
  await using context = await clarasSite(true);
  const html = await textOf(context.site.visitor().get("/auth/signup"));
  const inputs = [...html.matchAll(/<input id="([^"]*)"[^>]*>/g)];
  assert.deepEqual(inputs.map(([, id]) => id), [
    "address",
    "name",
    "profile_company",
    "profile_city",
    "password",
  ]);
  assert.match(inputs[2][0], /autocomplete="organization".* required/);
  assert.doesNotMatch(inputs[3][0], / required/);
  assert.match(html, /<label for="profile_company">company<\/label>/);
  const city = sentence(`>city ${messages.profile.optional}</label>`);
  assert.match(html, city);
});

Deno.test("the account page shows what was entered, and the form for the name changes it", async () => {
  await using context = await clarasSite();
  const { site, visitor } = context;
  assert.match(await textOf(visitor.get("/account")), /Kinder &amp; Söhne</);
  const { name } = CLARA;
  assert.match(
    await textOf(visitor.get(PAGE)),
    /id="profile_company"[^>]* value="Kinder &amp; Söhne"/,
  );
  const changed = { name, profile_company: "Acme", profile_city: " Turin " };
  assert.equal(await statusOf(visitor.post(PAGE, changed)), 303);
  const profile = { company: "Acme", city: "Turin" };
  assert.deepEqual(await context.profile(), profile);
  const html = await textOf(visitor.get("/account"));
  assert.match(html, sentence(messages.account.notices.name_changed));
  assert.match(html, /<dt>company<\/dt><dd><bdi>Acme<\/bdi><\/dd>/);
  const kinds = await kindsAt(site, CLARA.address);
  assert.equal(kinds.filter((kind) => kind === "profile_changed").length, 1);
  assert.ok(!kinds.includes("name_changed"));
});

Deno.test("an empty profile field removes what was there, unless it is required", async () => {
  await using optional = await clarasSite();
  const cleared = { name: "Clara", profile_company: " " };
  assert.equal(await statusOf(optional.visitor.post(PAGE, cleared)), 303);
  assert.equal(await optional.profile(), undefined);

  await using required = await clarasSite(true);
  const refused = await required.visitor.post(PAGE, cleared);
  assert.equal(refused.status, 422);
  const html = await refused.text();
  assert.match(html, sentence(messages.problems.fieldRequired));
  assert.deepEqual(await required.profile(), { company: COMPANY });
});

Deno.test("a wrong profile field is refused with 422, and everything that was typed stays", async () => {
  await using context = await clarasSite();
  const long = "x".repeat(21);
  const wrong = {
    name: "Clara S.",
    profile_company: long,
    profile_city: "Rome",
  };
  const refused = await context.visitor.post(PAGE, wrong);
  assert.equal(refused.status, 422);
  const html = await refused.text();
  assert.match(html, /id="profile_company-problem"[^>]*>This is too long/);
  for (const typed of Object.values(wrong)) {
    assert.ok(html.includes(`value="${typed}"`), typed);
  }
  const { name, profile } = await userAt(context.site, CLARA.address);
  assert.deepEqual({ name, profile }, {
    name: CLARA.name,
    profile: { company: COMPANY },
  });
});

Deno.test("a profile field is text wherever it is shown", async () => {
  await using context = await clarasSite();
  const hostile = { name: "", profile_company: "<img src=x>" };
  await statusOf(context.visitor.post(PAGE, hostile));
  for (const path of ["/account", PAGE]) {
    const html = await textOf(context.visitor.get(path));
    assert.doesNotMatch(html, /<img src=x/);
    assert.match(html, /(?:<bdi>|value=")&lt;img src=x/);
  }
});

Deno.test("admins see the profile of an account", async () => {
  await using context = await clarasSite();
  const { site, visitor } = context;
  const { id } = await userAt(site, CLARA.address);
  await site.services.store.users.update(id, {
    roles: ["admin"],
    verifiedAt: 1,
  });
  const html = await textOf(visitor.get(`/admin/users?q=${CLARA.address}`));
  assert.match(html, /company: <bdi>Kinder &amp; Söhne<\/bdi>/);
});
