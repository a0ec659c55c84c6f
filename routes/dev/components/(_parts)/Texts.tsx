/**
 * What is told and listed, in every state.
 *
 * @module
 */
import { AccountRows } from "../../../../components/AccountRows.tsx";
import { ActivityList } from "../../../../components/ActivityList.tsx";
import { DemoUsers } from "../../../../components/DemoUsers.tsx";
import { Failure } from "../../../../components/Failure.tsx";
import { SessionList } from "../../../../components/SessionList.tsx";
import { UnverifiedBanner } from "../../../../components/UnverifiedBanner.tsx";
import { UserTable } from "../../../../components/UserTable.tsx";
import { Ago, AtMinute, OnDay } from "../../../../components/When.tsx";
import {
  ACTIVITY,
  LONG_ADDRESS,
  NOW,
  OLGA,
  SESSIONS,
  USERS,
} from "./samples.ts";
import { Specimen } from "./Specimen.tsx";
import type { Language } from "../../../../lib/messages/language.ts";

/** How long ago, in milliseconds. */
const PAST = [0, 60_000, 7_200_000, 86_400_000, 40 * 86_400_000];

/** Messages, lists and times. */
export function Texts({ language }: { language: Language }) {
  return (
    <>
      <Messages language={language} />
      <Lists language={language} />
      <Specimen name="Times">
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
      </Specimen>
    </>
  );
}

function Messages({ language: { words } }: { language: Language }) {
  return (
    <>
      <Specimen name="Banner">
        <UnverifiedBanner
          address={LONG_ADDRESS}
          words={words.site.banner}
        />
      </Specimen>
      <Specimen name="Messages">
        <p class="lead">What a page says first.</p>
        <p>
          Text with <b>weight</b>, <code>code</code> and{" "}
          <a href="/dev/components">a link</a>.
        </p>
        <p class="quiet">What matters less.</p>
        <p class="done">It is done.</p>
        <Failure>It failed.</Failure>
        <p>
          <span class="badge">Badge</span>
        </p>
        <p class="status">404</p>
        <DemoUsers />
      </Specimen>
    </>
  );
}

function Lists({ language }: { language: Language }) {
  const { words } = language;
  return (
    <>
      <Specimen name="Sessions">
        <SessionList sessions={SESSIONS} now={NOW} language={language} />
      </Specimen>
      <Specimen name="Activity">
        <ActivityList items={ACTIVITY} language={language} />
        <p class="quiet">{words.activity.none}</p>
      </Specimen>
      <Specimen name="Users">
        <UserTable users={USERS} action="/dev/components" language={language} />
      </Specimen>
      <Specimen name="Account">
        <AccountRows user={OLGA} sessions={3} language={language} />
      </Specimen>
      <Specimen name="Text of a mail">
        <pre>{`Hello Olga,\n\n${"word ".repeat(30)}\n\nhttps://example.com/${"x".repeat(80)}`}</pre>
      </Specimen>
    </>
  );
}
