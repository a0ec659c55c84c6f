/** GitHub's OAuth and API, as its documentation describes them. */
import assert from "node:assert/strict";
import * as base64url from "jose/base64url";
import { providerSite } from "../../../testing/providers/provider_site.ts";
import {
  formIn,
  type StandIn,
  useStandIns,
} from "../../../testing/providers/stand_ins.ts";

const SETTINGS = {
  PROVIDERS: "github",
  GITHUB_CLIENT_ID: "Iv1.8a61f9b3a7aba766",
  GITHUB_CLIENT_SECRET: "a-secret",
};

const USER = { login: "octocat", id: 583231, name: "The Octocat", email: null };
const EMAILS = [
  {
    email: "old@example.com",
    primary: false,
    verified: true,
    visibility: null,
  },
  {
    email: "octocat@example.com",
    primary: true,
    verified: true,
    visibility: "private",
  },
];

/** GitHub, with what its API answers. */
function gitHub(api: Readonly<Record<string, unknown>> = {}) {
  let challenge = "";
  const login: StandIn = async (request) => {
    assert.equal(request.method, "POST");
    assert.equal(request.url, "https://github.com/login/oauth/access_token");
    assert.equal(request.headers.get("accept"), "application/json");
    const form = await formIn(request);
    const verifier = new TextEncoder().encode(form.get("code_verifier") ?? "");
    const hash = await crypto.subtle.digest("SHA-256", verifier);
    const isRight = form.get("code") === "a-code" &&
      form.get("client_id") === SETTINGS.GITHUB_CLIENT_ID &&
      form.get("client_secret") === SETTINGS.GITHUB_CLIENT_SECRET &&
      form.get("redirect_uri") ===
        "http://localhost:8000/auth/provider/github/callback" &&
      base64url.encode(new Uint8Array(hash)) === challenge;
    // Failures have status 200 too.
    return Response.json(
      isRight
        ? {
          access_token: "gho_16C7e42F292c6912E7",
          scope: "read:user,user:email",
          token_type: "bearer",
        }
        : {
          error: "bad_verification_code",
          error_description: "The code passed is incorrect or expired.",
        },
    );
  };
  const answer: StandIn = ({ url, headers }) => {
    assert.equal(headers.get("authorization"), "Bearer gho_16C7e42F292c6912E7");
    assert.ok(headers.get("user-agent"));
    const { pathname } = new URL(url);
    const body = { "/user": USER, "/user/emails": EMAILS, ...api }[pathname];
    return body instanceof Response ? body : Response.json(body);
  };
  return {
    ...useStandIns({
      "https://github.com": login,
      "https://api.github.com": answer,
    }),
    /** Answers the login page with a code. */
    callback(location: string, code = "a-code") {
      const { searchParams } = new URL(location);
      challenge = searchParams.get("code_challenge") ?? "";
      const url = new URL(searchParams.get("redirect_uri") ?? "");
      url.searchParams.set("code", code);
      url.searchParams.set("state", searchParams.get("state") ?? "");
      return url.href;
    },
  };
}

Deno.test("identifies a person at GitHub by number, with their primary address", async () => {
  using github = gitHub();
  await using site = await providerSite(SETTINGS);
  const browser = site.browser();
  const location = await browser.begin("github");
  const url = new URL(location);
  assert.equal(
    url.origin + url.pathname,
    "https://github.com/login/oauth/authorize",
  );
  assert.equal(url.searchParams.get("scope"), "read:user user:email");
  assert.equal(url.searchParams.get("code_challenge_method"), "S256");
  const { identity } = await browser.answer(github.callback(location));
  assert.deepEqual(identity, {
    issuer: "https://github.com",
    subject: "583231",
    address: "octocat@example.com",
    addressVerified: true,
    name: "The Octocat",
    username: "octocat",
    authenticatedAt: null,
    amr: [],
    tokens: {
      accessToken: "gho_16C7e42F292c6912E7",
      refreshToken: null,
      expiresAt: null,
    },
  });
});

for (
  const [what, emails, expected] of [
    ["an unverified primary address", [
      { ...EMAILS[1], verified: false },
      EMAILS[0],
    ], ["octocat@example.com", false]],
    ["no primary address", [EMAILS[0]], [null, false]],
    ["no address", [], [null, false]],
    ["an invalid address", [{ ...EMAILS[1], email: "octocat" }], [null, false]],
  ] as const
) {
  Deno.test(`takes over ${what} from GitHub as unverified`, async () => {
    using github = gitHub({ "/user/emails": emails });
    await using site = await providerSite(SETTINGS);
    const browser = site.browser();
    const { identity } = await browser.answer(
      github.callback(await browser.begin("github")),
    );
    assert.deepEqual([identity?.address, identity?.addressVerified], expected);
  });
}

Deno.test("accepts a person without a name", async () => {
  using github = gitHub({ "/user": { ...USER, name: null } });
  await using site = await providerSite(SETTINGS);
  const browser = site.browser();
  const { identity } = await browser.answer(
    github.callback(await browser.begin("github")),
  );
  assert.deepEqual([identity?.name, identity?.username], ["", "octocat"]);
});

for (
  const [what, api, problem, reason] of [
    [
      "an outage",
      { "/user": new Response(null, { status: 502 }) },
      "down",
      "status_502",
    ],
    [
      "a rate limit",
      { "/user/emails": new Response(null, { status: 429 }) },
      "down",
      "status_429",
    ],
    [
      "a revoked token",
      {
        "/user": Response.json({ message: "Bad credentials" }, { status: 401 }),
      },
      "invalid",
      "status_401",
    ],
    [
      "a missing scope",
      {
        "/user/emails": Response.json({ message: "Not Found" }, {
          status: 404,
        }),
      },
      "invalid",
      "status_404",
    ],
    [
      "no id",
      { "/user": { login: "octocat" } },
      "invalid",
      "an unexpected answer",
    ],
    [
      "an id that is none",
      { "/user": { ...USER, id: "583231" } },
      "invalid",
      "an unexpected answer",
    ],
    ["a page", { "/user": new Response("<h1>") }, "invalid", "not JSON"],
  ] as const
) {
  Deno.test(`tells what ${what} of GitHub's API means`, async () => {
    using github = gitHub(api);
    await using site = await providerSite(SETTINGS);
    const browser = site.browser();
    const answered = await browser.answer(
      github.callback(await browser.begin("github")),
    );
    assert.deepEqual([answered.problem, site.reason()], [problem, reason]);
  });
}

Deno.test("tells what errors of GitHub's login mean", async () => {
  using github = gitHub();
  await using site = await providerSite(SETTINGS);
  const browser = site.browser();
  const location = await browser.begin("github");
  const wrong = await browser.answer(github.callback(location, "other"));
  assert.deepEqual([wrong.problem, site.reason()], [
    "invalid",
    "bad_verification_code",
  ]);
  const denied = new URL(github.callback(await browser.begin("github")));
  denied.searchParams.delete("code");
  denied.searchParams.set("error", "access_denied");
  denied.searchParams.set(
    "error_description",
    "The user has denied your application access.",
  );
  assert.equal((await browser.answer(denied.href)).problem, "cancelled");
});
