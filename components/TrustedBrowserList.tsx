/**
 * The browsers that an account trusts, each with a button that ends the trust.
 *
 * @module
 */
import type { TrustedBrowserView } from "@latchkey/core";
import { fill, format } from "@latchkey/core/i18n";
import { ListRow, RowButton } from "./ListRow.tsx";
import { Ago, AtMinute, OnDay } from "./When.tsx";
import type { Language } from "../lib/messages/language.ts";

/** Props of {@linkcode TrustedBrowserList}. */
export interface TrustedBrowserListProps {
  browsers: readonly TrustedBrowserView[];
  /** Milliseconds since the epoch. */
  now: number;
  language: Language;
}

/** The form of the buttons. Its value is the ID of a browser, or `all`. */
const END = { action: "/account/trusted-browsers", name: "browser" };

/** The list, and one button for all of them. */
export function TrustedBrowserList(
  { browsers, now, language }: TrustedBrowserListProps,
) {
  const messages = language.messages.trustedBrowsers;
  return (
    <>
      <ul class="rows">
        {browsers.map((browser) => (
          <ListRow
            key={browser.id}
            icon={browser.deviceType}
            title={browser.device}
            badge={browser.present && messages.present}
            button={
              <RowButton
                {...END}
                value={browser.id}
                label={format(messages.endOf, { device: browser.device })}
              >
                {messages.end}
              </RowButton>
            }
          >
            <Times browser={browser} now={now} language={language} />
          </ListRow>
        ))}
      </ul>
      {browsers.length > 1 && (
        <RowButton {...END} value="all">{messages.endAll}</RowButton>
      )}
    </>
  );
}

function Times(
  { browser, now, language }: Omit<TrustedBrowserListProps, "browsers"> & {
    browser: TrustedBrowserView;
  },
) {
  const { since, until, used } = language.messages.trustedBrowsers;
  const at = (time: number) => <AtMinute at={time} language={language} />;
  return (
    <p>
      {fill(since, { time: at(browser.createdAt) })}
      <br />
      {fill(until, {
        time: <OnDay at={browser.expiresAt} language={language} />,
      })}
      <br />
      {fill(used, {
        time: <Ago at={browser.lastUsedAt} now={now} language={language} />,
      })}
    </p>
  );
}
