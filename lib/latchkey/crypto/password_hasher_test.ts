import {
  deepStrictEqual as equal,
  match,
  ok,
  rejects,
} from "node:assert/strict";
import { createHmac } from "node:crypto";
import { loadBcrypt } from "./bcrypt.ts";
import { createPasswordHasher } from "./password_hasher.ts";
import { newPasswordProblem } from "../features/password/password_rules.ts";
import { passwordProblem } from "./password_text.ts";

const loadJs = async () => ({
  bcrypt: (await import("bcryptjs")).default,
  native: false,
});

const makers = { "the native addon": loadBcrypt, "bcryptjs": loadJs };

for (const [maker, load] of Object.entries(makers)) {
  const hasher = createPasswordHasher({ cost: 4, load });

  Deno.test(`${maker}: verifies a password against its own hash only`, async () => {
    const hash = await hasher.hash("correct horse");
    match(hash, /^\$2b\$04\$/);
    equal(await hasher.verify("correct horse", hash), true);
    equal(await hasher.verify("correct hors", hash), false);
    equal(await hasher.verify("", hash), false);
    ok(await hasher.hash("correct horse") !== hash);
  });

  Deno.test(`${maker}: verifies hashes of every implementation and prefix`, async () => {
    const other = createPasswordHasher({
      cost: 4,
      load: load === loadJs ? loadBcrypt : loadJs,
    });
    const hash = await other.hash("12345");
    for (const name of ["$2a$", "$2b$", "$2y$"]) {
      const renamed = hash.replace("$2b$", name);
      equal(await hasher.verify("12345", renamed), true);
      equal(await hasher.verify("54321", renamed), false);
    }
  });

  Deno.test(`${maker}: treats every Unicode spelling of a password as the same`, async () => {
    const hash = await hasher.hash("Zo\u00EB \uFF11");
    equal(await hasher.verify("Zoe\u0308 1", hash), true);
  });

  Deno.test(`${maker}: compares all 72 bytes`, async () => {
    const hash = await hasher.hash("x".repeat(71) + "y");
    equal(await hasher.verify("x".repeat(71) + "y", hash), true);
    equal(await hasher.verify("x".repeat(71) + "z", hash), false);
    equal(await hasher.verify("x".repeat(71) + "yz", hash), false);
  });

  Deno.test(`${maker}: compares every character beyond 72 bytes and marks the hash`, async () => {
    for (
      const long of [
        "x".repeat(73),
        "п".repeat(37),
        "😀".repeat(64),
        "x".repeat(256),
        "密".repeat(255) + "y",
      ]
    ) {
      const hash = await hasher.hash(long);
      match(hash, /^\$bcrypt-sha256\$v=2,t=2b,r=4\$[./\w]{22}\$[./\w]{31}$/);
      equal(await hasher.verify(long, hash), true, long);
      equal(hasher.needsRehash(hash), false);
      const cut = [...long].slice(0, -1).join("");
      for (const wrong of [cut, `${cut}?`, `${long}x`, ""]) {
        equal(await hasher.verify(wrong, hash), false, wrong);
      }
    }
    match(await hasher.hash("😀".repeat(18)), /^\$2b\$04\$/);
  });

  Deno.test(`${maker}: distinguishes a long password from its digest`, async () => {
    const long = "x".repeat(73);
    const hash = await hasher.hash(long);
    const [, , , salt, rest] = hash.split("$");
    const digest = createHmac("sha256", salt).update(long).digest("base64");
    const plain = `$2b$04$${salt}${rest}`;
    equal(await hasher.verify(digest, plain), true, "the construction");
    equal(await hasher.verify(digest, hash), false);
    equal(await hasher.verify(long, plain), false);
  });

  Deno.test(`${maker}: rejects every password for a missing or broken hash, and every impossible password`, async () => {
    const hash = await hasher.hash("12345");
    const long = await hasher.hash("x".repeat(72));
    equal(await hasher.verify("12345", null), false);
    equal(await hasher.verify("", null), false);
    const broken = [
      "",
      "12345",
      "$2b$04$",
      hash.slice(0, -1),
      `${hash}x`,
      `${hash}\n`,
      hash.replace("$2b$", "$2x$"),
      hash.replace("$04$", "$03$"),
      hash.replace("$04$", "$31$"),
      hash.replace("$04$", "$99$"),
      `$bcrypt-sha256$v=2,t=2b,r=4${hash.slice(6, 29)}$${hash.slice(29)}`,
      "\0".repeat(60),
      "é".repeat(60),
    ];
    for (const row of broken) {
      equal(await hasher.verify("12345", row), false, row);
    }
    equal(await hasher.verify("12345\0", hash), false);
    equal(await hasher.verify("12345\0abc", hash), false);
    equal(await hasher.verify("x".repeat(73), long), false);
    equal(await hasher.verify("\ud800", await hasher.hash("\ufffd")), false);
  });

  Deno.test(`${maker}: rejects an empty password for the dummy hash`, async () => {
    const nothing = `$2b$04$${".".repeat(53)}`;
    for (const password of ["", "\0", ".", "x".repeat(73)]) {
      equal(await hasher.verify(password, null), false);
      equal(await hasher.verify(password, nothing), false);
    }
  });
}

Deno.test("uses the native addon when permitted, once it is loaded", async () => {
  const hasher = createPasswordHasher({ cost: 4 });
  equal(hasher.native, false);
  await hasher.warmUp();
  equal(hasher.native, true);
});

Deno.test("accepts passwords of 256 characters in any script, counted after NFKC", async () => {
  const hasher = createPasswordHasher({ cost: 4 });
  for (
    const good of [
      "",
      "12345",
      "x".repeat(256),
      "😀".repeat(256),
      "각".normalize("NFD").repeat(256),
      "नि".repeat(64),
      "ﬃ".repeat(64),
    ]
  ) {
    equal(passwordProblem(good), null, good);
  }
  for (
    const bad of [
      "x".repeat(257),
      "😀".repeat(257),
      "\uFDFA".repeat(15),
      "x".repeat(1e6),
    ]
  ) {
    equal(passwordProblem(bad), "passwordTooLong");
    await rejects(hasher.hash(bad), RangeError);
  }
  for (const bad of ["\0", "a\0b", "\ud800", "a\udc00"]) {
    equal(passwordProblem(bad), "passwordUnusable");
    await rejects(hasher.hash(bad), RangeError);
  }
});

Deno.test("rejects an over-long password before normalising it", () => {
  // NFKC sorts marks: 64 KB of them take more than a second.
  const marks = "\u0300\u0316".repeat(16_000);
  const start = performance.now();
  equal(passwordProblem(marks), "passwordTooLong");
  equal(
    newPasswordProblem(marks, {
      minLength: 8,
      siteName: "",
      address: "a@b.example",
    }),
    "passwordTooLong",
  );
  ok(performance.now() - start < 100);
});

Deno.test("takes the same work for short and long passwords, whatever the hash", async () => {
  const compared: string[] = [];
  const watched = createPasswordHasher({
    cost: 5,
    load: async () => ({
      native: false,
      bcrypt: {
        ...(await loadBcrypt()).bcrypt,
        compare: (_password, hash) => {
          compared.push(hash.slice(0, 7));
          return Promise.resolve(false);
        },
      },
    }),
  });
  const passwords = ["short", "п".repeat(37), "x".repeat(257)];
  const hashes: (string | null)[] = [null];
  for (const made of passwords.slice(0, 2)) {
    hashes.push(await watched.hash(made));
  }
  for (const password of passwords) {
    for (const hash of hashes) {
      equal(await watched.verify(password, hash), false);
      equal(compared.splice(0), ["$2b$05$"]);
    }
  }
});

Deno.test("asks for a rehash when a hash is cheaper or older than new ones", async () => {
  const hash = await createPasswordHasher({ cost: 5 }).hash("12345");
  const needs = (cost: number, text = hash) =>
    createPasswordHasher({ cost }).needsRehash(text);
  equal([needs(4), needs(5), needs(6)], [false, false, true]);
  equal(needs(5, hash.replace("$2b$", "$2a$")), true);
  equal(needs(5, hash.replace("$2b$", "$2y$")), true);
  equal(needs(5, "broken"), true);
  const marked = await createPasswordHasher({ cost: 5 }).hash("п".repeat(37));
  equal([needs(5, marked), needs(6, marked)], [false, true]);
});
