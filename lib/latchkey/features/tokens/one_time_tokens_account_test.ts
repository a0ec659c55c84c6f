/** How one-time tokens depend on their account. */
import { deepStrictEqual as equal, notEqual, ok } from "node:assert/strict";
import {
  consumeInvitation,
  findInvitation,
} from "../invitations/invitation_tokens.ts";
import { consumeToken, findToken, issueToken } from "./one_time_tokens.ts";
import { testServices } from "../../testing/services.ts";
import { MAILED, withAda } from "../../testing/with_ada.ts";

const DAY = 24 * 60 * 60 * 1000;

Deno.test("rejects a token once the account has another address", async () => {
  await using context = await withAda();
  const { services, user } = context;
  const texts = await Promise.all(
    MAILED.map((purpose) => issueToken(services, { purpose, user })),
  );
  await services.store.users.changeAddress(user.id, {
    from: user.addressKey,
    credentialEpoch: user.credentialEpoch,
    address: "new@example.com",
    addressKey: "new@example.com",
    verifiedAt: services.now(),
    keepFormerUntil: services.now() + 7 * DAY,
  });
  for (const [index, purpose] of MAILED.entries()) {
    equal(await consumeToken(services, purpose, texts[index]), null, purpose);
  }
});

Deno.test("a disabled account can only use undo links, and a removed one none", async () => {
  await using context = await withAda();
  const { services, user } = context;
  const { users } = services.store;
  const texts = await Promise.all(
    MAILED.map((purpose) => issueToken(services, { purpose, user })),
  );
  const held = async () => {
    const purposes: string[] = [];
    for (const [index, purpose] of MAILED.entries()) {
      if (await findToken(services, purpose, texts[index])) {
        purposes.push(purpose);
      }
    }
    return purposes;
  };
  await users.update(user.id, { disabled: true });
  equal(await held(), ["secure_account"]);
  const deleteAfter = services.now() + 1000;
  await users.update(user.id, { disabled: false, deleteAfter });
  equal(await held(), [...MAILED]);
  services.clock.advance(1000);
  equal(await held(), []);
  await users.update(user.id, { deleteAfter: null });
  equal(await held(), [...MAILED]);
  await users.remove(user.id);
  equal(await held(), []);
});

Deno.test("an undo link works while its address is reserved and keeps other addresses", async () => {
  await using context = await withAda();
  const { services, user } = context;
  const { users } = services.store;
  const addresses = [
    user.addressKey,
    "second@example.com",
    "third@example.com",
  ];
  const texts: string[] = [];
  for (const [index, from] of addresses.slice(0, 2).entries()) {
    const addressKey = addresses[index + 1];
    await users.changeAddress(user.id, {
      from,
      credentialEpoch: user.credentialEpoch,
      address: addressKey,
      addressKey,
      verifiedAt: services.now(),
      keepFormerUntil: services.now() + 7 * DAY,
    });
    const request = {
      purpose: "undo_address",
      user,
      addressKey: from,
    } as const;
    texts.push(await issueToken(services, request));
    services.clock.advance(DAY);
  }
  const [first, second] = texts;
  const found = await findToken(services, "undo_address", first);
  equal(found?.token.addressKey, user.addressKey);
  notEqual(
    found?.token.scope,
    (await findToken(services, "undo_address", second))?.token.scope,
  );
  services.clock.advance(3 * DAY);
  equal(await findToken(services, "undo_address", second), null);
  ok(await consumeToken(services, "undo_address", first));
});

Deno.test("an invitation has its own id, a chosen lifetime and one use", async () => {
  await using services = await testServices();
  const request = {
    purpose: "invite",
    subject: "invitation-1",
    lifetimeSeconds: 60,
  } as const;
  const text = await issueToken(services, request);
  equal((await findInvitation(services, text))?.subject, "invitation-1");
  const guests = await Promise.all([
    consumeInvitation(services, text, "ada@example.com"),
    consumeInvitation(services, text, "ada@example.com"),
  ]);
  equal(guests.filter((token) => token !== null).length, 1);
  const late = await issueToken(services, request);
  services.clock.advance(60_000);
  equal(await consumeInvitation(services, late, "ada@example.com"), null);
});
