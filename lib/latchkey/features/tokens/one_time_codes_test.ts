import { deepStrictEqual as equal, match, ok } from "node:assert/strict";
import { CODE_ATTEMPTS, issueCode, verifyCode } from "./one_time_codes.ts";
import {
  consumeToken,
  findToken,
  issueToken,
  TOKEN_SECONDS,
} from "./one_time_tokens.ts";
import {
  createKeyRing,
  generateKey,
  rotateKeys,
} from "../../crypto/key_ring.ts";
import { sha256 } from "../../crypto/sha256.ts";
import type { OneTimeCode } from "./token.ts";
import {
  addUser,
  type TestOverrides,
  testServices,
} from "../../testing/services.ts";

/** Services with Ada in them, and a code of hers. */
async function withCode(overrides?: TestOverrides) {
  const services = await testServices(overrides);
  const user = await addUser(services, { verified: false });
  const code = await issueCode(services, user, "verify");
  const enter = (typed: string, by = user) =>
    verifyCode(services, { account: by.addressKey, user: by }, "verify", typed);
  return {
    services,
    user,
    code,
    enter,
    /** A code that is not the one. */
    wrong: String((Number(code) + 1) % 1_000_000).padStart(6, "0"),
    [Symbol.asyncDispose]: () => services[Symbol.asyncDispose](),
  };
}

Deno.test("the right code is right once", async () => {
  await using context = await withCode();
  const { code, enter } = context;
  match(code, /^\d{6}$/);
  equal(await enter(code), true);
  equal(await enter(code), false);
});

Deno.test("it may be typed as a person types it", async () => {
  const spellings: ((code: string) => string)[] = [
    (code) => ` ${code}\n`,
    (code) => `${code.slice(0, 3)} ${code.slice(3)}`,
    (code) => `${code.slice(0, 3)}-${code.slice(3)}`,
    (code) => `${code.slice(0, 3)}\u2013\u00A0${code.slice(3)}`,
    (code) => [...code].join(" "),
    (code) =>
      code.replace(/\d/g, (d) => String.fromCharCode(0xFF10 + Number(d))),
    ...[0x0660, 0x06F0].map((zero) => (code: string) =>
      code.replace(/\d/g, (d) => String.fromCharCode(zero + Number(d)))
    ),
    (code) => `\u2066${code.slice(0, 3)} ${code.slice(3)}\u2069`,
  ];
  for (const spelt of spellings) {
    await using context = await withCode();
    equal(await context.enter(spelt(context.code)), true, spelt("123456"));
  }
});

Deno.test("five wrong tries and it is dead, for the right one too", async () => {
  await using context = await withCode();
  const { code, enter, wrong } = context;
  for (let tries = 0; tries < CODE_ATTEMPTS; tries++) {
    equal(await enter(wrong), false);
  }
  equal(await enter(code), false);
});

Deno.test("four wrong tries leave one", async () => {
  await using context = await withCode();
  const { code, enter, wrong } = context;
  for (let tries = 0; tries < CODE_ATTEMPTS - 1; tries++) await enter(wrong);
  equal(await enter(code), true);
});

Deno.test("guesses at once get no more than five", async () => {
  await using context = await withCode();
  const { code, enter, wrong } = context;
  const guesses = [...Array(30).fill(wrong), code];
  const answers = await Promise.all(guesses.map((guess) => enter(guess)));
  await context.enter(wrong);
  ok(answers.filter(Boolean).length <= 1);
  equal(await enter(code), false);
});

Deno.test("what is no code at all takes no try", async () => {
  await using context = await withCode();
  const { code, enter } = context;
  const slips = ["", "12345", "1234567", "abcdef", "12345x", "x".repeat(1e5)];
  for (const typed of slips) equal(await enter(typed), false);
  equal(await enter(code), true);
});

Deno.test("it ends after a day", async () => {
  await using context = await withCode();
  const { services, code, enter } = context;
  services.clock.advance(TOKEN_SECONDS.verify * 1000);
  equal(await enter(code), false);
});

Deno.test("a new code makes the one before worthless, with new tries", async () => {
  await using context = await withCode();
  const { services, user, code, enter, wrong } = context;
  for (let tries = 0; tries < CODE_ATTEMPTS; tries++) await enter(wrong);
  const next = await issueCode(services, user, "verify");
  if (next !== code) equal(await enter(code), false);
  equal(await enter(next), true);
});

Deno.test("code and link of one mail are siblings: who uses one revokes the other", async () => {
  await using context = await withCode();
  const { services, user, code, enter } = context;
  const link = await issueToken(services, { purpose: "verify", user });
  equal(await enter(code), true);
  equal(await findToken(services, "verify", link), null);

  const again = await issueToken(services, { purpose: "verify", user });
  const next = await issueCode(services, user, "verify");
  ok(await consumeToken(services, "verify", again));
  equal(await enter(next), false);
});

Deno.test("it is good for nobody else, nor for an address it did not go to, nor for who may not come in", async () => {
  await using context = await withCode();
  const { services, user, code, enter } = context;
  const eve = await addUser(services, { address: "eve@example.com" });
  equal(await enter(code, eve), false);
  const moved = { ...user, addressKey: "eve2@example.com" };
  equal(await enter(code, moved), false);
  equal(await enter(code, { ...user, disabled: true }), false);
  equal(await enter(code, { ...user, deleteAfter: services.now() }), false);
  const nobody = { account: user.addressKey, user: null };
  equal(await verifyCode(services, nobody, "verify", code), false);
  equal(await enter(code), true);
});

Deno.test("the store holds neither the code nor a hash that anybody could make of it", async () => {
  await using context = await withCode();
  const { services, user } = context;
  const kept: string[] = [];
  const codes = services.store.oneTimeCodes;
  const store = {
    ...services.store,
    oneTimeCodes: {
      ...codes,
      async create(row: OneTimeCode) {
        kept.push(JSON.stringify(row));
        await codes.create(row);
      },
    },
  };
  const code = await issueCode({ ...services, store }, user, "verify");
  const { mac } = JSON.parse(kept[0]);
  match(mac, /^[0-9a-f]{64}$/);
  for (
    const text of [code, `${user.id}\nverify\n${user.addressKey}\n${code}`]
  ) {
    ok(!kept[0].includes(`"${text}"`) && mac !== await sha256(text));
  }
});

Deno.test("a code outlives a rotation of the keys while its key is kept", async () => {
  const set = { keys: [generateKey()] };
  await using context = await withCode({ keys: await createKeyRing(set) });
  const { services, user, code } = context;
  const ada = { account: user.addressKey, user };
  const fresh = await createKeyRing(rotateKeys(set, 0));
  const rotated = await createKeyRing(rotateKeys(set, 1));
  equal(
    await verifyCode({ ...services, keys: fresh }, ada, "verify", code),
    false,
  );
  equal(
    await verifyCode({ ...services, keys: rotated }, ada, "verify", code),
    true,
  );
});

Deno.test("without an account the store does the same", async () => {
  await using context = await withCode();
  const { services, user, wrong } = context;
  const calls: unknown[] = [];
  const codes = services.store.oneTimeCodes;
  const store = {
    ...services.store,
    oneTimeCodes: {
      ...codes,
      try(...args: Parameters<typeof codes.try>) {
        calls.push([args[1], args[2].length]);
        return codes.try(...args);
      },
    },
  };
  for (const who of [user, null]) {
    const tried = { account: user.addressKey, user: who };
    await verifyCode({ ...services, store }, tried, "verify", wrong);
  }
  equal(calls, [["verify", 1], ["verify", 1]]);
});
