/**
 * What a browser shows in development while the site cannot start: what the terminal
 * says. It goes away by itself once the site serves again.
 *
 * @module
 */
import { stripVTControlCharacters } from "node:util";

/** Read anew by the pages of Fresh: a server of another name makes them reload. */
const ALIVE = /^\/_fresh\/alive$/;

/** Asks until somebody else answers. */
const SCRIPT = `setInterval(async () => {
  const answer = await fetch("/", { method: "HEAD" }).catch(() => null);
  if (answer && !answer.headers.has("x-start-failed")) location.reload();
}, 500);`;

const STYLE = `:root { color-scheme: light dark; }
body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; }
pre { padding: 1rem; overflow-x: auto; border: 1px solid #8888; border-radius: 0.5rem;
  font: 0.9rem/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }`;

/**
 * Serves the page at every address until it is told to stop. Null when nothing can listen
 * there, as when another program does.
 *
 * @param said What the site wrote to its terminal.
 */
export function serveOverlay(
  { hostname, port }: { readonly hostname: string; readonly port: number },
  said: string,
): Deno.HttpServer<Deno.NetAddr> | null {
  const id = crypto.randomUUID();
  const nonce = crypto.randomUUID();
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy":
      `default-src 'none'; style-src 'nonce-${nonce}'; ` +
      `script-src 'nonce-${nonce}'; connect-src 'self'; frame-ancestors 'none'`,
    "cache-control": "no-store",
    "x-start-failed": "1",
  };
  try {
    return Deno.serve({ hostname, port, onListen() {} }, (request) => {
      if (ALIVE.test(new URL(request.url).pathname)) return alive(id);
      return new Response(page(said, nonce), { status: 500, headers });
    });
  } catch (error) {
    if (error instanceof Deno.errors.AddrInUse) return null;
    if (error instanceof Deno.errors.AddrNotAvailable) return null;
    throw error;
  }
}

function alive(id: string): Response {
  const text = new TextEncoder().encode(`retry: 250\ndata: ${id}\n\n`);
  const body = new ReadableStream({ start: (stream) => stream.enqueue(text) });
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream",
      "cache-control": "no-store",
    },
  });
}

function page(said: string, nonce: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>The site could not start</title>
<style nonce="${nonce}">${STYLE}</style>
<h1>The site could not start</h1>
<pre tabindex="0">${escapeHtml(stripVTControlCharacters(said).trim())}</pre>
<p>Fix it and save: this page reloads by itself.</p>
<script nonce="${nonce}">${SCRIPT}</script>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
