/**
 * Submits a form for accounts that exist and for ones that don't, and measures
 * the time.
 *
 * @module
 */
import assert from "node:assert/strict";
import { type Site, type Visitor } from "../../site.ts";
import { type Form, makeAccount } from "./forms.ts";
import { deviationOf, shareLonger } from "./ranks.ts";

/** Not measured: until everything has run a few times. */
const WARM_UP = 20;
/** A share exceeds this once in 15,000 times by chance. */
const DEVIATIONS = 4;

/** Whether the two kinds of address can be told apart by time. */
export interface TimingResult {
  /** How often the answer for an existing account took longer, from 0 to 1. */
  readonly share: number;
  /** How far from 0.5 it may be by chance. */
  readonly limit: number;
}

/** Measures a form. */
export async function measure(
  site: Site,
  form: Form,
  attempts: number,
): Promise<TimingResult> {
  const { existing, missing } = await addressesOf(
    site,
    form,
    attempts + WARM_UP,
  );
  const times: [number[], number[]] = [[], []];
  for (let index = 0; index < existing.length; index++) {
    // The first of a pair may run warmer, so they alternate.
    for (const which of index % 2 ? [0, 1] as const : [1, 0] as const) {
      const address = (which === 0 ? existing : missing)[index];
      const filled = await formFor(site, form, address, 2 * index + which);
      const began = performance.now();
      const answer = await send(filled);
      times[which].push(performance.now() - began);
      await answer.body?.cancel();
      await site.services.mail.settled();
    }
  }
  const [there, notThere] = times.map((row) => row.slice(WARM_UP));
  return {
    share: shareLonger(there, notThere),
    limit: DEVIATIONS * deviationOf(there.length, notThere.length),
  };
}

/**
 * How many rounds must agree: load on the machine comes and goes, a difference
 * stays.
 */
const ROUNDS = 3;

/**
 * Fails the test when the two kinds of address can be told apart in every
 * round.
 *
 * @param open Opens a site for one round.
 */
export async function assertSameTime(
  form: Form,
  attempts: number,
  open: () => Promise<Site>,
): Promise<void> {
  const shares: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await using site = await open();
    const { share, limit } = await measure(site, form, attempts);
    if (Math.abs(share - 0.5) < limit) return;
    shares.push(
      `${(100 * share).toFixed(1)} % (chance allows ` +
        `50 ± ${(100 * limit).toFixed(1)} %)`,
    );
  }
  assert.fail(
    `an existing account took longer in ${shares.join(", ")} of comparisons`,
  );
}

/**
 * Addresses that have an account of the form's kind, and as many that have
 * none.
 */
export async function addressesOf(site: Site, form: Form, count: number) {
  const existing: string[] = [];
  const missing: string[] = [];
  const { services } = site;
  const passwordHash = await services.passwords.hash("another one");
  for (let index = 0; index < count; index++) {
    const address = `there${String(index).padStart(4, "0")}@example.com`;
    existing.push(address);
    missing.push(address.replace("there", "noone"));
    await makeAccount(site, form, { address, passwordHash });
  }
  return { existing, missing };
}

/** A completed form, and the number of the client that submits it. */
interface FilledForm {
  readonly path: string;
  readonly fields: Record<string, string>;
  readonly client: number;
  readonly visitor: Visitor;
}

/** Fills a form in. */
export async function formFor(
  site: Site,
  { path, fields }: Form,
  address: string,
  client: number,
): Promise<FilledForm> {
  const visitor = site.visitor();
  const filled = await fields(address, site, visitor);
  return { path, fields: filled, client, visitor };
}

/** Submits it from its client. */
export function send(
  { path, fields, client, visitor }: FilledForm,
): ReturnType<Visitor["post"]> {
  return visitor.post(path, fields, {
    "x-forwarded-for": `198.18.${client >> 8}.${client & 255}`,
  });
}
