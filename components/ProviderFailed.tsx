/**
 * The page for a login with a provider that failed.
 *
 * @module
 */
import {
  nextQuery,
  type ProviderButtons as Found,
  type ProviderFailure,
  type ProviderFailureReason,
} from "@latchkey/core/http";
import { format } from "@latchkey/core/i18n";
import { Icon } from "./Icon.tsx";
import { ProviderButtons } from "./ProviderButtons.tsx";
import {
  SignUpUnavailable,
  type UnavailableReason,
} from "./SignUpUnavailable.tsx";
import { Title } from "./Title.tsx";
import type { Messages } from "../lib/messages/language.ts";

/** The reasons for which the page is that of sign-up. */
const SIGN_UP: Partial<Record<ProviderFailureReason, UnavailableReason>> = {
  sign_up_closed: "closed",
  uninvited: "uninvited",
  void_invitation: "void",
  used_invitation: "used",
};

/** The reasons for which another attempt would end the same way. */
const FINAL: readonly ProviderFailureReason[] = [
  "account_closed",
  "linked_elsewhere",
  "too_many",
];

/** Props of {@linkcode ProviderFailed}. */
export interface ProviderFailedProps extends ProviderFailure {
  providers: Found;
  messages: Messages;
}

/** Says what happened, and offers another attempt and another way. */
export function ProviderFailed(props: ProviderFailedProps) {
  const { reason, purpose, provider, messages } = props;
  const unavailable = SIGN_UP[reason];
  if (unavailable) {
    return (
      <SignUpUnavailable
        why={unavailable}
        messages={messages.signUpUnavailable}
      />
    );
  }
  const { failed } = messages.providers;
  const named = { provider: provider.label };
  const title = format(failed.titles[purpose], named);
  const reasons: Readonly<Record<string, string>> = failed.reasons;
  return (
    <>
      <Title>{title}</Title>
      <Icon name="warning" />
      <h1>{title}</h1>
      <p class="lead">
        {props.failure ?? format(reasons[reason] ?? reasons.invalid, named)}
      </p>
      {!FINAL.includes(reason) && <Again {...props} />}
      <p class="after">
        <OtherWay {...props} />
      </p>
    </>
  );
}

/** Logging in can start here. Linking and step-up start on their own pages. */
function Again(
  { reason, purpose, provider, providers, next, messages }: ProviderFailedProps,
) {
  const { failed } = messages.providers;
  if (reason === "address_unconfirmed") {
    return (
      <p>
        <a class="button" href="/auth/verify">{messages.verify.title}</a>
      </p>
    );
  }
  if (purpose === "log_in") {
    return (
      <ProviderButtons
        buttons={providers.buttons.filter(({ id }) => id === provider.id)}
        fields={{ next }}
        messages={messages.providers}
      />
    );
  }
  return (
    <p>
      <a class="button" href={next}>{failed.again}</a>
    </p>
  );
}

function OtherWay({ purpose, next, messages }: ProviderFailedProps) {
  const { failed } = messages.providers;
  if (purpose === "log_in") {
    return <a href={`/auth/login${nextQuery(next)}`}>{failed.logIn}</a>;
  }
  return purpose === "link"
    ? <a href="/account/logins">{failed.toLogins}</a>
    : <a href={next}>{failed.confirm}</a>;
}
