/**
 * Asks the server for partials, and shows them.
 * @module
 */
import { enter, restoreScroll } from "./entries.ts";
import { prepare } from "./update.ts";

/** An element with an object whose `value` says whether its request is running. */
export interface Trigger extends HTMLElement {
  _freshIndicator?: { value: boolean };
  form?: Trigger | null;
}

/** A request for partials. */
export interface Visit {
  /** The URL to show. */
  url: URL;
  /** The URL that has the partials. */
  partial?: string | null;
  /** The fields of a form. */
  query?: string;
  /** What is posted. */
  body?: FormData | URLSearchParams;
  /** The link, button or form that was used; none for back and forward. */
  trigger?: Trigger | null;
}

/** How many requests there were. Only the last counts. */
let visits = 0;

/** Tells screen readers the title of the new page. */
const status = document.createElement("output");
// The page's policy may forbid style attributes, but not this.
status.style.cssText = "position:fixed;top:-99px";
document.body.append(status);

// The page is left in another way. Firefox then aborts requests that are still running.
addEventListener("beforeunload", () => visits++);

/** Whether an element or the closest one with the attribute turns it on. */
export function isOn(
  element: Element | null | undefined,
  name: string = "f-client-nav",
): boolean | undefined {
  return element?.closest(`[${name}]`)?.matches(`:not([${name}=false])`);
}

/** Shows a page. If its partials can't be shown, the browser loads it as usual. */
export async function visit(
  { url, partial, query, body, trigger }: Visit,
): Promise<void> {
  const visit = ++visits;
  const indicator = trigger?._freshIndicator ?? trigger?.form?._freshIndicator;
  if (indicator) indicator.value = true;
  try {
    const asked = new URL(partial || url, location.href);
    const fields = partial && query ? `${query}&` : "";
    asked.search += `${asked.search && "&"}${fields}fresh-partial=true`;
    const response = await fetch(asked, {
      method: body && "POST",
      body,
      headers: { accept: "text/html" },
      mode: "same-origin",
    });
    const { headers, redirected } = response;
    if (redirected) {
      url.href = response.url.replace(/[?&]fresh-partial=true/, "");
    }
    const isPage = /^text.html/.test(headers.get("content-type")!);
    const html = isPage ? withOwnNonce(await response.text(), headers) : "";
    // A form's POST must not be sent again, so its response is shown in any case.
    const update = await prepare(html, isPage && body && !redirected);
    if (visit === visits) await show(url, update, trigger);
  } catch {
    url.hash = ""; // Else the browser might not load the page again.
    if (visit === visits) location.assign(url);
  }
  if (indicator) indicator.value = false;
}

async function show(
  url: URL,
  update: () => void,
  trigger?: Trigger | null,
): Promise<void> {
  const isOther = url.pathname !== location.pathname;
  const change = () => {
    enter(url);
    update();
    document.body.append(status);
    status.textContent = document.title;
    if (!trigger) restoreScroll();
    else if (isOther || trigger.matches("a")) scroll(url.hash);
  };
  const animated = trigger ?? document.querySelector("[f-view-transition]");
  const transition = isOn(animated, "f-view-transition") &&
    document.startViewTransition?.(change);
  if (transition) await transition.updateCallbackDone;
  else change();
}

function scroll(hash: string): void {
  const target = document.getElementById(decodeURIComponent(hash.slice(1)));
  if (target) target.scrollIntoView();
  else scrollTo(0, 0);
}

/** Gives a response the page's nonce, because the page's policy knows no other. */
function withOwnNonce(html: string, headers: Headers): string {
  const policy = headers.get("content-security-policy")!;
  const [, nonce = "\0"] = /'nonce-(.+?)'/.exec(policy) ?? [];
  return html.replaceAll(nonce, document.scripts[0].nonce);
}
