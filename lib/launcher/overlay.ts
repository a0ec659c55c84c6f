/**
 * What a browser shows in development while the site is not running: what the terminal
 * says. Pages change to it and back by themselves, as at any restart.
 *
 * @module
 */
import { stripVTControlCharacters } from "node:util";
import { RELOAD_SCRIPT, withLiveReload } from "../fresh/dev/live_reload.ts";
import type { Address } from "./dev_program.ts";

/** Hosts of this machine. Under any other name a page may be a stranger's. */
const OWN_MACHINE = /^(?:localhost|127\.0\.0\.1|\[::1\])$/;

const STYLE = `:root { color-scheme: light dark; }
body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; }
pre { padding: 1rem; border: 1px solid GrayText; border-radius: 0.5rem;
  font: 0.9rem/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }`;

const HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy":
    "default-src 'self'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'none'",
  "cache-control": "no-store",
};

/**
 * Serves the page at every address until it is disposed of. Null when nothing can listen
 * there, as when another program does.
 *
 * @param said What the site wrote to its terminal.
 */
export function serveOverlay(
  address: Address,
  said: string,
): AsyncDisposable | null {
  const closing = new AbortController();
  const handler = withLiveReload(({ url }) => {
    const isOwn = OWN_MACHINE.test(new URL(url).hostname);
    const html = page(isOwn ? said : "The terminal says why.");
    const response = new Response(html, { status: 500, headers: HEADERS });
    return Promise.resolve(response);
  }, "");
  const options = { ...address, signal: closing.signal, onListen: announce };
  try {
    const { finished } = Deno.serve(options, handler);
    return {
      async [Symbol.asyncDispose]() {
        closing.abort(); // Pages hold connections open; the site needs the port.
        await finished;
      },
    };
  } catch { // The site has said why.
    announce(null);
    return null;
  }
}

function announce(address: Address | null): void {
  const shown = address && ` http://localhost:${address.port} shows this too.`;
  console.error(`Restarting on file change.${shown ?? ""}`);
}

function page(said: string): string {
  const text = stripVTControlCharacters(said).trim() ||
    "It ended without an error.";
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>The site is not running</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
<script type="module" src="${RELOAD_SCRIPT}"></script>
<main>
<h1>The site is not running</h1>
<pre>${text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</pre>
<p>Fix it and save. This page reloads by itself.</p>
</main>
</html>
`;
}
