/**
 * Listens to what a browser complains of while a test runs.
 *
 * @module
 */
import type { BrowserContext } from "playwright-core";

/**
 * Reasons why a request may fail: it was cut short by going on to another page; or the
 * policy forbade it, which the console tells too, save that a browser without script
 * gives the same reason for each script that it does not preload.
 */
const HARMLESS = new Set(["net::ERR_ABORTED", "csp"]);

/** What the browser complained of so far. */
export interface Complaints {
  readonly list: readonly string[];
  /** Takes back one that the test meant to bring about; throws when it is not there. */
  forgive(pattern: RegExp): void;
  /** Throws when there is any. */
  refuse(): void;
}

/**
 * Collects from every page of `context`: console errors and warnings (violations of
 * the content security policy are among them), exceptions, requests that failed or
 * were answered with an error, and requests to any other machine. A page that is
 * itself answered with 4xx is no complaint: that is for the test to judge.
 */
export function watch(context: BrowserContext): Complaints {
  const list: string[] = [];
  context.on("console", (message) => {
    const text = message.text();
    const serious = ["error", "warning"].includes(message.type());
    // Responses are judged below, where it shows what was asked for.
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
