/**
 * What the page of a step-up shows.
 *
 * @module
 */
import type { Mailer } from "../../email/mailer.ts";
import { withoutSecrets } from "../../http/form_replay.ts";
import type { FormFields } from "../../http/read_form.ts";
import type { Language, Problem } from "../../i18n/messages.ts";
import type { RequestContext, State, UserView } from "../../state.ts";
import { type FactorPrompt, promptsFor } from "../second_factor/factors.ts";
import type { Session } from "./session.ts";
import {
  type Accepted,
  RECENT_LOGIN_SECONDS,
  STEP_UP_FACTOR,
  STEP_UP_PASSWORD,
  STEP_UP_PROOF,
  STEP_UP_SEND,
  stepUpFactorRequest,
} from "./step_up_proof.ts";

/** A hidden field: a page was requested rather than a form submitted. */
export const STEP_UP_RETURN = "step_up_return";

/** The form of a requested page. */
export const PAGE_ONLY: FormFields = { [STEP_UP_RETURN]: "" };

/**
 * The props of the page that asks for a proof.
 *
 * @example
 * ```tsx
 * import type { StepUpProps } from "@latchkey/core/http";
 *
 * export const StepUp = ({ action, passwordField, fields }: StepUpProps) => (
 *   <form method="post" action={action}>
 *     {Object.entries(fields).map(([name, value]) => (
 *       <input type="hidden" name={name} value={value} />
 *     ))}
 *     {passwordField && (
 *       <input type="password" name={passwordField} required />
 *     )}
 *     <button>Continue</button>
 *   </form>
 * );
 * ```
 */
export interface StepUpProps<SiteLanguage extends Language = Language> {
  /** The URL of the form: the same page. */
  readonly action: string;
  /** The name of the password field; null if the password doesn't count here. */
  readonly passwordField: string | null;
  /** The factors that count here, each sent with its name in the field `factorField`. */
  readonly factors: readonly FactorPrompt[];
  readonly factorField: string;
  /** The name of the field for a factor's proof. */
  readonly proofField: string;
  /** The name of the field that asks, with the value `yes`, to send a factor's code. */
  readonly sendField: string;
  /** Whether another code was sent. */
  readonly isSentAgain?: boolean;
  /** The factor that was tried. */
  readonly tried?: string;
  /** Whether email can be sent, which a recovery without the factors needs. */
  readonly mail: Pick<Mailer, "enabled">;
  /** How many minutes a proof counts. */
  readonly minutes: number;
  /** The fields of the interrupted form. Send them again as hidden fields. */
  readonly fields: FormFields;
  /** The account's address, so that password managers find the password. */
  readonly address: string;
  /** Why the attempt failed as a whole, such as too many attempts. */
  readonly failure?: string;
  /** What is wrong with the entered password or proof. */
  readonly problem?: Problem;
  readonly language: SiteLanguage;
}

/** A request that must prove who sends it. */
export interface StepUpRequest<SiteLanguage extends Language = Language> {
  readonly ctx: RequestContext<State<SiteLanguage>>;
  readonly user: UserView;
  readonly session: Session;
  /** The submitted fields; null if a page was requested. */
  readonly form: FormFields | null;
  /** Whether the form only asks for this page again. */
  readonly isAgain: boolean;
  /** What counts here. */
  readonly accepted: Accepted;
}

/** The props for a request, before anything is tried. */
export async function propsFor<SiteLanguage extends Language>(
  { ctx, user, session, form, accepted }: StepUpRequest<SiteLanguage>,
): Promise<StepUpProps<SiteLanguage>> {
  const { [STEP_UP_FACTOR]: _, [STEP_UP_SEND]: _send, ...fields } =
    withoutSecrets(form ?? PAGE_ONLY);
  return {
    action: pathOf(ctx),
    passwordField: accepted.password ? STEP_UP_PASSWORD : null,
    factors: accepted.user
      ? await promptsFor(
        accepted.factors,
        await stepUpFactorRequest(ctx, session, accepted.user),
      )
      : [],
    factorField: STEP_UP_FACTOR,
    proofField: STEP_UP_PROOF,
    sendField: STEP_UP_SEND,
    mail: ctx.state.services.mail,
    minutes: RECENT_LOGIN_SECONDS / 60,
    fields,
    address: user.address,
    language: ctx.state.language,
  };
}

/** The path and query of the page. */
export function pathOf({ url }: RequestContext): string {
  return url.pathname + url.search;
}
