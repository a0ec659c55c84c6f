/**
 * Messages, lists and times in every state.
 *
 * @module
 */
import type { Language } from "../../lib/messages/language.ts";
import { AccountRows } from "../AccountRows.tsx";
import { ActivityList } from "../ActivityList.tsx";
import { Avatar } from "../Avatar.tsx";
import { DemoUsers } from "../DemoUsers.tsx";
import { EmptyState } from "../EmptyState.tsx";
import { FactorBanner } from "../FactorBanner.tsx";
import { Failure } from "../Failure.tsx";
import { Icon, ICONS } from "../Icon.tsx";
import { Overview } from "../Overview.tsx";
import { PasskeyOffer } from "../PasskeyOffer.tsx";
import { RecoveryBanner } from "../RecoveryBanner.tsx";
import { SessionList } from "../SessionList.tsx";
import { TrustedBrowserList } from "../TrustedBrowserList.tsx";
import { UnverifiedBanner } from "../UnverifiedBanner.tsx";
import { UserTable } from "../UserTable.tsx";
import { Ago, AtMinute, OnDay } from "../When.tsx";
import {
  ACTIVITY,
  INITIALLED,
  LONG_ADDRESS,
  NOW,
  OLGA,
  RECOVERY,
  SESSIONS,
  TRUSTED,
  USERS,
} from "./samples.ts";

/** In milliseconds. */
const PAST = [0, 60_000, 7_200_000, 86_400_000, 40 * 86_400_000];

/** The specimens, by title. */
export function texts(language: Language) {
  const { messages } = language;
  return {
    "Banner": (
      <UnverifiedBanner
        address={LONG_ADDRESS}
        messages={messages.site.banner}
      />
    ),
    "Account recovery": (
      <RecoveryBanner
        recovery={{ ...RECOVERY, isReady: false }}
        language={language}
      />
    ),
    "Second factor required": (
      <FactorBanner
        deadline={{ dueAt: NOW, isOverdue: false }}
        language={language}
      />
    ),
    "Offer of a passkey": (
      <PasskeyOffer
        back="/dev/components"
        messages={messages.passkeys.offer}
      />
    ),
    "Messages": <Messages />,
    "Sessions": (
      <SessionList sessions={SESSIONS} now={NOW} language={language} />
    ),
    "Trusted browsers": (
      <TrustedBrowserList
        browsers={TRUSTED}
        now={NOW}
        language={language}
      />
    ),
    "Activity": (
      <>
        <ActivityList items={ACTIVITY} language={language} />
        <EmptyState icon="clock" title={messages.activity.none} />
      </>
    ),
    "Users": (
      <UserTable users={USERS} action="/dev/components" language={language} />
    ),
    "Account": (
      <AccountRows
        hasPassword
        user={{ ...OLGA, verified: false }}
        profile={[{ name: "company", value: "Acme" }]}
        sessions={3}
        factors={{
          apps: 1,
          passkeys: 2,
          logins: 1,
          recoveryCodes: {
            left: 2,
            createdAt: 0,
            areUseful: true,
            areFew: true,
          },
        }}
        trusted={2}
        language={language}
        hasLanguages
      />
    ),
    "Overview": <Overview messages={messages.home.overview} />,
    "Icons": (
      <p class="actions">
        {ICONS.map((name) => <Icon key={name} name={name} />)}
      </p>
    ),
    "Initials": (
      <p class="actions">
        {INITIALLED.map((name) => <Avatar key={name} name={name} />)}
      </p>
    ),
    "Text of an email": (
      <pre>{`Hello Olga,\n\n${"word ".repeat(30)}\n\nhttps://example.com/${"x".repeat(80)}`}</pre>
    ),
    "Times": <Times language={language} />,
  };
}

function Messages() {
  return (
    <>
      <p class="lead">The first sentence of a page.</p>
      <p>
        Text with <b>weight</b>, <code>code</code> and{" "}
        <a href="/dev/components">a link</a>.
      </p>
      <p class="quiet">Less important text.</p>
      <p class="done">It is done.</p>
      <Failure>It failed.</Failure>
      <p>
        <span class="badge">Badge</span>
      </p>
      <p class="status">404</p>
      <DemoUsers />
    </>
  );
}

function Times({ language }: { language: Language }) {
  return (
    <>
      <p>
        <OnDay at={NOW} language={language} />
      </p>
      <p>
        <AtMinute at={NOW} language={language} />
      </p>
      {PAST.map((past) => (
        <p key={past}>
          <Ago at={NOW - past} now={NOW} language={language} />
        </p>
      ))}
    </>
  );
}
