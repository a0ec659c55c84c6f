import { deepStrictEqual as equal, ok, rejects } from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { createPasswordHasher, HasherBusy } from "./password_hasher.ts";

/** A hasher whose hashes finish when the test says so. */
function controlledHasher(concurrency: number, queueLimit: number) {
  const held: (() => void)[] = [];
  let most = 0;
  const hash = () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    held.push(() => resolve("hash"));
    most = Math.max(most, held.length);
    return promise;
  };
  const bcrypt = {
    genSalt: () => Promise.resolve(""),
    hash,
    compare: () => Promise.resolve(false),
  };
  const load = () => Promise.resolve({ bcrypt, native: true });
  const hasher = createPasswordHasher({
    cost: 4,
    concurrency,
    queueLimit,
    load,
  });
  /** Finishes hashes one by one until none is left. */
  async function finish(): Promise<void> {
    await settle();
    for (let end = held.shift(); end; end = held.shift()) {
      end();
      await settle();
    }
  }
  return { hasher, finish, most: () => most };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

Deno.test("runs no more hashes at once than allowed, and every queued one in turn", async () => {
  const { hasher, finish, most } = controlledHasher(2, 13);
  const hashes = Array.from({ length: 12 }, () => hasher.hash("12345"));
  await finish();
  equal((await Promise.all(hashes)).length, 12);
  equal(most(), 2);
});

Deno.test("rejects hashes beyond the queue with a retry time, and accepts them again later", async () => {
  const { hasher, finish } = controlledHasher(2, 3);
  const hashes = Array.from({ length: 8 }, () => hasher.hash("12345"));
  const outcomes = Promise.allSettled(hashes);
  await settle();
  await rejects(hasher.verify("12345", null), HasherBusy);
  await finish();
  const refused = (await outcomes).filter((outcome) =>
    outcome.status === "rejected"
  );
  equal(refused.length, 3);
  for (const { reason } of refused) {
    ok(reason instanceof HasherBusy);
    ok(
      Number.isInteger(reason.retryAfterSeconds) &&
        reason.retryAfterSeconds >= 1,
    );
  }
  equal(await hasher.verify("12345", null), false);
});

Deno.test("reserves a place for a known device while strangers fill the queue", async () => {
  const { hasher, finish } = controlledHasher(1, 8);
  const ended: string[] = [];
  const ask = async (lane: "known" | "stranger") => {
    using place = hasher.enter(lane);
    await hasher.hash("12345", place);
    ended.push(lane);
  };
  const strangers = Promise.allSettled(
    Array.from({ length: 9 }, () => ask("stranger")),
  );
  await settle();
  const known = [ask("known"), ask("known")];
  await rejects(ask("known"), HasherBusy);
  await finish();
  await Promise.all(known);
  const outcomes = await strangers;
  equal(outcomes.filter(({ status }) => status === "rejected").length, 2);
  const [first, ...rest] = ended;
  equal(first, "stranger");
  equal(rest.slice(0, 4), ["known", "stranger", "known", "stranger"]);
  equal(ended.length, 9);
});

Deno.test("frees the place of a failed hash", async () => {
  const bcrypt = {
    genSalt: () => Promise.resolve(""),
    hash: () => Promise.reject(new Error("out of memory")),
    compare: () => Promise.resolve(true),
  };
  const load = () => Promise.resolve({ bcrypt, native: true });
  const hasher = createPasswordHasher({
    cost: 4,
    concurrency: 1,
    queueLimit: 0,
    load,
  });
  for (let times = 0; times < 3; times++) {
    await rejects(hasher.hash("12345"), /out of memory/);
  }
});

Deno.test("the native addon doesn't block the event loop", async () => {
  const hasher = createPasswordHasher({ cost: 11 });
  await hasher.warmUp();
  let turns = 0;
  let isDone = false;
  const hashed = hasher.hash("12345").then(() => isDone = true);
  while (!isDone) {
    await setImmediate();
    turns++;
  }
  await hashed;
  // Hashing in JavaScript yields about ten times a second.
  ok(turns > 100, `the event loop turned ${turns} times`);
});
