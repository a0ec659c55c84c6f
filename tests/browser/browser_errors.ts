/**
 * Records what a browser reports while a test runs.
 *
 * @module
 */
import type { BrowserContext } from "playwright-core";

/**
 * Expected reasons for failed requests: aborted by navigation, or blocked by
 * the policy, which the console reports too. Without script, the browser also
 * gives that reason for each script it doesn't preload.
 */
const HARMLESS = new Set(["net::ERR_ABORTED", "csp"]);

/** The errors recorded so far. */
export interface Complaints {
  readonly list: readonly string[];
  /** Removes an error the test caused on purpose; throws when it is missing. */
  forgive(pattern: RegExp): void;
  /** Throws when there are any. */
  refuse(): void;
}

/**
 * Records from every page of `context`: console errors and warnings (including
 * violations of the content security policy), exceptions, failed requests and
 * error responses, and requests to any other machine. A page that is itself
 * answered with 4xx is not recorded: the test checks that.
 */
export function watch(context: BrowserContext): Complaints {
  const list: string[] = [];
  context.on("console", (message) => {
    const text = message.text();
    const serious = ["error", "warning"].includes(message.type());
    // Responses are checked below, where the requested type is known.
    if (serious && !text.startsWith("Failed to load resource:")) {
      list.push(`${message.type()}: ${text}`);
    }
  });
  context.on("weberror", (event) => {
    list.push(`exception: ${event.error().message}`);
  });
  context.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith("http") && hostname !== "localhost") {
      list.push(`request to a stranger: ${request.url()}`);
    }
  });
  context.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText;
    if (!reason || !HARMLESS.has(reason)) {
      list.push(`request failed: ${request.url()} (${reason})`);
    }
  });
  context.on("response", (response) => {
    const isPage = response.request().isNavigationRequest();
    const status = response.status();
    if (status >= (isPage ? 500 : 400)) {
      list.push(`status ${status}: ${response.url()}`);
    }
  });
  return {
    list,
    forgive(pattern) {
      const index = list.findIndex((complaint) => pattern.test(complaint));
      if (index < 0) throw new Error(`the browser said nothing of ${pattern}`);
      list.splice(index, 1);
    },
    refuse() {
      if (list.length > 0) throw new Error("the browser complained");
    },
  };
}
