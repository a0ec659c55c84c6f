/**
 * A page that answers a form has no address of its own. Switching the language or the
 * colours in its footer sends the same form again, with a mark: the page is shown again
 * with its fields, and nothing is done twice. Messages about the last attempt are dropped.
 *
 * @module
 */
import type { Context } from "fresh";
import { FORM_OWNER, REFUSED_OWNER } from "../forms/form_owner.ts";
import type { PostedPage, State } from "../state.ts";
import { packForm, unpackForm } from "./form_replay.ts";
import { type FormFields, readForm } from "./read_form.ts";

/** The hidden field in which the foot of a page carries the form that the page answers. */
export const SHOWN_AGAIN = "shown_again";

/** The field in which the page that asks for the password says that it is the one, see `lib/latchkey/features/session/step_up.ts`. */
export const STEP_UP_SHOWN = "step_up_shown";

/** What the foot of every page may send. All else beside the form tells what it did. */
const FOOT: readonly string[] = [
  SHOWN_AGAIN,
  FORM_OWNER,
  REFUSED_OWNER,
  STEP_UP_SHOWN,
  "back",
  "theme",
  "language",
];

/** A form as {@linkcode readReplayable} reads it. */
export interface ReplayableForm {
  readonly fields: FormFields;
  /** Whether it only asks to see its page again: without passwords, and nothing may be done. */
  readonly isAgain: boolean;
}

/**
 * Reads a form for a page that can be shown again, and has the foot of that page carry it
 * along, save passwords. What the page must know beside the form goes in by
 * {@linkcode addToReplay}. Throws as `readForm`.
 */
export async function readReplayable(
  { req, state }: Pick<Context<State>, "req" | "state">,
): Promise<ReplayableForm> {
  const sent = await readForm(req);
  const isAgain = isReplay(sent);
  const { [SHOWN_AGAIN]: form, [FORM_OWNER]: _owner, back: _, ...also } = sent;
  if (!isAgain) {
    // Programs that send all fields of a page may send those of its foot too.
    state.shown = { form: form === undefined ? sent : also, also: {} };
    return { fields: sent, isAgain };
  }
  const { theme: _theme, language: _language, ...known } = also;
  state.shown = { form: unpackForm(form), also: known };
  return { fields: { ...state.shown.form, ...known }, isAgain };
}

/** Whether a form is that of the foot of a page which can be shown again: with the button that was pressed there. */
export function isReplay(form: FormFields): boolean {
  return SHOWN_AGAIN in form && ("theme" in form || "language" in form);
}

/** Whether such a form comes from a page that reported success: sending it again would repeat the action. */
export function wasSuccess(form: FormFields): boolean {
  return isReplay(form) &&
    Object.keys(form).some((name) => !FOOT.includes(name));
}

/** Lets the page that is shown again know more than the form said. */
export function addToReplay(state: State, fields: FormFields): void {
  const { form = {}, also } = state.shown ?? {};
  state.shown = { form, also: { ...also, ...fields } };
}

/** The address of a page with the fields that its foot carries beside it, so that the page can be shown again. */
export function footerReplay(
  url: URL,
  shown: PostedPage | undefined,
): { back: string; fields: FormFields } {
  if (!shown) return { back: url.pathname + url.search, fields: {} };
  const address = new URL(url);
  // Who comes back without the form should at least come back to the same page.
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
