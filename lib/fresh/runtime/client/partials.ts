/**
 * Navigation without reloading: links and forms inside `f-client-nav` update the partials of the
 * page. Only pages with both load it, and it must stay small.
 * @module
 */
import { leave, pageOf, restoreScroll } from "./entries.ts";
import { isOn, type Visit, visit } from "./visit.ts";

addEventListener("click", (event) => {
  const isModified = event.button || event.metaKey || event.ctrlKey ||
    event.shiftKey || event.altKey;
  const trigger = (event.target as Element).closest?.(
    "a[href]:not([download],svg *),button[f-partial]",
  ) as HTMLAnchorElement & HTMLButtonElement | null;
  if (event.defaultPrevented || isModified || !isOn(trigger)) return;
  const partial = trigger!.getAttribute("f-partial");
  const url = new URL(trigger!.href ?? location.href);
  if (trigger!.form || isElsewhere(url, trigger!.target)) return;
  if (url.hash && !partial && pageOf(url) === pageOf(location)) return;
  event.preventDefault();
  visit({ url, partial, trigger });
});

addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  const { submitter } = event;
  const trigger = submitter ?? form;
  const setting = (name: string) =>
    submitter?.getAttribute(`form${name}`) ?? form.getAttribute(name) ?? "";
  const url = new URL(setting("action") || location.href, document.baseURI);
  const method = setting("method");
  if (event.defaultPrevented || !isOn(form) || !isOn(trigger)) return;
  if (/dialog/i.test(method) || isElsewhere(url, setting("target"))) return;
  event.preventDefault();
  const data = new FormData(form, submitter);
  const fields = new URLSearchParams(Array.from(data, asText));
  const visited: Visit = {
    url,
    trigger,
    partial: trigger.getAttribute("f-partial") ??
      form.getAttribute("f-partial"),
  };
  if (/post/i.test(method)) {
    visited.body = /multipart/i.test(setting("enctype")) ? data : fields;
  } else visited.query = url.search = `${fields}`;
  visit(visited);
});

addEventListener("popstate", ({ state }) => {
  const isOther = leave();
  if (!state?.fresh) return;
  if (isOther) visit({ url: new URL(location.href) });
  else restoreScroll();
});

/** Without a script, too, a URL has only the names of files. */
function asText([name, value]: [string, FormDataEntryValue]): string[] {
  return [name, (value as File).name ?? value];
}

function isElsewhere({ origin }: URL, target?: string): unknown {
  return origin !== location.origin || (target && target !== "_self");
}
