/**
 * Navigation without reloading: links and forms inside `f-client-nav` update the partials of the
 * page. Only pages with both load it, and it must stay small: the script that shows a
 * response loads with the first one.
 * @module
 */
import { leave, pageOf, restoreScroll } from "./entries.ts";
import { isOn, type Trigger, visit } from "./visit.ts";

addEventListener("click", (event) => {
  const { target, button, metaKey, ctrlKey, shiftKey, altKey } = event;
  const modified = button || metaKey || ctrlKey || shiftKey || altKey;
  const trigger: Trigger | null = target instanceof Element
    ? target.closest<HTMLElement>("a,button")
    : null;
  if (event.defaultPrevented || modified || !isOn(trigger)) return;
  const partial = trigger!.getAttribute("f-partial");
  let url = new URL(location.href);
  if (trigger instanceof HTMLAnchorElement) {
    if (!trigger.href || trigger.hasAttribute("download")) return;
    url = new URL(trigger.href);
    if (isElsewhere(url, trigger.target)) return;
    if (url.hash && !partial && pageOf(url) === pageOf(location)) return;
  } else if (!partial || (trigger as HTMLButtonElement).form) return;
  event.preventDefault();
  visit({ url, partial, triggers: [trigger!] });
});

addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  const submitter = event.submitter as HTMLButtonElement | null;
  const trigger = submitter ?? form;
  const setting = (name: string) =>
    submitter?.getAttribute(`form${name}`) ?? form.getAttribute(name) ?? "";
  const url = new URL(setting("action") || location.href, document.baseURI);
  const method = setting("method").toLowerCase();
  if (event.defaultPrevented || !isOn(form) || !isOn(trigger)) return;
  if (method === "dialog" || isElsewhere(url, setting("target"))) return;
  event.preventDefault();
  const data = new FormData(form);
  if (submitter?.name) data.append(submitter.name, submitter.value);
  const fields = `${new URLSearchParams(Array.from(data, asText))}`;
  let partial = trigger.getAttribute("f-partial") ??
    form.getAttribute("f-partial");
  let init: RequestInit = {};
  if (method === "post") {
    const isMultipart = setting("enctype") === "multipart/form-data";
    const body = isMultipart ? data : new URLSearchParams(fields);
    init = { method, body };
  } else {
    url.search = fields;
    if (partial) partial += (partial.includes("?") ? "&" : "?") + fields;
  }
  visit({ url, partial, init, triggers: [trigger, form] });
});

addEventListener("popstate", ({ state }) => {
  const isOther = leave();
  if (!state?.fresh) return;
  if (isOther) visit({ url: new URL(location.href), triggers: [] });
  else restoreScroll();
});

function asText([name, value]: [string, FormDataEntryValue]): string[] {
  return [name, value instanceof File ? value.name : value];
}

function isElsewhere({ origin }: URL, target: string): boolean {
  return origin !== location.origin || (target !== "" && target !== "_self");
}
