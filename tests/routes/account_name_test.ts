import assert from "node:assert/strict";
import { format } from "@latchkey/core/i18n";
import { messages, sentence } from "../pages.ts";
import { ANNA } from "../site.ts";
import { loggedInSite } from "./account_password.ts";
import { kindsAt, statusOf, textOf, userAt } from "./own_account.ts";

const PAGE = "/account/name";

Deno.test("shows the name on the account page and in the site map", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const response = await visitor.post(PAGE, { name: "  Anna Karenina " });
  assert.equal(response.headers.get("location"), "/account");
  const html = await textOf(visitor.get("/account"));
  assert.match(html, sentence(messages.account.notices.name_changed));
  assert.match(html, /<p><bdi>Anna Karenina<\/bdi><\/p>/);
  assert.match(html, /href="\/account"[^>]*>\s*Anna Karenina/);

  assert.ok((await kindsAt(site, ANNA.username)).includes("name_changed"));
});

Deno.test("fills the form with the current name", async () => {
  await using context = await loggedInSite();
  const { visitor } = context;
  await visitor.post(PAGE, { name: "Anna" });
  const html = await textOf(visitor.get(PAGE));
  assert.match(html, /name="name"[^>]*autocomplete="name"[^>]*value="Anna"/);
});

Deno.test("removes the name when it is empty and shows the address again", async () => {
  await using context = await loggedInSite();
  const { visitor } = context;
  await visitor.post(PAGE, { name: "Anna" });
  assert.equal(await statusOf(visitor.post(PAGE, { name: "  " })), 303);
  assert.match(
    await textOf(visitor.get("/account")),
    /href="\/account"[^>]*>\s*Anna@example\.com/,
  );
});

Deno.test("accepts names in any script", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  for (
    const name of ["Анна", "安娜", "D'Arcy-O’Neill Jr.", "👩‍👩‍👧", "ن".repeat(100)]
  ) {
    assert.equal(await statusOf(visitor.post(PAGE, { name })), 303);
    assert.equal((await userAt(site, ANNA.username)).name, name);
  }
});

Deno.test("explains a name that is too long or unprintable and keeps it in the form", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const long = "x".repeat(101);
  for (
    const [name, problem] of [
      [long, sentence(format(messages.problems.nameTooLong, { maxName: 100 }))],
      ["Anna\r\nBcc: all", sentence(messages.problems.nameUnprintable)],
      ["Anna\u202Emoc.live", sentence(messages.problems.nameUnprintable)],
      ["A\u0007nna", sentence(messages.problems.nameUnprintable)],
    ] as const
  ) {
    const response = await visitor.post(PAGE, { name });
    assert.equal(response.status, 422);
    const html = await response.text();
    assert.match(html, problem);
    assert.match(html, /aria-invalid="true"/);
    if (name === long) assert.ok(html.includes(`value="${long}"`));
  }
  assert.equal((await userAt(site, ANNA.username)).name, "");
});

Deno.test("escapes the name wherever it is shown", async () => {
  await using context = await loggedInSite();
  const { visitor } = context;
  await visitor.post(PAGE, { name: '<img src=x onerror="alert(1)">' });
  for (const path of ["/account", PAGE]) {
    const html = await textOf(visitor.get(path));
    assert.doesNotMatch(html, /<img src=x/);
    assert.match(html, /(?:<bdi>|value=")&lt;img src=x/, "as it is");
  }
});

Deno.test("changes the name once when the form is submitted twice", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  await visitor.post(PAGE, { name: "Anna" });
  await visitor.post(PAGE, { name: "Anna" });
  const kinds = await kindsAt(site, ANNA.username);
  assert.equal(kinds.filter((kind) => kind === "name_changed").length, 1);
});

Deno.test("rejects a cross-site name change", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const response = await visitor.post(PAGE, { name: "Fool" }, {
    origin: "https://evil.example",
    "sec-fetch-site": "cross-site",
  });
  assert.equal(await statusOf(response), 403);
  assert.equal((await userAt(site, ANNA.username)).name, "");
});

Deno.test("limits name changes after ten in a row and keeps what was typed", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  for (let time = 0; time < 10; time++) {
    const name = `Anna ${time}`;
    assert.equal(await statusOf(visitor.post(PAGE, { name })), 303);
  }
  const refused = await visitor.post(PAGE, { name: "One more" });
  assert.equal(refused.status, 429);
  const html = await refused.text();
  assert.match(html, sentence(messages.wait.attempts));
  assert.match(html, /value="One more"/);
  assert.equal((await userAt(site, ANNA.username)).name, "Anna 9");
});
