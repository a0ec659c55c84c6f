/**
 * What every store does with one-time codes.
 *
 * @module
 */
import { deepStrictEqual as equal, rejects } from "node:assert/strict";
import {
  aCode,
  aDigest,
  aToken,
  HOUR,
  NOW,
  type StoreTest,
} from "../../testing/database/fixtures.ts";

/** Checking codes. */
export function oneTimeCodesContract(test: StoreTest): void {
  test("accepts the right code once, under any key that may have made it", async ({ oneTimeCodes: codes }) => {
    const code = aCode();
    await codes.create(code);
    const macs = [aDigest(), code.mac, aDigest()];
    equal(await codes.try("ada", "verify", macs, NOW), true);
    equal(await codes.try("ada", "verify", macs, NOW), false);
  });

  test("counts a wrong code as an attempt and rejects the right one after the last", async ({ oneTimeCodes: codes }) => {
    const [code, lucky] = [aCode(), aCode({ subject: "bob" })];
    await codes.create(code);
    await codes.create(lucky);
    for (let attempt = 0; attempt < 4; attempt++) {
      equal(await codes.try("ada", "verify", [aDigest()], NOW), false);
      equal(await codes.try("bob", "verify", [aDigest()], NOW), false);
    }
    equal(await codes.try("bob", "verify", [lucky.mac], NOW), true);
    equal(await codes.try("ada", "verify", [aDigest()], NOW), false);
    equal(await codes.try("ada", "verify", [code.mac], NOW), false);
  });

  test("rejects a missing code, another scope, a missing MAC and invalid input", async ({ oneTimeCodes: codes }) => {
    const code = aCode();
    await codes.create(code);
    const right = [code.mac];
    equal(await codes.try("ada", "recover", right, NOW), false);
    equal(await codes.try("bob", "verify", right, NOW), false);
    equal(await codes.try("\ud800", "verify", right, NOW), false);
    equal(await codes.try("ada", "x".repeat(5000), right, NOW), false);
    const nonsense = ["", "é".repeat(64), code.mac.slice(1), `${code.mac}0`];
    equal(await codes.try("ada", "verify", [], NOW), false);
    equal(await codes.try("ada", "verify", nonsense, NOW), false);
    equal(await codes.try("ada", "verify", ["0".repeat(64)], NOW), false);
    equal(await codes.try("ada", "verify", right, NOW), true);
    equal(await codes.try("ada", "verify", ["0".repeat(64)], NOW), false);
    await rejects(codes.create(aCode({ mac: "short" })));
  });

  test("accepts a code until it expires", async ({ oneTimeCodes: codes }) => {
    const [early, late] = [aCode(), aCode({ subject: "bob" })];
    await codes.create(early);
    await codes.create(late);
    const end = NOW + HOUR;
    equal(await codes.try("ada", "verify", [early.mac], end - 1), true);
    equal(await codes.try("bob", "verify", [late.mac], end), false);
  });

  test("a new code replaces the previous one with all attempts", async ({ oneTimeCodes: codes }) => {
    const [before, after] = [aCode(), aCode()];
    await codes.create(before);
    for (let attempt = 0; attempt < 5; attempt++) {
      await codes.try("ada", "verify", [aDigest()], NOW);
    }
    await codes.create(after);
    equal(await codes.try("ada", "verify", [before.mac], NOW), false);
    equal(await codes.try("ada", "verify", [after.mac], NOW), true);
  });

  test("the right code revokes its siblings", async ({ oneTimeCodes, oneTimeTokens }) => {
    const [code, token, other] = [
      aCode(),
      aToken(),
      aToken({ scope: "recover" }),
    ];
    await oneTimeTokens.create(token);
    await oneTimeTokens.create(other);
    await oneTimeCodes.create(code);
    equal(await oneTimeCodes.try("ada", "verify", [aDigest()], NOW), false);
    equal(await oneTimeTokens.find(token.hash), token);
    equal(await oneTimeCodes.try("ada", "verify", [code.mac], NOW), true);
    equal(await oneTimeTokens.consume(token.hash), null);
    equal(await oneTimeTokens.find(other.hash), other);
  });

  test("a hundred concurrent guesses leave no attempt for the right code", async ({ oneTimeCodes: codes }) => {
    const code = aCode();
    await codes.create(code);
    const guesses = Array.from({ length: 100 }, () => aDigest());
    await Promise.all(
      guesses.map((guess) => codes.try("ada", "verify", [guess], NOW)),
    );
    equal(await codes.try("ada", "verify", [code.mac], NOW), false);
  });

  test("counts all concurrent wrong attempts, and no more", async ({ oneTimeCodes: codes }) => {
    for (const wrong of [4, 5]) {
      const code = aCode();
      await codes.create(code);
      await Promise.all(Array.from(
        { length: wrong },
        () => codes.try("ada", "verify", [aDigest()], NOW),
      ));
      const right = await codes.try("ada", "verify", [code.mac], NOW);
      equal(right, wrong < 5);
    }
  });

  test("accepts one of ten concurrent right attempts", async ({ oneTimeCodes: codes }) => {
    const code = aCode({ attemptsLeft: 10 });
    await codes.create(code);
    const answers = await Promise.all(Array.from(
      { length: 10 },
      () => codes.try("ada", "verify", [code.mac], NOW),
    ));
    equal(answers.filter(Boolean).length, 1);
  });
}
