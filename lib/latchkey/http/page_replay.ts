/**
 * Shows the response to a form again. Such a page has no URL of its own: switching the language
 * or the colours in its footer submits the same form again with a marker, so the page is shown
 * with its fields and nothing is done twice. Messages about the last attempt are dropped.
 *
 * @module
 */
import type { Context } from "fresh";
import { FORM_OWNER, REFUSED_OWNER } from "../forms/form_owner.ts";
import type { PostedPage, State } from "../state.ts";
import { packForm, unpackForm, withoutProofs } from "./form_replay.ts";
import { type FormFields, readForm } from "./read_form.ts";

/** The hidden field of the footer with the form that the page responds to. */
const SHOWN_AGAIN = "shown_again";

/**
 * The field that marks the page that asks for the password; see
 * `lib/latchkey/features/session/step_up.ts`.
 */
export const STEP_UP_SHOWN = "step_up_shown";

/** The fields of every page's footer. Any other field records what the form did. */
const FOOTER_FIELDS: readonly string[] = [
  SHOWN_AGAIN,
  FORM_OWNER,
  REFUSED_OWNER,
  STEP_UP_SHOWN,
  "back",
  "theme",
  "language",
];

/** The result of {@linkcode readReplayable}. */
export interface ReplayableForm {
  readonly fields: FormFields;
  /** Whether to only show the page again, without passwords. Nothing may be done then. */
  readonly isAgain: boolean;
}

/**
 * Reads a form for a page that can be shown again, and passes it to the page's footer without
 * its passwords. Add what else the page must know with {@linkcode addToReplay}.
 *
 * @returns The fields, and `isAgain`: true when the page is only to be shown again.
 * @throws {HttpError} the errors of {@linkcode readForm}.
 *
 * @example
 * ```ts
 * import { readReplayable } from "@latchkey/core/http";
 * import type { State } from "@latchkey/core";
 * import { createDefine, page } from "fresh";
 *
 * const handlers = createDefine<State>().handlers({
 *   async POST(ctx) {
 *     const { fields, isAgain } = await readReplayable(ctx);
 *     return page({ query: fields.query, isNew: !isAgain });
 *   },
 * });
 * ```
 */
export async function readReplayable(
  { req, state }: Pick<Context<State>, "req" | "state">,
): Promise<ReplayableForm> {
  const sent = await readForm(req);
  const isAgain = isReplay(sent);
  const { [SHOWN_AGAIN]: form, [FORM_OWNER]: _owner, back: _, ...also } = sent;
  if (!isAgain) {
    // Programs may send the footer's fields too.
    state.shown = { form: form === undefined ? sent : also, also: {} };
    return { fields: sent, isAgain };
  }
  const { theme: _theme, language: _language, ...rest } = also;
  const known = withoutProofs(rest);
  state.shown = { form: unpackForm(form), also: known };
  return { fields: { ...state.shown.form, ...known }, isAgain };
}

/** Whether a form comes from the footer of a page that can be shown again. */
export function isReplay(form: FormFields): boolean {
  return SHOWN_AGAIN in form && ("theme" in form || "language" in form);
}

/**
 * Whether it comes from a page that reported success. Submitting it again would repeat the
 * action.
 */
export function wasSuccess(form: FormFields): boolean {
  return isReplay(form) &&
    Object.keys(form).some((name) => !FOOTER_FIELDS.includes(name));
}

/**
 * Adds fields for the page that is shown again, beside those of the form.
 *
 * @example
 * ```ts
 * import { addToReplay } from "@latchkey/core/http";
 * import type { State } from "@latchkey/core";
 *
 * const rememberStep = (state: State) => addToReplay(state, { step: "2" });
 * ```
 */
export function addToReplay(state: State, fields: FormFields): void {
  const { form = {}, also } = state.shown ?? {};
  state.shown = { form, also: { ...also, ...fields } };
}

/**
 * The URL and the hidden fields for the footer of a page, so that the page can be shown again.
 * Never throws.
 *
 * @param shown `ctx.state.shown`.
 * @returns `back`, the page's path and query, and `fields`, the hidden fields.
 *
 * @example
 * ```tsx
 * import { footerReplay } from "@latchkey/core/http";
 * import type { State } from "@latchkey/core";
 *
 * function Hidden({ url, state }: { url: URL; state: State }) {
 *   const { fields } = footerReplay(url, state.shown);
 *   return (
 *     <>
 *       {Object.entries(fields).map(([name, value]) => (
 *         <input type="hidden" name={name} value={value} />
 *       ))}
 *     </>
 *   );
 * }
 * ```
 */
export function footerReplay(
  url: URL,
  shown: PostedPage | undefined,
): { back: string; fields: FormFields } {
  if (!shown) return { back: url.pathname + url.search, fields: {} };
  const address = new URL(url);
  // Without the form, the person should at least return to the same page.
  for (const name of ["next", "invite"]) {
    const value = shown.form[name];
    const isKnown = !value || value === "/" || address.searchParams.has(name);
    if (!isKnown) address.searchParams.set(name, value);
  }
  return {
    back: address.pathname + address.search,
    fields: { [SHOWN_AGAIN]: packForm(shown.form), ...shown.also },
  };
}
