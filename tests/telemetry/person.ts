/**
 * A user with a browser, a mailbox and a real server.
 *
 * @module
 */
import assert from "node:assert/strict";
import { parseSetCookie } from "cookie";
import {
  type ArrivedMail,
  type MailServer,
  until,
} from "@latchkey/core/testing";
import { post } from "../resilience/app_process.ts";

/** What a user does. Every answer's text is read. */
export interface Person {
  get(path: string): Promise<string>;
  post(path: string, fields: Record<string, string>): Promise<string>;
  /** The values of the user's cookies, except constants from the source. */
  cookies(): string[];
}

/**
 * Opens a browser that keeps cookies and sends additional headers with every
 * request.
 */
export function openBrowser(
  address: string,
  always: Readonly<Record<string, string>> = {},
): Person {
  const cookies = new Map<string, string>();
  const ownHeaders = () => ({
    ...always,
    cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
  });
  const kept = async (answer: Promise<Response>) => {
    const response = await answer;
    for (const line of response.headers.getSetCookie()) {
      const { name, value = "" } = parseSetCookie(line);
      cookies.set(name, value);
    }
    assert.ok(response.status < 500, `${response.url}: ${response.status}`);
    return await response.text();
  };
  return {
    get: (path) =>
      kept(fetch(address + path, {
        headers: ownHeaders(),
        redirect: "manual",
      })),
    post: (path, fields) => kept(post(address, path, fields, ownHeaders())),
    cookies: () =>
      [...cookies].filter(([name, value]) =>
        !name.startsWith("notice") && value !== ""
      )
        .map(([, value]) => value),
  };
}

/** Waits until a number of emails have arrived, and returns the newest. */
export async function nthMail(
  { arrived }: MailServer,
  count: number,
): Promise<ArrivedMail> {
  await until(() => arrived.length >= count);
  assert.equal(arrived.length, count, "emails that arrived");
  return arrived[count - 1];
}

/** Path and query of the first link in an email to a path with a token. */
export function linkTo(path: string, { text }: ArrivedMail): string {
  const [, link] =
    text.match(new RegExp(`https?://[^/\\s]+(${path}\\?\\S+)`)) ??
      [];
  return link ?? assert.fail(`no link to ${path}`);
}
