/**
 * No page tells whether an account exists: neither by status, words and headers, nor
 * by its time.
 *
 * Each form is sent for accounts that exist and for ones that do not, in turn, from
 * ever new client addresses, with the cheapest hashes, which hide the least.
 */
import assert from "node:assert/strict";
import { addressKey } from "../../lib/auth/addresses.ts";
import { randomId } from "../../lib/auth/random_id.ts";
import { ANNA, openSite, type Site, type Visitor } from "../site.ts";
import { shareLonger, strayOf } from "./ranks.ts";

const TRIES = 200;
/** More than that a share strays once in 15,000 times by chance. */
const DEVIATIONS = 4;

/** One page that takes an address, as it is sent by somebody who wants to know. */
interface Form {
  readonly path: string;
  fields(address: string): Record<string, string>;
  readonly verified?: false;
}

const password = "moonlight tractor";
const FORMS: Readonly<Record<string, Form>> = {
  "sign-in": {
    path: "/auth/login",
    fields: (username) => ({ username, password, next: "/" }),
  },
  "sign-up": {
    path: "/auth/signup",
    fields: (address) => ({ address, password, name: "Ada" }),
  },
  "recovery": { path: "/auth/recover", fields: (address) => ({ address }) },
  "sign-in link": {
    path: "/auth/link",
    fields: (address) => ({ address, next: "/" }),
  },
  "code of an account that is confirmed": {
    path: "/auth/verify",
    fields: (address) => ({ address, code: "123456" }),
  },
  "code of an account that is not": {
    path: "/auth/verify",
    fields: (address) => ({ address, code: "123456" }),
    verified: false,
  },
  "token": {
    path: "/token",
    fields: (username) => ({ username, password, grant_type: "password" }),
  },
};

for (const [name, form] of Object.entries(FORMS)) {
  Deno.test(`${name}: the answer is the same whether there is such an account`, async () => {
    await using site = await siteBehindProxy();
    const { existing, missing } = await addressesOf(site, form, 1);
    const told = await Promise.all(
      [existing[0], missing[0]].map(async (address) =>
        await describe(await send(site, form, address, 0), address)
      ),
    );
    assert.deepEqual(told[0], told[1]);
  });

  Deno.test(`${name}: the time tells nothing in ${TRIES} tries each`, async () => {
    await using site = await siteBehindProxy();
    const { existing, missing } = await addressesOf(site, form, TRIES + 20);
    const times: [number[], number[]] = [[], []];
    for (let index = 0; index < existing.length; index++) {
      // Whichever comes first may run warmer: so they take turns at that too.
      for (const which of index % 2 ? [0, 1] as const : [1, 0] as const) {
        const address = (which === 0 ? existing : missing)[index];
        const began = performance.now();
        const answer = await send(site, form, address, 2 * index + which);
        times[which].push(performance.now() - began);
        await answer.body?.cancel();
        await site.services.mail.settled();
      }
    }
    const [there, notThere] = times.map((row) => row.slice(20));
    const share = shareLonger(there, notThere);
    const limit = DEVIATIONS * strayOf(there.length, notThere.length);
    assert.ok(
      Math.abs(share - 0.5) < limit,
      `an existing account took longer in ${(100 * share).toFixed(1)} % of ` +
        `comparisons; chance allows 50 ± ${(100 * limit).toFixed(1)} %`,
    );
  });
}

function siteBehindProxy(): Promise<Site> {
  return openSite({ settings: { trustProxy: 1, logLevel: "error" } });
}

async function addressesOf(
  { services: { store, now } }: Site,
  { verified }: Form,
  count: number,
) {
  const anna = await store.users.byAddressKey(addressKey(ANNA.username));
  const existing: string[] = [];
  const missing: string[] = [];
  for (let index = 0; index < count; index++) {
    const address = `there${String(index).padStart(4, "0")}@example.com`;
    existing.push(address);
    missing.push(address.replace("there", "noone"));
    await store.users.create({
      ...anna!,
      id: randomId(),
      address,
      addressKey: address,
      verifiedAt: verified === false ? null : now(),
    });
  }
  return { existing, missing };
}

function send(
  site: Site,
  { path, fields }: Form,
  address: string,
  index: number,
): ReturnType<Visitor["post"]> {
  return site.visitor().post(path, fields(address), {
    "x-forwarded-for": `198.18.${index >> 8}.${index & 255}`,
  });
}

/** All of an answer that is not random by design, with the address that was typed left out. */
async function describe(answer: Response, address: string) {
  const plain = (text: string) =>
    text.replaceAll(address, "ADDRESS")
      .replace(/'?nonce-[^'"\s]+|nonce="[^"]+"/g, "NONCE")
      .replace(/name="asked" value="[0-9a-f]{64}"/, "ASKED");
  return {
    status: answer.status,
    headers: [...answer.headers].map(([name, value]) => [
      name,
      name === "set-cookie"
        ? value.replace(/=[\w.-]{16,}/, "=RANDOM")
        : plain(value),
    ]),
    body: plain(await answer.text()),
  };
}
