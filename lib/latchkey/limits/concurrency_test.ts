/** No single client can fill the hash queue. */
import { deepStrictEqual as equal, ok } from "node:assert/strict";
import { acquire } from "./concurrency.ts";
import {
  acquireHashSlot,
  MAX_PER_ACCOUNT,
  MAX_PER_CLIENT,
  MAX_PER_KNOWN_NETWORK,
} from "../features/password/hash_slots.ts";
import { createPasswordHasher } from "../crypto/password_hasher.ts";
import { logIn } from "../features/password/login.ts";
import { addUser, testServices } from "../testing/services.ts";
import { clientInfo, request } from "../testing/login_request.ts";
import { until } from "../testing/until.ts";

Deno.test("runs no more than each limit allows and frees places afterwards", () => {
  const both = () => acquire([["ada", 2], ["all", 3]]);
  const held = [both(), both()];
  equal(held.includes(null), false);
  equal(both(), null);
  using bobs = acquire([["bob", 2], ["all", 3]]);
  ok(bobs);
  equal(acquire([["eve", 1], ["all", 3]]), null);
  held[0]?.[Symbol.dispose]();
  using eves = acquire([["eve", 1], ["all", 3]]);
  ok(eves, "the earlier rejection used up nothing");
  held[1]?.[Symbol.dispose]();
});

Deno.test("limits one IPv6 /56 to a share of the places and reserves some for known devices", async () => {
  const passwords = createPasswordHasher({ cost: 4, concurrency: 2 });
  await using services = await testServices({ passwords });
  using held = new DisposableStack();
  const enter = (clientAddress: string, knownTo: string | null = null) => {
    try {
      held.use(
        acquireHashSlot(services, clientInfo({ clientAddress }), knownTo),
      );
      return true;
    } catch {
      return false;
    }
  };
  const hex = (number: number) => number.toString(16).padStart(2, "0");
  const from = (network: (hex: string) => string) =>
    Array.from({ length: 256 }, (_, number) => enter(network(hex(number))))
      .filter((entered) => entered).length;
  equal(from((last) => `2001:db8:1:11${last}::/64`), 2 * MAX_PER_CLIENT);
  equal(from((last) => `2001:db8:1:${last}00::/64`), 2 * MAX_PER_CLIENT);
  equal(from((last) => `198.51.100.${parseInt(last, 16)}`), 50 - 32);
  equal(enter("203.0.113.1"), false);
  const known = Array.from(
    { length: 20 },
    (_, number) => enter("203.0.113.1", `${number}@example.com`),
  );
  equal(known.filter((entered) => entered).length, 16);
});

Deno.test("leaves places to others when known devices share an IPv6 network, whatever their accounts", async () => {
  const passwords = createPasswordHasher({ cost: 4, concurrency: 2 });
  await using services = await testServices({ passwords });
  using held = new DisposableStack();
  const enter = (clientAddress: string, knownTo: string | null) => {
    try {
      held.use(
        acquireHashSlot(services, clientInfo({ clientAddress }), knownTo),
      );
      return true;
    } catch {
      return false;
    }
  };
  const entered = Array.from({ length: 256 }, (_, number) =>
    enter(
      `2001:db8:1:11${number.toString(16).padStart(2, "0")}::/64`,
      `${number}@example.com`,
    ));
  equal(entered.filter((isIn) => isIn).length, MAX_PER_KNOWN_NETWORK);
  ok(enter("203.0.113.1", "ada@example.com"));
  ok(enter("203.0.113.2", null));
});

Deno.test("repeated logins from many known browsers lock nobody else out", async () => {
  const hasher = createPasswordHasher({ cost: 4, concurrency: 2 });
  // Greedy's passwords keep their places until the others have their answers.
  const release = Promise.withResolvers<void>();
  let held: string | null = null;
  const passwords: typeof hasher = {
    ...hasher,
    async verify(password, hash, options) {
      if (hash === held) await release.promise;
      return await hasher.verify(password, hash, options);
    },
  };
  await using services = await testServices({ passwords });
  const greedy = await addUser(services, { address: "greedy@example.com" });
  await addUser(services);
  const cookies: string[] = [];
  for (let count = 0; count < 9; count++) {
    const result = await logIn(services, request({ address: greedy.address }));
    ok(result.ok && result.is === "logged_in" && result.deviceCookie);
    cookies.push(result.deviceCookie);
  }
  held = greedy.passwordHash;
  const answers: string[] = [];
  const crowd = cookies.flatMap((deviceCookie) =>
    Array.from({ length: 20 }, (_, count) =>
      logIn(
        services,
        request({
          address: greedy.address,
          deviceCookie,
          clientAddress: `198.51.100.${count}`,
        }),
      ).then((result) => answers.push(result.ok ? "in" : result.reason)))
  );
  const other = await logIn(
    services,
    request({ clientAddress: "192.0.2.44" }),
  );
  ok(other.ok);
  await until(() => answers.length === crowd.length - MAX_PER_ACCOUNT);
  release.resolve();
  await Promise.all(crowd);
  equal(answers.filter((answer) => answer === "in").length, MAX_PER_ACCOUNT);
  equal(
    answers.filter((answer) => answer === "busy").length,
    answers.length - MAX_PER_ACCOUNT,
  );
});

Deno.test("pads a full queue's answer to a browser with a device cookie, since the account was looked up", async () => {
  const passwords = createPasswordHasher({ cost: 4, concurrency: 1 });
  await using services = await testServices({ passwords });
  await addUser(services);
  using held = new DisposableStack();
  for (let count = 0; count < 49; count++) {
    held.use(passwords.enter("stranger"));
  }
  for (const address of ["ada@example.com", "nobody@example.com"]) {
    const began = performance.now();
    const result = await logIn(
      services,
      request({ address, deviceCookie: "of nobody" }),
    );
    const milliseconds = performance.now() - began;
    equal(!result.ok && result.reason, "busy");
    ok(milliseconds >= 10, `${address} after ${milliseconds} ms`);
  }
});
