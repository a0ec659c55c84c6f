import { deepStrictEqual as equal } from "node:assert/strict";
import { recordActivity } from "../activity/activity.ts";
import { logIn } from "../password/login.ts";
import {
  completedLogin,
  completion,
  kindsOf,
  withNotes,
} from "../../testing/completion.ts";
import { addUser } from "../../testing/services.ts";
import { clientInfo, request } from "../../testing/login_request.ts";

const DAY = 24 * 60 * 60 * 1000;

Deno.test("notifies the owner of a new browser, except the first and known ones", async () => {
  await using context = await withNotes();
  const { services, kindsAsked } = context;
  const user = await addUser(services);
  const first = await completedLogin(services, user, completion());
  equal(kindsAsked(), []);
  const { deviceCookie } = first;
  const known = completion({ clientInfo: clientInfo({ deviceCookie }) });
  await completedLogin(services, user, known);
  equal(kindsAsked(), []);
  for (const method of ["password", "link"] as const) {
    services.clock.advance(60_000);
    await completedLogin(services, user, completion({ method }));
    equal(kindsAsked(), ["new_device"]);
  }
  for (
    const method of ["mailed_code", "recovery", "password_change"] as const
  ) {
    await completedLogin(services, user, completion({ method }));
    equal(kindsAsked(), []);
  }
  equal((await kindsOf(services, user)).toSorted(), [
    "logged_in",
    "logged_in",
    "logged_in",
    "logged_in",
    "logged_in_new_device",
    "logged_in_new_device",
  ]);
});

Deno.test("sends one notice for two clicks, and another for another browser or minute", async () => {
  await using context = await withNotes();
  const { services, kindsAsked } = context;
  const user = await addUser(services);
  await completedLogin(services, user, completion());
  const click = (userAgent: string) =>
    completedLogin(
      services,
      user,
      completion({ clientInfo: clientInfo({ userAgent }) }),
    );
  await Promise.all([click("Firefox/1"), click("Firefox/1")]);
  equal(kindsAsked(), ["new_device"]);
  await click("Chrome/1");
  equal(kindsAsked(), ["new_device"]);
  services.clock.advance(60_000);
  await click("Firefox/1");
  equal(kindsAsked(), ["new_device"]);
});

Deno.test("failed attempts can't make a thief's login look like the first one", async () => {
  await using context = await withNotes();
  const { services, kindsAsked } = context;
  const user = await addUser(services);
  await completedLogin(services, user, completion());
  for (let attempt = 0; attempt < 120; attempt++) {
    services.clock.advance(90_000);
    await logIn(
      services,
      request({ password: "wrong", clientAddress: `198.51.100.${attempt}` }),
    );
  }
  services.clock.advance(90_000);
  await completedLogin(services, user, completion());
  equal(kindsAsked(), ["new_device"]);
});

Deno.test("an inactive account's expired history doesn't make a thief's login look like the first one", async () => {
  await using context = await withNotes();
  const { services, kindsAsked } = context;
  const user = await addUser(services);
  services.clock.advance(91 * DAY);
  await completedLogin(services, user, completion());
  equal(kindsAsked(), ["new_device"]);
});

Deno.test("doesn't warn an imported user about their own browser", async () => {
  await using context = await withNotes();
  const { services, kindsAsked } = context;
  const user = await addUser(services);
  services.clock.advance(91 * DAY);
  await recordActivity(services, user, "imported", null);
  await completedLogin(services, user, completion());
  equal(kindsAsked(), []);
  await completedLogin(services, user, completion());
  equal(kindsAsked(), ["new_device"]);
});

Deno.test("a program counts as new once, until its name or network changes", async () => {
  await using context = await withNotes();
  const { services, kindsAsked } = context;
  const user = await addUser(services);
  await completedLogin(services, user, completion());
  const program = (userAgent: string, clientAddress = "198.51.100.7") =>
    completedLogin(
      services,
      user,
      completion({
        carrier: "bearer",
        clientInfo: clientInfo({ userAgent, clientAddress }),
      }),
    );
  await program("curl/8");
  equal(kindsAsked(), ["new_device"]);
  await program("curl/8");
  equal(kindsAsked(), []);
  await program("wget/1");
  await program("curl/8", "203.0.113.9");
  equal(kindsAsked(), ["new_device", "new_device"]);
});
