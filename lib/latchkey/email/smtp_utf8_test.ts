/**
 * Addresses beyond ASCII, and mail servers with and without SMTPUTF8 (RFC
 * 6531).
 */
import assert from "node:assert/strict";
import { smtpTransport } from "./smtp.ts";
import { readSettings } from "../settings/settings.ts";
import { run } from "../testing/cli/run.ts";
import { sentence } from "../testing/sentence.ts";
import { ENGLISH } from "../i18n/languages.ts";
import { testServices } from "../testing/services.ts";
import { certificateFor } from "../testing/email/certificate.ts";
import {
  type MailServer,
  startMailServer,
} from "../testing/email/mail_server.ts";
import { TEST_SITE } from "../testing/site.ts";

const { messages } = ENGLISH;

const UTF8 = "josé@xn--bcher-kva.example";
const MESSAGE = {
  id: "0123456789abcdefghijkl",
  kind: "recover",
  to: UTF8,
  subject: "Reset your password",
  text: "Hello\n",
  html: "<p>Hello</p>",
} as const;

/** A server that records what it receives, line by line. */
async function listening(options: Parameters<typeof startMailServer>[0] = {}) {
  const lines: string[] = [];
  const note = (_entry: unknown, text: unknown, line?: unknown) => {
    if (text === "C:") lines.push(String(line));
  };
  const silent = () => {};
  const logger = { debug: note, info: silent, error: silent };
  const server = await startMailServer({ ...options, logger });
  return { server, lines };
}

function settingsFor({ port }: MailServer, MAIL_FROM = "a@latchkey.example") {
  return readSettings(TEST_SITE, {
    APP_ENV: "test",
    SMTP_URL: `smtp://127.0.0.1:${port}`,
    MAIL_FROM,
  });
}

Deno.test("sends a non-ASCII address as stored and requests SMTPUTF8", async () => {
  const { server, lines } = await listening();
  await using _ = server;
  await smtpTransport(settingsFor(server)).send(MESSAGE);
  assert.ok(lines.includes(`RCPT TO:<${UTF8}>`), lines.join("\n"));
  assert.ok(lines.some((line) => /^MAIL FROM:\S+ SMTPUTF8\b/.test(line)));
  assert.equal(server.arrived.length, 1);
});

Deno.test("sends an ASCII address without SMTPUTF8, with the domain in A-labels", async () => {
  const { server, lines } = await listening({ hideSMTPUTF8: true });
  await using _ = server;
  const to = "ada@xn--bcher-kva.example";
  await smtpTransport(settingsFor(server)).send({ ...MESSAGE, to });
  assert.ok(lines.includes(`RCPT TO:<${to}>`), lines.join("\n"));
  assert.doesNotMatch(lines.join("\n"), /SMTPUTF8/);
});

Deno.test("never sends a non-ASCII address to a server without SMTPUTF8, and doesn't retry", async () => {
  const { server, lines } = await listening({ hideSMTPUTF8: true });
  await using _ = server;
  await assert.rejects(smtpTransport(settingsFor(server)).send(MESSAGE), {
    name: "SendFailure",
    again: "never",
    message: "The mail server accepts only ASCII before the @.",
  });
  assert.doesNotMatch(lines.join("\n"), /MAIL|RCPT/);
  const umlaut = settingsFor(server, "Büro <büro@latchkey.example>");
  const ada = { ...MESSAGE, to: "ada@example.com" };
  await assert.rejects(smtpTransport(umlaut).send(ada), {
    again: "later",
    message: /MAIL_FROM/,
  });
  await assert.rejects(smtpTransport(umlaut).verify(), {
    message: /MAIL_FROM/,
  });
  assert.doesNotMatch(lines.join("\n"), /MAIL|RCPT/);
});

Deno.test("uses what the server offers after STARTTLS", async () => {
  const certificate = certificateFor("127.0.0.2");
  await using server = await startMailServer(
    { ...certificate },
    { host: "127.0.0.2" },
  );
  const settings = readSettings(TEST_SITE, {
    APP_ENV: "test",
    SMTP_URL: `smtp://127.0.0.2:${server.port}`,
  });
  const transport = smtpTransport(settings, { ca: certificate.cert });
  assert.equal(await transport.reaches(UTF8), true);
});

Deno.test("uses ASCII for a non-ASCII sender in EHLO, envelope and Message-ID", async () => {
  const { server, lines } = await listening({ hideSMTPUTF8: true });
  await using _ = server;
  const settings = settingsFor(server, "Bücher <hallo@Bücher.example>");
  await smtpTransport(settings).send({ ...MESSAGE, to: "ada@example.com" });
  assert.equal(lines[0], "EHLO xn--bcher-kva.example");
  assert.ok(
    lines.some((line) =>
      line.startsWith("MAIL FROM:<hallo@xn--bcher-kva.example>")
    ),
    lines.join("\n"),
  );
  const [{ messageId }] = server.arrived;
  assert.equal(messageId, `<${MESSAGE.id}@xn--bcher-kva.example>`);
});

Deno.test("asks an unreachable server and promises nothing to a non-ASCII address", async () => {
  const settings = readSettings(TEST_SITE, {
    APP_ENV: "test",
    SMTP_URL: "smtp://127.0.0.1:1",
  });
  const { reaches } = smtpTransport(settings);
  assert.equal(await reaches(UTF8), false);
  assert.equal(await reaches("ada@xn--bcher-kva.example"), true);
});

Deno.test("invites nobody at an address the server can't send to", async () => {
  const { server } = await listening({ hideSMTPUTF8: true });
  await using _ = server;
  await using services = await testServices();
  const args = ["invites", "create", "--address", UTF8];
  const SMTP_URL = `smtp://127.0.0.1:${server.port}`;
  const env = { APP_ENV: "test", BCRYPT_COST: "4", SMTP_URL };
  const { code, err } = await run(services.store, args, { env });
  assert.equal(code, 2);
  assert.match(err, sentence(messages.problems.addressUndeliverable));
  assert.equal((await run(services.store, args)).code, 0);
});
