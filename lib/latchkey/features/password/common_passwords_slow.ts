/**
 * How often good passwords are rejected as common by mistake. docs/accounts.md
 * has the numbers.
 *
 * @module
 */
import { ok } from "node:assert/strict";
import { isCommonPassword } from "./common_passwords.ts";

const PASSWORDS = 200_000;

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const ALPHANUMERIC = `${LOWER}${LOWER.toUpperCase()}0123456789`;
const PRINTABLE = String.fromCharCode(
  ...Array.from({ length: 94 }, (_, index) => index + 33),
);

/** How they are generated, and how many in a million may be rejected. */
const KINDS: Record<string, { most: number; make: () => string }> = {
  "16 letters and digits": {
    most: 50,
    make: () => many(16, () => pick(ALPHANUMERIC)),
  },
  "12 letters and digits": {
    most: 50,
    make: () => many(12, () => pick(ALPHANUMERIC)),
  },
  "16 letters, digits and signs": {
    most: 100,
    make: () => many(16, () => pick(PRINTABLE)),
  },
  "12 letters, digits and signs": {
    most: 300,
    make: () => many(12, () => pick(PRINTABLE)),
  },
  "16 hexadecimal digits": {
    most: 500,
    make: () => many(16, () => pick("0123456789abcdef")),
  },
  "5 syllables and 2 digits": {
    most: 100,
    make: () =>
      many(5, () => pick("bcdfghjklmnpqrstvwxz") + pick("aeiou")) +
      many(2, () => pick("0123456789")),
  },
  "4 words": { most: 10, make: () => many(4, () => `${pick(words)} `) },
  "4 words without spaces": {
    most: 10,
    make: () => many(4, () => pick(words)),
  },
};

/** The words of this project's documentation. */
const words = [
  ...new Set(
    (await Deno.readTextFile(
      new URL("../../../../docs/operating.md", import.meta.url),
    ))
      .toLowerCase().match(/\b[a-z]{4,9}\b/g),
  ),
];

for (const [name, { most, make }] of Object.entries(KINDS)) {
  Deno.test(`rejects at most ${most} in a million passwords of ${name} as common`, async () => {
    let refused = 0;
    for (let count = 0; count < PASSWORDS; count++) {
      if (await isCommonPassword(make())) refused++;
    }
    const inAMillion = refused * 1_000_000 / PASSWORDS;
    console.log(`${name}: ${inAMillion} in a million`);
    ok(inAMillion <= most, `${inAMillion} in a million`);
  });
}

const random = new Uint32Array(1);

function pick(from: string | readonly string[]): string {
  crypto.getRandomValues(random);
  return from[random[0] % from.length];
}

function many(count: number, make: () => string): string {
  return Array.from({ length: count }, make).join("");
}
