/**
 * What every store does with one-time tokens.
 *
 * @module
 */
import { deepStrictEqual as equal, ok, rejects } from "node:assert/strict";
import {
  aCode,
  aDigest,
  aToken,
  HOUR,
  NOW,
  type StoreTest,
} from "../../testing/database/fixtures.ts";

/** Creating, finding, using. */
export function oneTimeTokensContract(test: StoreTest): void {
  test("finds a token any number of times and uses it once", async ({ oneTimeTokens }) => {
    const token = aToken();
    await oneTimeTokens.create(token);
    equal(await oneTimeTokens.find(token.hash), token);
    equal(await oneTimeTokens.find(token.hash), token);
    equal(await oneTimeTokens.consume(token.hash), token);
    equal(await oneTimeTokens.consume(token.hash), null);
    equal(await oneTimeTokens.find(token.hash), null);
  });

  test("neither finds nor uses an unknown token", async ({ oneTimeTokens }) => {
    for (const hash of [aDigest(), "", "x".repeat(5000), "\ud800"]) {
      equal(await oneTimeTokens.find(hash), null);
      equal(await oneTimeTokens.consume(hash), null);
    }
    equal(await oneTimeTokens.listOf("x".repeat(5000)), []);
    await oneTimeTokens.revokeTokens("\ud800", "x".repeat(5000));
  });

  test("rejects a token that couldn't be read back", async ({ oneTimeTokens }) => {
    const token = aToken({ scope: "" });
    await rejects(oneTimeTokens.create(token));
    await rejects(oneTimeTokens.create(aToken({ hash: "short" })));
    await rejects(oneTimeTokens.create(aToken({ subject: "with space" })));
    equal(await oneTimeTokens.find(token.hash), null);
  });

  test("accepts one of twenty concurrent uses", async ({ oneTimeTokens }) => {
    const token = aToken();
    await oneTimeTokens.create(token);
    const uses = await Promise.all(
      Array.from({ length: 20 }, () => oneTimeTokens.consume(token.hash)),
    );
    equal(uses.filter((use) => use !== null), [token]);
  });

  test("finds a token without an address or with a past expiry", async ({ oneTimeTokens }) => {
    const token = aToken({ addressKey: "", expiresAt: NOW - 1 });
    await oneTimeTokens.create(token);
    equal(await oneTimeTokens.find(token.hash), token);
  });
}

/** Siblings. */
export function siblingsContract(test: StoreTest): void {
  test("using a token revokes its siblings and nothing else", async ({ oneTimeTokens, oneTimeCodes }) => {
    const [used, ...siblings] = [aToken(), aToken(), aToken({ purpose: "x" })];
    const others = [aToken({ scope: "recover" }), aToken({ subject: "bob" })];
    for (const token of [used, ...siblings, ...others]) {
      await oneTimeTokens.create(token);
    }
    const [code, bobs] = [aCode(), aCode({ subject: "bob" })];
    await oneTimeCodes.create(code);
    await oneTimeCodes.create(bobs);
    ok(await oneTimeTokens.consume(used.hash));
    for (const { hash } of siblings) {
      equal(await oneTimeTokens.find(hash), null);
      equal(await oneTimeTokens.consume(hash), null);
    }
    equal(await oneTimeCodes.try("ada", "verify", [code.mac], NOW), false);
    equal(await oneTimeCodes.try("bob", "verify", [bobs.mac], NOW), true);
    equal(await oneTimeTokens.find(others[0].hash), others[0]);
    equal(await oneTimeTokens.find(others[1].hash), null);
    equal(await oneTimeTokens.listOf("ada"), [others[0]]);
  });

  test("accepts one of several siblings used at the same time", async ({ oneTimeTokens, oneTimeCodes }) => {
    for (let round = 0; round < 30; round++) {
      const tokens = Array.from({ length: round % 5 }, () => aToken());
      const code = aCode();
      for (const token of tokens) await oneTimeTokens.create(token);
      await oneTimeCodes.create(code);
      const uses = await Promise.all([
        ...tokens.map(({ hash }) => oneTimeTokens.consume(hash)),
        oneTimeCodes.try("ada", "verify", [code.mac], NOW),
      ]);
      equal(uses.filter(Boolean).length, 1);
    }
  });

  test("revokes all tokens of a scope and accepts later ones", async ({ oneTimeTokens, oneTimeCodes }) => {
    const [before, other, after] = [
      aToken(),
      aToken({ scope: "recover" }),
      aToken(),
    ];
    const code = aCode();
    await oneTimeTokens.create(before);
    await oneTimeTokens.create(other);
    await oneTimeCodes.create(code);
    await oneTimeTokens.revokeTokens("ada", "verify");
    await oneTimeTokens.revokeTokens("ada", "verify");
    await oneTimeTokens.create(after);
    equal(await oneTimeTokens.find(before.hash), null);
    equal(await oneTimeCodes.try("ada", "verify", [code.mac], NOW), false);
    const left = await oneTimeTokens.listOf("ada");
    equal(
      new Set(left.map(({ hash }) => hash)),
      new Set([other.hash, after.hash]),
    );
    equal(await oneTimeTokens.consume(after.hash), after);
  });

  test("a token created while its sibling is used is either whole or revoked", async ({ oneTimeTokens }) => {
    for (let round = 0; round < 20; round++) {
      const [used, made] = [aToken(), aToken()];
      await oneTimeTokens.create(used);
      const [use] = await Promise.all([
        oneTimeTokens.consume(used.hash),
        oneTimeTokens.create(made),
      ]);
      equal(use, used);
      const found = await oneTimeTokens.find(made.hash);
      const listed = await oneTimeTokens.listOf("ada");
      equal(listed, found ? [made] : []);
      equal(await oneTimeTokens.consume(made.hash), found);
    }
  });

  test("fifty tokens created at the same time are all valid", async ({ oneTimeTokens }) => {
    const tokens = Array.from(
      { length: 50 },
      (_, index) => aToken({ expiresAt: NOW + HOUR + index }),
    );
    await Promise.all(tokens.map((token) => oneTimeTokens.create(token)));
    equal((await oneTimeTokens.listOf("ada")).length, 50);
  });
}
