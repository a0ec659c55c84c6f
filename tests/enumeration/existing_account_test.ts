/**
 * No page tells whether an account exists: neither by status, words and headers, nor
 * by its time.
 *
 * Each form is sent for accounts that exist and for ones that do not, in turn, from
 * ever new client addresses, with the cheapest hashes, which hide the least.
 */
import assert from "node:assert/strict";
import { newUser } from "../../lib/auth/new_user.ts";
import { type Site, type Visitor } from "../site.ts";
import { type Form, FORMS, makeAccount, siteFor } from "./forms.ts";
import { shareLonger, strayOf } from "./ranks.ts";

const TRIES = 200;
/** Not measured: until everything has run a few times. */
const WARM_UP = 20;
/** More than that a share strays once in 15,000 times by chance. */
const DEVIATIONS = 4;

for (const [name, form] of Object.entries(FORMS)) {
  Deno.test(`${name}: the answer is the same whether there is such an account`, async () => {
    await using site = await siteFor(form);
    const { existing, missing } = await addressesOf(site, form, 1);
    const told: unknown[] = [];
    for (const [address] of [existing, missing]) {
      const answer = await send(site, await formFor(site, form, address, 0));
      told.push(await describe(answer, address));
    }
    assert.deepEqual(told[0], told[1]);
  });

  Deno.test(`${name}: the time tells nothing in ${TRIES} tries each`, async () => {
    await using site = await siteFor(form);
    const { existing, missing } = await addressesOf(
      site,
      form,
      TRIES + WARM_UP,
    );
    const times: [number[], number[]] = [[], []];
    for (let index = 0; index < existing.length; index++) {
      // Whichever comes first may run warmer: so they take turns at that too.
      for (const which of index % 2 ? [0, 1] as const : [1, 0] as const) {
        const address = (which === 0 ? existing : missing)[index];
        const filled = await formFor(site, form, address, 2 * index + which);
        const began = performance.now();
        const answer = await send(site, filled);
        times[which].push(performance.now() - began);
        await answer.body?.cancel();
        await site.services.mail.settled();
      }
    }
    const [there, notThere] = times.map((row) => row.slice(WARM_UP));
    const share = shareLonger(there, notThere);
    const limit = DEVIATIONS * strayOf(there.length, notThere.length);
    assert.ok(
      Math.abs(share - 0.5) < limit,
      `an existing account took longer in ${(100 * share).toFixed(1)} % of ` +
        `comparisons; chance allows 50 ± ${(100 * limit).toFixed(1)} %`,
    );
  });
}

async function addressesOf(site: Site, form: Form, count: number) {
  const existing: string[] = [];
  const missing: string[] = [];
  const { services } = site;
  const passwordHash = await services.passwords.hash("another one");
  for (let index = 0; index < count; index++) {
    const address = `there${String(index).padStart(4, "0")}@example.com`;
    existing.push(address);
    missing.push(address.replace("there", "noone"));
    const verifiedAt = services.now();
    const user = newUser(services, { address, passwordHash, verifiedAt });
    await makeAccount(site, form, user);
  }
  return { existing, missing };
}

/** A form filled in, and the number of the client that sends it. */
interface FilledForm {
  readonly path: string;
  readonly fields: Record<string, string>;
  readonly client: number;
}

async function formFor(
  site: Site,
  { path, fields }: Form,
  address: string,
  client: number,
): Promise<FilledForm> {
  return { path, fields: await fields(address, site), client };
}

function send(
  site: Site,
  { path, fields, client }: FilledForm,
): ReturnType<Visitor["post"]> {
  return site.visitor().post(path, fields, {
    "x-forwarded-for": `198.18.${client >> 8}.${client & 255}`,
  });
}

/** All of an answer that is not random by design, with the address that was typed left out. */
async function describe(answer: Response, address: string) {
  const plain = (text: string) =>
    text.replaceAll(address, "ADDRESS")
      .replace(/'?nonce-[^'"\s]+|nonce="[^"]+"/g, "NONCE")
      .replace(/name="asked" value="[0-9a-f]{64}"/, "ASKED")
      .replace(/name="invite" value="[\w-]{43}"/, "INVITE");
  return {
    status: answer.status,
    headers: [...answer.headers].map(([name, value]) => [
      name,
      name === "set-cookie"
        ? value.replace(/=[\w.-]{16,}/, "=RANDOM")
        : name === "x-request-id"
        ? "RANDOM"
        : plain(value),
    ]),
    body: plain(await answer.text()),
  };
}
