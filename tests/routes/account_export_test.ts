import assert from "node:assert/strict";
import { recordActivity } from "@latchkey/core";
import { messages, sentence } from "../pages.ts";
import { ANNA, BERT, openSite } from "../site.ts";
import { loggedInSite } from "./account_password.ts";
import {
  askForAddress,
  DAY,
  kindsAt,
  MINUTE,
  moveTo,
  statusOf,
  textOf,
  tokenIn,
  userAt,
} from "./own_account.ts";

const PAGE = "/account/export";

Deno.test("describes the file and offers a download button", async () => {
  await using context = await loggedInSite();
  const { visitor } = context;
  const html = await textOf(visitor.get(PAGE));
  assert.match(html, sentence(messages.export.send));
  assert.doesNotMatch(html, /<script(?![^>]* src=)|2030-01-01T/);
  const response = await visitor.post(PAGE, {});
  assert.equal(response.status, 200);
  const { headers } = response;
  assert.equal(headers.get("content-type"), "application/json");
  assert.equal(headers.get("cache-control"), "no-store");
  assert.match(
    headers.get("content-disposition")!,
    /^attachment; filename="[\w-]+\.json"$/,
  );
  await response.body?.cancel();
});

Deno.test("exports all data held, and nothing that gives access to the account", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  await visitor.post("/account/name", { name: "Anna" });
  await moveTo(site, visitor, "anna@new.example");
  await statusOf(visitor.get("/account")); // Reads the notice and clears it.
  const link = await askForAddress(site, visitor, "anna@other.example");
  const text = await textOf(visitor.post(PAGE, {}));
  const user = await userAt(site, "anna@new.example");
  const held = JSON.parse(text);
  const day = "2030-01-01T00:00:00.000Z";
  assert.deepEqual(held.account, {
    id: user.id,
    address: "anna@new.example",
    addressConfirmedAt: day,
    name: "Anna",
    language: null,
    passwordSet: true,
    roles: [],
    disabled: false,
    createdAt: day,
    deleteAfter: null,
  });
  assert.deepEqual(held.formerAddresses, [
    { address: ANNA.username, keptUntil: "2030-01-08T00:00:00.000Z" },
  ]);
  assert.equal(held.sessions.length, 1);
  assert.equal(held.sessions[0].createdAt, day);
  const kinds = held.activity.map(({ kind }: { kind: string }) => kind);
  assert.deepEqual(kinds.toSorted(), [
    "address_change_asked",
    "address_change_asked",
    "address_changed",
    "exported",
    "logged_in",
    "name_changed",
  ]);
  const purposes = held.mailedLinks
    .map(({ purpose }: { purpose: string }) => purpose);
  assert.deepEqual(purposes.toSorted(), ["change_address", "undo_address"]);
  assert.deepEqual(held.waitingMails, []);
  for (
    const secret of [
      user.passwordHash,
      "$2b$",
      tokenIn(link),
      ...visitor.cookies.values(),
    ]
  ) assert.ok(!text.includes(secret));
});

Deno.test("leaves expired links out of the working ones", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  await askForAddress(site, visitor, "anna@new.example");
  const purposes = async () => {
    const held = JSON.parse(await textOf(visitor.post(PAGE, {})));
    return held.mailedLinks.map(({ purpose }: { purpose: string }) => purpose);
  };
  assert.deepEqual(await purposes(), ["change_address"]);
  site.clock.advance(DAY);
  await visitor.logIn(ANNA);
  assert.deepEqual(await purposes(), []);
});

Deno.test("lists a queued email without its content", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  const { id } = await userAt(site, ANNA.username);
  await site.services.store.mailQueue.add({
    id: "abcdefghijklmnopqrstuv",
    kind: "password_changed",
    data: { userId: id, userAgent: "private", client: "", at: 0 },
    userId: id,
    createdAt: site.services.now(),
    dueAt: site.services.now() + MINUTE,
    attempts: 1,
    lastError: "",
  });
  const held = JSON.parse(await textOf(visitor.post(PAGE, {})));
  assert.deepEqual(held.waitingMails, [{
    kind: "password_changed",
    askedAt: "2030-01-01T00:00:00.000Z",
    nextTryAt: "2030-01-01T00:01:00.000Z",
  }]);
});

Deno.test("exports a long history in full, newest first", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const user = await userAt(site, ANNA.username);
  for (let count = 0; count < 1200; count++) {
    site.clock.advance(1);
    await recordActivity(site.services, user, "name_changed", null, `${count}`);
  }
  const held = JSON.parse(await textOf(visitor.post(PAGE, {})));
  const numbers = held.activity
    .filter(({ kind }: { kind: string }) => kind === "name_changed")
    .map(({ detail }: { detail: string }) => Number(detail));
  const expected = Array.from({ length: 1200 }, (_, count) => 1199 - count);
  assert.deepEqual(numbers, expected);
});

Deno.test("exports nothing of other accounts", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const bert = site.visitor();
  await bert.logIn(BERT);
  await bert.post("/account/name", { name: "Bertolt" });
  const text = await textOf(visitor.post(PAGE, {}));
  assert.doesNotMatch(text, /bert/i);
});

Deno.test("records each export in the owner's activity", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  await statusOf(visitor.post(PAGE, {}));
  assert.ok((await kindsAt(site, ANNA.username)).includes("exported"));
});

Deno.test("asks for the password after ten minutes, then sends the file", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  site.clock.advance(11 * MINUTE);
  const late = await visitor.post(PAGE, {});
  assert.equal(late.status, 403);
  assert.match(await late.text(), sentence(messages.stepUp.title));
  assert.ok(!(await kindsAt(site, ANNA.username)).includes("exported"));
  const response = await visitor.post(PAGE, {
    step_up_password: ANNA.password,
  });
  assert.equal(response.headers.get("content-type"), "application/json");
  await response.body?.cancel();
});

Deno.test("rejects cross-site requests and strangers", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const foreign = await visitor.post(PAGE, {}, {
    origin: "https://evil.example",
    "sec-fetch-site": "cross-site",
  });
  assert.equal(await statusOf(foreign), 403);
  const stranger = await site.visitor().post(PAGE, {});
  assert.equal(await statusOf(stranger), 303);
  assert.match(stranger.headers.get("location")!, /^\/auth\/login/);
});

Deno.test("limits exports after five in a row", async () => {
  await using context = await loggedInSite();
  const { visitor } = context;
  const statuses = [];
  for (let times = 0; times < 6; times++) {
    statuses.push(await statusOf(visitor.post(PAGE, {})));
  }
  assert.deepEqual(statuses, [...Array(5).fill(200), 429]);
  assert.match(
    await textOf(visitor.post(PAGE, {})),
    sentence(messages.wait.attempts),
  );
});
