import { deepStrictEqual as equal, match, ok } from "node:assert/strict";
import { consumeInvitation } from "../invitations/invitation_tokens.ts";
import {
  type AccountPurpose,
  consumeToken,
  findToken,
  issueToken,
  revokeLoginTokens,
  revokeTokens,
  TOKEN_SECONDS,
} from "./one_time_tokens.ts";
import { sha256 } from "../../crypto/sha256.ts";
import { addUser } from "../../testing/services.ts";
import { MAILED, withAda } from "../../testing/with_ada.ts";

const DAY = 24 * 60 * 60 * 1000;

Deno.test("generates 256 random bits and stores only their hash", async () => {
  await using context = await withAda();
  const { services, user } = context;
  const texts = new Set<string>();
  for (let times = 0; times < 50; times++) {
    texts.add(await issueToken(services, { purpose: "verify", user }));
  }
  equal(texts.size, 50);
  const kept = JSON.stringify(
    await services.store.oneTimeTokens.listOf(user.id),
  );
  for (const text of texts) {
    match(text, /^[\w-]{43}$/);
    ok(!kept.includes(text) && kept.includes(await sha256(text)));
  }
});

Deno.test("finds a token any number of times and uses it once", async () => {
  await using context = await withAda();
  const { services, user } = context;
  for (const purpose of MAILED) {
    const data = { next: "/account" };
    const text = await issueToken(services, { purpose, user, data });
    for (let times = 0; times < 3; times++) {
      const found = await findToken(services, purpose, text);
      equal([found?.user, found?.token.data], [user, data]);
    }
    equal((await consumeToken(services, purpose, text))?.user, user);
    equal(await findToken(services, purpose, text), null);
    equal(await consumeToken(services, purpose, text), null);
  }
});

Deno.test("gives a token to one of two concurrent uses", async () => {
  await using context = await withAda();
  const { services, user } = context;
  const text = await issueToken(services, { purpose: "recover", user });
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => consumeToken(services, "recover", text)),
  );
  equal(answers.filter((found) => found !== null).length, 1);
});

Deno.test("accepts a token only for its own purpose", async () => {
  await using context = await withAda();
  const { services, user } = context;
  const text = await issueToken(services, { purpose: "verify", user });
  const others: AccountPurpose[] = [
    "recover",
    "login_link",
    "change_address",
    "undo_address",
    "secure_account",
  ];
  for (const purpose of others) {
    equal(await consumeToken(services, purpose, text), null, purpose);
  }
  equal(await consumeInvitation(services, text, "ada@example.com"), null);
  ok(await consumeToken(services, "verify", text));
});

Deno.test("expires a token to the second, by purpose", async () => {
  for (const purpose of MAILED) {
    await using context = await withAda();
    const { services, user } = context;
    const text = await issueToken(services, { purpose, user });
    services.clock.advance(TOKEN_SECONDS[purpose] * 1000 - 1);
    ok(await findToken(services, purpose, text));
    services.clock.advance(1);
    equal(await consumeToken(services, purpose, text), null);
  }
  equal(
    [TOKEN_SECONDS.verify, TOKEN_SECONDS.recover, TOKEN_SECONDS.login_link],
    [86_400, 3_600, 900],
  );
});

Deno.test("a token issued by a clock that ran ahead expires no later than the clock was wrong", async () => {
  await using context = await withAda();
  const { services, user } = context;
  services.clock.advance(DAY);
  const text = await issueToken(services, { purpose: "recover", user });
  services.clock.advance(-DAY);
  equal(await findToken(services, "recover", text), null);
});

Deno.test("rejects anything that isn't a token", async () => {
  await using context = await withAda();
  const { services, user } = context;
  const text = await issueToken(services, { purpose: "verify", user });
  for (
    const forged of [
      "",
      text.slice(1),
      `${text}=`,
      `${text}\n`,
      text.toLowerCase(),
      await sha256(text),
      "x".repeat(100_000),
      "__proto__",
    ]
  ) {
    equal(await consumeToken(services, "verify", forged), null);
  }
  ok(await findToken(services, "verify", text));
});

Deno.test("using a token revokes its siblings, but not tokens of another purpose or user", async () => {
  await using context = await withAda();
  const { services, user } = context;
  const eve = await addUser(services, { address: "eve@example.com" });
  const first = await issueToken(services, { purpose: "recover", user });
  const second = await issueToken(services, { purpose: "recover", user });
  const link = await issueToken(services, { purpose: "login_link", user });
  const hers = await issueToken(services, { purpose: "recover", user: eve });
  ok(await consumeToken(services, "recover", second));
  equal(await findToken(services, "recover", first), null);
  ok(await findToken(services, "login_link", link));
  ok(await findToken(services, "recover", hers));
  const later = await issueToken(services, { purpose: "recover", user });
  ok(await findToken(services, "recover", later));
});

Deno.test("revokes all emailed login tokens together", async () => {
  await using context = await withAda();
  const { services, user } = context;
  const verify = await issueToken(services, { purpose: "verify", user });
  const recover = await issueToken(services, { purpose: "recover", user });
  const link = await issueToken(services, { purpose: "login_link", user });
  await revokeLoginTokens(services, user.id);
  equal(await findToken(services, "recover", recover), null);
  equal(await findToken(services, "login_link", link), null);
  ok(await findToken(services, "verify", verify));
  await revokeTokens(services, user.id, "verify");
  equal(await findToken(services, "verify", verify), null);
});
