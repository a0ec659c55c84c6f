/** The owner ends a session while a request of it is being handled. */
import assert from "node:assert/strict";
import { requestEmailChange, SessionEnded } from "@latchkey/core";
import { ANNA, openSite, type Site } from "../site.ts";
import { kindsAt, userAt } from "./own_account.ts";

const ADDRESS = "/account/address";
const FIELDS = { address: "thief@example.com" };

/** Ends Anna's sessions right after the next form's session was checked for the last time. */
function endAfterCheck({ services: { store } }: Site, annaId: string) {
  const { find } = store.sessions;
  let checks = 0;
  Object.assign(store.sessions, {
    async find(id: string, userId: string) {
      const found = await find(id, userId);
      if (found && ++checks === 2) {
        assert.ok(await store.sessions.endAll(annaId));
      }
      return found;
    },
  });
}

Deno.test("a change whose session ends before it is made is not made, and leads to the login", async () => {
  await using site = await openSite();
  const { id } = await userAt(site, ANNA.username);
  const thief = site.visitor();
  await thief.logIn(ANNA);
  endAfterCheck(site, id);
  const response = await thief.post(ADDRESS, FIELDS, {
    referer: `http://localhost:8000${ADDRESS}`,
  });
  assert.equal(response.status, 303);
  assert.equal(
    response.headers.get("location"),
    `/auth/login?next=${encodeURIComponent(ADDRESS)}`,
  );
  await site.services.mail.settled();
  const sent = site.mails.messages().map(({ to }) => to);
  assert.ok(!sent.includes(FIELDS.address));
  const kinds = await kindsAt(site, ANNA.username);
  assert.ok(!kinds.includes("address_change_asked"));
});

Deno.test("a program gets 401", async () => {
  await using site = await openSite();
  const { id } = await userAt(site, ANNA.username);
  const program = site.visitor();
  await program.logIn(ANNA);
  endAfterCheck(site, id);
  const response = await program.post(ADDRESS, FIELDS, {
    accept: "application/json",
  });
  assert.equal(response.status, 401);
  assert.deepEqual(await response.json(), { detail: "Not authenticated" });
});

Deno.test("the same change is made in a session that goes on", async () => {
  await using site = await openSite();
  const owner = site.visitor();
  await owner.logIn(ANNA);
  assert.equal((await owner.post(ADDRESS, FIELDS)).status, 200);
  await site.mailTo(FIELDS.address);
});

Deno.test("the library tells such a change by its error", async () => {
  await using site = await openSite();
  const { services } = site;
  const { id } = await userAt(site, ANNA.username);
  await site.visitor().logIn(ANNA);
  const [session] = await services.store.sessions.listOf(id);
  await services.store.sessions.end(session.id);
  const change = requestEmailChange(services, session, {
    newAddress: FIELDS.address,
    language: "en",
    clientInfo: { userAgent: null, clientAddress: "", deviceCookie: null },
  });
  await assert.rejects(change, SessionEnded);
});
