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

/** Services with Ada's account, and a code of hers. */
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
    /** A code other than the given one. */
    wrong: String((Number(code) + 1) % 1_000_000).padStart(6, "0"),
    [Symbol.asyncDispose]: () => services[Symbol.asyncDispose](),
  };
}

Deno.test("accepts the right code once", async () => {
  await using context = await withCode();
  const { code, enter } = context;
  match(code, /^\d{6}$/);
  equal(await enter(code), true);
  equal(await enter(code), false);
});

Deno.test("accepts a code with spaces and dashes as people type it", async () => {
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

Deno.test("rejects even the right code after five wrong attempts", async () => {
  await using context = await withCode();
  const { code, enter, wrong } = context;
  for (let attempt = 0; attempt < CODE_ATTEMPTS; attempt++) {
    equal(await enter(wrong), false);
  }
  equal(await enter(code), false);
});

Deno.test("accepts the right code after four wrong attempts", async () => {
  await using context = await withCode();
  const { code, enter, wrong } = context;
  for (let attempt = 0; attempt < CODE_ATTEMPTS - 1; attempt++) {
    await enter(wrong);
  }
  equal(await enter(code), true);
});

Deno.test("allows concurrent guesses no more than five attempts", async () => {
  await using context = await withCode();
  const { code, enter, wrong } = context;
  const guesses = [...Array(30).fill(wrong), code];
  const answers = await Promise.all(guesses.map((guess) => enter(guess)));
  await context.enter(wrong);
  ok(answers.filter(Boolean).length <= 1);
  equal(await enter(code), false);
});

Deno.test("doesn't count malformed input as an attempt", async () => {
  await using context = await withCode();
  const { code, enter } = context;
  const slips = ["", "12345", "1234567", "abcdef", "12345x", "x".repeat(1e5)];
  for (const typed of slips) equal(await enter(typed), false);
  equal(await enter(code), true);
});

Deno.test("expires a code after a day", async () => {
  await using context = await withCode();
  const { services, code, enter } = context;
  services.clock.advance(TOKEN_SECONDS.verify * 1000);
  equal(await enter(code), false);
});

Deno.test("a new code invalidates the previous one and resets the attempts", async () => {
  await using context = await withCode();
  const { services, user, code, enter, wrong } = context;
  for (let attempt = 0; attempt < CODE_ATTEMPTS; attempt++) await enter(wrong);
  const next = await issueCode(services, user, "verify");
  if (next !== code) equal(await enter(code), false);
  equal(await enter(next), true);
});

Deno.test("using the code or link of one email revokes the other", async () => {
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

Deno.test("rejects a code for another account, another address or a disabled account", async () => {
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

Deno.test("stores neither the code nor a hash that can be computed without the key", async () => {
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

Deno.test("accepts a code after a key rotation while its key is kept", async () => {
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

Deno.test("makes the same queries without an account", async () => {
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
