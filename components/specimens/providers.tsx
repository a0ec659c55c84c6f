/**
 * Login with a provider, on the page of all components.
 *
 * @module
 */
import type { ProviderFailureReason } from "@latchkey/core/http";
import type { Specimens } from "@latchkey/core/dev";
import { LinkButtons, LinkedLogins } from "../LinkedLogins.tsx";
import { LoggedOutElsewhere } from "../LoggedOutElsewhere.tsx";
import { PendingLink } from "../PendingLink.tsx";
import { ProviderButtons } from "../ProviderButtons.tsx";
import { ProviderFailed } from "../ProviderFailed.tsx";
import { ProviderSignUp } from "../ProviderSignUp.tsx";
import type { Language } from "../../lib/messages/language.ts";
import { LINKED_LOGINS, LONG_ADDRESS, NOW, OLGA } from "./samples.ts";

/** One for each brand with a logo, and one without. */
const CHOICES = [
  { id: "google", label: "Google" },
  { id: "microsoft", label: "Microsoft" },
  { id: "apple", label: "Apple" },
  { id: "github", label: "GitHub" },
  { id: "acme", label: "Acme Staff Portal" },
];

const [google] = CHOICES;

const PENDING = {
  provider: google,
  username: LONG_ADDRESS,
  address: OLGA.address,
  next: "/",
};

const REASONS: readonly ProviderFailureReason[] = [
  "cancelled",
  "down",
  "invalid",
  "expired",
  "used",
  "account_closed",
];

/** The buttons, for the page that components share. */
export function providerButtons({ messages }: Language) {
  return (
    <>
      <ProviderButtons
        buttons={CHOICES}
        fields={{}}
        messages={messages.providers}
      />
      <p class="or">{messages.providers.separator}</p>
    </>
  );
}

/** The pages, by name. */
export const PROVIDERS: Specimens<Language> = {
  ...Object.fromEntries(REASONS.map((reason) => [
    `provider-${reason.replaceAll("_", "-")}`,
    ({ messages }: Language) => (
      <ProviderFailed
        reason={reason}
        purpose="log_in"
        provider={google}
        providers={{ position: "below", buttons: CHOICES }}
        next="/"
        messages={messages}
      />
    ),
  ])),
  "provider-linked-elsewhere": ({ messages }) => (
    <ProviderFailed
      reason="linked_elsewhere"
      purpose="link"
      provider={google}
      providers={{ position: "below", buttons: CHOICES }}
      next="/account/logins"
      messages={messages}
    />
  ),
  "provider-other-identity": ({ messages }) => (
    <ProviderFailed
      reason="other_identity"
      purpose="step_up"
      provider={google}
      providers={{ position: "below", buttons: CHOICES }}
      next="/account/address"
      messages={messages}
    />
  ),
  "provider-sign-up": ({ messages }) => (
    <ProviderSignUp
      provider={google}
      username="olga"
      address=""
      isConfirmed={false}
      name={OLGA.name}
      next="/"
      profileFields={{ company: { required: true, maxLength: 50 } }}
      problems={{ address: "emailRequired" }}
      messages={messages}
    />
  ),
  ...Object.fromEntries(
    (["log_in", "confirm", "other_account"] as const).map((is) => [
      `provider-link-${is.replaceAll("_", "-")}`,
      ({ messages }: Language) => (
        <PendingLink
          link={{ ...PENDING, is }}
          user={is === "log_in" ? null : OLGA}
          messages={messages}
        />
      ),
    ]),
  ),
  "linked-logins": (language) => (
    <>
      <h1>{language.messages.providers.logins.title}</h1>
      <LinkedLogins
        logins={LINKED_LOGINS}
        providers={CHOICES}
        now={NOW}
        language={language}
      />
      <LinkButtons
        providers={CHOICES}
        messages={language.messages.providers.logins}
      />
    </>
  ),
  "logged-out-elsewhere": ({ messages }) => (
    <LoggedOutElsewhere
      provider={{ id: "acme", label: "Acme Staff Portal" }}
      url="https://acme.example/logout"
      messages={messages.providers.loggedOut}
    />
  ),
};
