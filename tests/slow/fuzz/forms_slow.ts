import assert from "node:assert/strict";
import { ORIGIN } from "../../site.ts";
import { FORM_PATHS, FORMS, type FuzzBody, RECOVERY } from "./forms.ts";
import type { FuzzRequest } from "./grammar.ts";
import { shownForms, unknownFields } from "./shown_forms.ts";
import { PATHS } from "./targets.ts";
import { type Exchange, openWorld } from "./world.ts";

Deno.test("the grammar covers every route that takes a form, and sends forms nowhere else", () => {
  const sentTo = new Set(FORMS.map(([to]) => new URL(to, ORIGIN).pathname));
  assert.deepEqual([...sentTo].toSorted(), FORM_PATHS.toSorted());
});

Deno.test("guesses the fields of forms that it does not list", () => {
  for (const path of ["/account/authenticator", "/account/recovery-codes"]) {
    const forms = FORMS.filter(([to]) => to === path);
    assert.ok(forms.some(({ length }) => length > 3), path);
  }
});

/** The browsers that pages are read in. */
const COOKIES = [
  "",
  "access_token_8000={anna}",
  "access_token_8000={bert}",
  "pending_login_8000={pending}",
  "pending_identity_8000={identity}; provider_flow_8000={flow}",
];

/** A request of a page, or with fields of a form. */
function requestOf(
  path: string,
  cookie: string,
  fields?: Extract<FuzzBody, { kind: "form" }>["fields"],
): FuzzRequest {
  return {
    method: fields ? "POST" : "GET",
    path,
    headers: [["accept", "text/html"], ["cookie", cookie]],
    body: fields ? { kind: "form", fields } : { kind: "none" },
    afterMs: 0,
  };
}

/** The pages of a site on which a login waits for the second step. */
async function pagesDuringLogin(who: "bert" | "clara"): Promise<Exchange[]> {
  await using world = await openWorld();
  await world.send(requestOf("/auth/login", "", [
    ["username", `${who}@example.com`],
    ["password", `{password:${who}}`],
  ]));
  const pages: Exchange[] = [];
  for (const path of PATHS) {
    for (const cookie of COOKIES) {
      pages.push(await world.send(requestOf(path, cookie)));
      const isLast = path === "/auth/logout";
      if (!FORM_PATHS.includes(path) || isLast) continue;
      pages.push(await world.send(requestOf(path, cookie, [])));
    }
    for (const token of ["{mailed}", "{stop}", "{finish}"]) {
      pages.push(await world.send(requestOf(`${path}?token=${token}`, "")));
    }
  }
  return pages;
}

Deno.test("the grammar knows every field of every form that a page shows", async () => {
  const shown = new Set<string>();
  const unknown = new Set<string>();
  for (const who of ["bert", "clara"] as const) {
    for (const { request, text } of await pagesDuringLogin(who)) {
      const { pathname } = new URL(request.url);
      shownForms(text, pathname).forEach(({ path }) => shown.add(path));
      unknownFields(text, pathname).forEach((field) => unknown.add(field));
    }
  }
  assert.deepEqual([...unknown], []);
  for (const page of ["", "/stop", "/finish"]) {
    assert.ok(shown.has(RECOVERY + page), `${page || "start"} was not shown`);
  }
});
