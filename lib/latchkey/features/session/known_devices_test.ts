import { deepStrictEqual as equal, notEqual, ok } from "node:assert/strict";
import fc from "fast-check";
import {
  DEVICE_SECONDS,
  knownDevice,
  rememberDevice,
} from "./known_devices.ts";
import { deviceCookie } from "../../http/client_info.ts";
import {
  createKeyRing,
  generateKey,
  rotateKeys,
} from "../../crypto/key_ring.ts";
import { testServices } from "../../testing/services.ts";

const ada = { id: "ada", credentialEpoch: 0 };
const eve = { id: "eve", credentialEpoch: 0 };

Deno.test("a browser is known only to the account it logged in to", async () => {
  await using services = await testServices();
  const cookie = await rememberDevice(services, null, ada);
  ok(await knownDevice(services, cookie, ada));
  equal(await knownDevice(services, cookie, eve), null);
  equal(await knownDevice(services, cookie, null), null);
  equal(await knownDevice(services, null, ada), null);
});

Deno.test("a browser is forgotten once the password is replaced", async () => {
  await using services = await testServices();
  const cookie = await rememberDevice(services, null, ada);
  const changed = { ...ada, credentialEpoch: 1 };
  equal(await knownDevice(services, cookie, changed), null);
  const renewed = await rememberDevice(services, cookie, changed);
  ok(await knownDevice(services, renewed, changed));
  equal(await knownDevice(services, renewed, ada), null);
  equal(renewed.split("~").length, 1);
});

Deno.test("a browser is known for 180 days after its last login, whatever its cookie says", async () => {
  await using services = await testServices();
  const cookie = await rememberDevice(services, null, ada);
  services.clock.advance(DEVICE_SECONDS * 1000 - 1000);
  ok(await knownDevice(services, cookie, ada));
  const renewed = await rememberDevice(services, cookie, ada);
  services.clock.advance(1000);
  equal(await knownDevice(services, cookie, ada), null);
  ok(await knownDevice(services, renewed, ada));
  const [end, nonce, mac] = cookie.split(".");
  const longer = `${Number(end) + DEVICE_SECONDS}.${nonce}.${mac}`;
  equal(await knownDevice(services, longer, ada), null);
});

Deno.test("five users can share a browser; a sixth replaces the one who logged in longest ago", async () => {
  await using services = await testServices();
  const people = Array.from({ length: 6 }, (_, index) => ({
    id: `person-${index}`,
    credentialEpoch: 0,
  }));
  let cookie: string | null = null;
  const known = () =>
    Promise.all(
      people.map(async (person) =>
        await knownDevice(services, cookie, person) !== null
      ),
    );
  for (const person of people.slice(0, 5)) {
    cookie = await rememberDevice(services, cookie, person);
  }
  equal(await known(), [true, true, true, true, true, false]);
  cookie = await rememberDevice(services, cookie, people[0]);
  cookie = await rememberDevice(services, cookie, people[5]);
  equal(await known(), [true, false, true, true, true, true]);
  ok(cookie.length < 600);
});

Deno.test("each login renews the device id and keeps one entry per account", async () => {
  await using services = await testServices();
  const first = await rememberDevice(services, null, ada);
  const second = await rememberDevice(services, first, ada);
  equal(second.split("~").length, 1);
  notEqual(
    await knownDevice(services, first, ada),
    await knownDevice(services, second, ada),
  );
});

Deno.test("the cookie doesn't reveal its accounts", async () => {
  await using services = await testServices();
  const person = { id: "a-very-secret-id", credentialEpoch: 0 };
  ok(!(await rememberDevice(services, null, person)).includes(person.id));
});

Deno.test("accepts a cookie after a key rotation until its key is dropped", async () => {
  const set = { keys: [generateKey()] };
  await using services = await testServices({ keys: await createKeyRing(set) });
  const cookie = await rememberDevice(services, null, ada);
  const keys = await createKeyRing(rotateKeys(set, 1));
  ok(await knownDevice({ ...services, keys }, cookie, ada));
  const fresh = await createKeyRing(rotateKeys(set, 0));
  equal(await knownDevice({ ...services, keys: fresh }, cookie, ada), null);
});

Deno.test("ignores a modified or invalid cookie and replaces it at the next login", async () => {
  await using services = await testServices();
  const real = await rememberDevice(services, null, ada);
  const spoilt = fc.tuple(fc.nat(real.length - 1), fc.string({ maxLength: 2 }))
    .map(([at, piece]) => real.slice(0, at) + piece + real.slice(at + 1))
    .filter((cookie) => cookie !== real);
  await fc.assert(
    fc.asyncProperty(fc.oneof(spoilt, fc.string()), async (cookie) => {
      equal(await knownDevice(services, cookie, ada), null);
    }),
  );
  const tooMany = Array(6).fill(real).join("~");
  for (const cookie of [tooMany, `${real}~`, `${real}~x`, "x".repeat(1e6)]) {
    equal(await knownDevice(services, cookie, ada), null);
    const fresh = await rememberDevice(services, cookie, ada);
    equal(fresh.split("~").length, 1);
  }
});

Deno.test("an unknown account takes the same number of hashes", async () => {
  await using services = await testServices();
  let cookie: string | null = null;
  for (const id of ["one", "two", "three"]) {
    cookie = await rememberDevice(services, cookie, { id, credentialEpoch: 0 });
  }
  let looked = 0;
  const byKid = {
    ...services.keys.byKid,
    values() {
      looked++;
      return services.keys.byKid.values();
    },
  };
  const counting = { ...services, keys: { ...services.keys, byKid } };
  for (const user of [ada, null]) {
    looked = 0;
    await knownDevice(counting, cookie, user);
    equal(looked, 3);
  }
});

Deno.test("hides the cookie from scripts and other sites, and rejects two of the same name", () => {
  const cookie = deviceCookie({ https: true, port: 8000, publicUrl: null });
  equal(
    cookie.write("x", DEVICE_SECONDS),
    "__Host-device=x; Max-Age=15552000; Path=/; HttpOnly; Secure; SameSite=Lax",
  );
  const twice = new Headers({ cookie: "__Host-device=a; __Host-device=b" });
  equal(cookie.read(twice), null);
});
