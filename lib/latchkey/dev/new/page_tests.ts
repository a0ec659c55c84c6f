/**
 * The code of a new page's test.
 *
 * @module
 */
import { fileAddress, parametersOf, sampleAddress } from "./address.ts";
import { rolesIn } from "./page.ts";
import { pageNames, type PageWish } from "./page_names.ts";
import type { NewFile } from "./write.ts";

/**
 * A test that asks the whole app for the page, as each kind of visitor.
 *
 * @param path Where it goes.
 */
export function pageTest(wish: PageWish, path: string): NewFile {
  const parts = [
    opening(wish),
    wish.place.guarded ? guardTests(wish) : "",
    viewTest(wish),
    wish.form ? formTests(wish) : "",
  ];
  return { path, text: parts.join("\n") };
}

function opening({ address, place: { guarded, roles } }: PageWish): string {
  const needed = [
    ...guarded && roles.length === 0 ? ["ANNA"] : [],
    ...roles.length > 0 ? ["BERT"] : [],
    "openSite",
  ];
  const withRoles = roles.length > 0
    ? 'import { visitorWithRoles } from "./admin.ts";'
    : "";
  return `
import assert from "node:assert/strict";
import { ${needed.join(", ")} } from "../../../site.ts";
${withRoles}

const PAGE = "${sampleAddress(address)}";
`;
}

/** Who doesn't get to see the page. */
function guardTests(wish: PageWish): string {
  const { address, place: { roles } } = wish;
  const path = fileAddress(address);
  const redirected = `
Deno.test("${path} redirects visitors who aren't logged in to the login page", async () => {
  await using site = await openSite();
  const response = await site.visitor().get(PAGE);
  assert.equal(response.status, 303);
  assert.equal(
    response.headers.get("location"),
    \`/auth/login?next=\${encodeURIComponent(PAGE)}\`,
  );
});
`;
  if (roles.length === 0) return redirected;
  return `${redirected}
Deno.test("${path} is forbidden to users without the ${
    rolesIn(roles)
  }", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.signIn(BERT);
  const response = await visitor.get(PAGE);
  assert.equal(response.status, 403);
  assert.doesNotMatch(await response.text(), ${headingPattern(wish)});
});
`;
}

function viewTest(wish: PageWish): string {
  const { address, place: { guarded, roles } } = wish;
  const loggedIn = guarded ? "users who are logged in" : "everyone";
  const who = roles.length > 0 ? `users with the ${rolesIn(roles)}` : loggedIn;
  return `
Deno.test("${fileAddress(address)} is shown to ${who}", async () => {
  await using site = await openSite();
  ${visitorCode(wish)}
  const response = await visitor.get(PAGE);
  assert.equal(response.status, 200);
  assert.match(await response.text(), ${headingPattern(wish)});
});
`;
}

/** The browser of somebody who gets to see the page. */
function visitorCode({ place: { guarded, roles } }: PageWish): string {
  if (roles.length > 0) {
    return `const visitor = await visitorWithRoles(site, ${
      JSON.stringify(roles)
    });`;
  }
  const logIn = guarded ? "\n  await visitor.signIn(ANNA);" : "";
  return `const visitor = site.visitor();${logIn}`;
}

function formTests(wish: PageWish): string {
  const path = fileAddress(wish.address);
  const visitor = visitorCode(wish);
  return `
Deno.test("${path} accepts the form and confirms it once", async () => {
  await using site = await openSite();
  ${visitor}
  const sent = await visitor.post(PAGE, { text: "Good morning" });
  assert.equal(sent.status, 303);
  assert.equal(sent.headers.get("location"), PAGE);
  const confirmation = /<p class="done" role="status">/;
  assert.match(await (await visitor.get(PAGE)).text(), confirmation);
  assert.doesNotMatch(await (await visitor.get(PAGE)).text(), confirmation);
});

Deno.test("${path} rejects a text that is empty or too long, and keeps it in the form", async () => {
  await using site = await openSite();
  ${visitor}
  const long = "x".repeat(201);
  const rejected: [string, RegExp][] = [
    ["  ", /Enter some text/],
    [long, /too long/],
  ];
  for (const [text, problem] of rejected) {
    const response = await visitor.post(PAGE, { text });
    assert.equal(response.status, 422);
    const html = await response.text();
    assert.match(html, problem);
    assert.ok(html.includes(\`value="\${text}"\`));
  }
});

Deno.test("${path} rejects a form that another site sends", async () => {
  await using site = await openSite();
  ${visitor}
  const response = await visitor.post(PAGE, { text: "Good morning" }, {
    origin: "https://evil.example",
    "sec-fetch-site": "cross-site",
  });
  assert.equal(response.status, 403);
  await response.body?.cancel();
});
`;
}

/** The heading at the sample's path, as a regular expression in code. */
function headingPattern(wish: PageWish): string {
  const { title } = pageNames(wish);
  const values = [...parametersOf(wish.address).values()].join(", ")
    .replaceAll("/", "\\/");
  return `/<h1>${values ? `${title}: ${values}` : title}<\\/h1>/`;
}
