/**
 * The discovery documents of OpenID providers (OpenID Connect Discovery 1.0 §4).
 *
 * @module
 */
import { fetchAnswer } from "./fetch_answer.ts";
import { failureOf, ProviderError } from "./failures.ts";

/** How long a provider may take for one answer, in milliseconds. */
export const ANSWER_MS = 5_000;

/** After how long a document is fetched again, in milliseconds: an hour. */
const FRESH_MS = 60 * 60_000;

/** How long a provider that didn't answer is left alone, in milliseconds. */
const PAUSE_MS = 10_000;

/** A document that is fetched when needed. */
export interface DiscoveryDocument {
  /**
   * The document as text. Requests at the same time share one fetch. An old document is
   * returned at once while a new one is fetched, and stays in use if that fails.
   *
   * @param now Milliseconds since the epoch.
   * @throws {ProviderError} if the provider doesn't answer, for some seconds without asking it
   * again.
   */
  read(now: number): Promise<string>;
}

/** Where the discovery document of an issuer is. */
export function discoveryUrl(issuer: URL): URL {
  const url = new URL(issuer);
  const path = url.pathname.replace(/\/$/, "");
  url.pathname = `${path}/.well-known/openid-configuration`;
  return url;
}

/** Makes a document of a URL. Nothing is fetched yet. */
export function createDiscoveryDocument(url: URL): DiscoveryDocument {
  let known: { readonly text: string; readonly at: number } | undefined;
  let failed: { readonly error: unknown; readonly at: number } | undefined;
  let pending: Promise<string> | undefined;

  async function load(now: number): Promise<string> {
    try {
      const text = await fetchDocument(url);
      known = { text, at: now };
      failed = undefined;
      return text;
    } catch (error) {
      failed = { error, at: now };
      throw error;
    } finally {
      pending = undefined;
    }
  }
  return {
    async read(now) {
      if (known && isWithin(FRESH_MS, known.at, now)) return known.text;
      const isPaused = failed && isWithin(PAUSE_MS, failed.at, now);
      if (!isPaused) pending ??= load(now);
      if (known) {
        pending?.catch(() => {}); // The old one is still good.
        return known.text;
      }
      if (pending) return await pending;
      throw failed?.error;
    },
  };
}

/** Whether a time is less than so long ago. A clock that went back makes it old. */
function isWithin(duration: number, at: number, now: number): boolean {
  return now >= at && now - at < duration;
}

function isObject(text: string): boolean {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === "object" && json !== null && !Array.isArray(json);
  } catch {
    return false;
  }
}

async function fetchDocument(url: URL): Promise<string> {
  try {
    const response = await fetchAnswer(url, {
      headers: { accept: "application/json" },
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const text = await response.text();
    if (response.status === 200 && isObject(text)) return text;
    const isDown = response.status >= 500 || response.status === 429;
    throw new ProviderError(
      isDown ? "down" : "invalid",
      response.status === 200
        ? "discovery answered no JSON object"
        : `discovery answered ${response.status}`,
    );
  } catch (error) {
    throw failureOf(error);
  }
}
