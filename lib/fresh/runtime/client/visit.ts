/**
 * Asks the server for partials, and shows them.
 * @module
 */
import { enter, jump, restoreScroll } from "./entries.ts";

/** An element with an object whose `value` says whether its request is running. */
export interface Trigger extends HTMLElement {
  _freshIndicator?: { value: boolean };
}

/** A request for partials. */
export interface Visit {
  /** The URL to show. */
  url: URL;
  /** The URL to ask, if it is another. */
  partial?: string | null;
  init?: RequestInit;
  /** The link, button or form that was used; none for back and forward. */
  triggers: Trigger[];
}

/** How many requests there were. Only the last counts. */
let visits = 0;

/** Tells screen readers the title of the new page. */
const status = document.createElement("output");
// The page's policy may forbid style attributes, but not this.
status.style.cssText = "position:fixed;top:-99px";
document.body.append(status);

/** Whether an element or the closest one with the attribute turns it on. */
export function isOn(
  element: Element | null,
  name: string = "f-client-nav",
): boolean | undefined {
  return element?.closest(`[${name}]`)?.matches(`:not([${name}=false])`);
}

/** Shows a page. If its partials can't be shown, the browser loads it as usual. */
export async function visit(options: Visit): Promise<void> {
  const { url, partial, init, triggers } = options;
  const visit = ++visits;
  const indicator = triggers.find((each) => each._freshIndicator)
    ?._freshIndicator;
  if (indicator) indicator.value = true;
  try {
    const asked = new URL(partial || url, location.href);
    asked.search += (asked.search ? "&" : "?") + "fresh-partial=true";
    const [response, { prepare }] = await Promise.all([
      fetch(asked, {
        ...init,
        headers: { accept: "text/html" },
        mode: "same-origin",
      }),
      import("./update.ts"),
    ]);
    const { headers, redirected } = response;
    if (redirected) {
      url.href = response.url.replace(/[?&]fresh-partial=true/, "");
    }
    const html = headers.get("content-type")?.includes("text/html") &&
      fitted(await response.text(), headers);
    // A form's POST must not be sent again, so its response is shown in any case.
    const update = await prepare(html || "", html && init?.body && !redirected);
    if (visit === visits) await show(options, update);
  } catch {
    url.hash = ""; // Else the browser might not load the page again.
    if (visit === visits) location.assign(url);
  }
  if (indicator) indicator.value = false;
}

async function show(
  { url, init, triggers: [trigger] }: Visit,
  update: () => void,
): Promise<void> {
  const isOther = url.pathname !== location.pathname;
  const change = () => {
    enter(url);
    update();
    document.body.append(status);
    status.textContent = document.title;
    if (!trigger) restoreScroll();
    else if (trigger.matches("a") || (init && isOther)) scroll(url.hash);
  };
  const animated = trigger ?? document.querySelector("[f-view-transition]");
  if (
    "startViewTransition" in document && isOn(animated, "f-view-transition")
  ) {
    await document.startViewTransition(change).updateCallbackDone;
  } else change();
}

function scroll(hash: string): void {
  const target = document.getElementById(decodeURIComponent(hash.slice(1)));
  if (target) target.scrollIntoView();
  else jump(0, 0);
}

/**
 * Makes a response fit into the page, whose policy knows only the page's own nonce, and which has
 * scripts.
 */
function fitted(html: string, headers: Headers): string {
  const policy = headers.get("content-security-policy") ?? "";
  const [, nonce] = /'nonce-([^']+)'/.exec(policy) ?? [];
  const own = document.querySelector("script")?.nonce;
  return html.replaceAll(nonce && own ? nonce : "\0", own!)
    .replace(/(<\/?)noscript\b/gi, "$1template");
}
