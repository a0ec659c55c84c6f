/**
 * Login with a provider, on the page of all components.
 *
 * @module
 */
import type { ProviderFailure } from "@latchkey/core/http";
import type { Specimens } from "@latchkey/core/dev";
import { ConfirmIdentity } from "../ConfirmIdentity.tsx";
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

const SIGN_UP = {
  provider: google,
  username: "olga",
  name: OLGA.name,
  next: "/",
  profileFields: { company: { required: true, maxLength: 50 } },
};

/** Why logins fail, by what they were for. */
const FAILURES: Readonly<
  Record<ProviderFailure["purpose"], readonly ProviderFailure["reason"][]>
> = {
  log_in: [
    "cancelled",
    "down",
    "invalid",
    "expired",
    "used",
    "account_closed",
  ],
  link: ["linked_elsewhere", "logged_out", "not_recent", "address_unconfirmed"],
  step_up: ["other_identity", "not_again"],
};

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
  ...Object.fromEntries(
    (["log_in", "link", "step_up"] as const).flatMap((purpose) =>
      FAILURES[purpose].map((reason) => [
        `provider-${reason.replaceAll("_", "-")}`,
        ({ messages }: Language) => (
          <ProviderFailed
            reason={reason}
            purpose={purpose}
            provider={google}
            providers={{ position: "below", buttons: CHOICES }}
            next="/account"
            messages={messages}
          />
        ),
      ])
    ),
  ),
  "provider-sign-up": ({ messages }) => (
    <ProviderSignUp
      {...SIGN_UP}
      address=""
      isConfirmed={false}
      problems={{ address: "emailRequired" }}
      messages={messages}
    />
  ),
  "provider-sign-up-confirmed": ({ messages }) => (
    <ProviderSignUp
      {...SIGN_UP}
      address={OLGA.address}
      isConfirmed
      messages={messages}
    />
  ),
  "provider-step-up": (language) => (
    <ConfirmIdentity
      action="/dev/components"
      passwordField={null}
      providers={CHOICES}
      returnTo="/dev/components"
      factors={[{ name: "email_code", sent: "no" }]}
      factorField="factor"
      proofField="proof"
      sendField="send"
      minutes={10}
      mail={{ enabled: true }}
      fields={{ address: LONG_ADDRESS }}
      address={OLGA.address}
      language={language}
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
