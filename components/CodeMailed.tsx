/**
 * What follows the sign-up form, whether a new account was made or not: the mail tells.
 *
 * @module
 */
import { Head } from "fresh/runtime";
import { CodeForm } from "./CodeForm.tsx";

/** Where the mail went. */
export interface CodeMailedProps {
  address: string;
  /** What shows that this browser asked for it; left out when that is not known. */
  asked?: string;
}

/** Says where to look, and takes the code that may be in the mail. */
export function CodeMailed({ address, asked }: CodeMailedProps) {
  return (
    <>
      <Head>
        <title>Look into your mail · Latchkey</title>
      </Head>
      <h1>Look into your mail</h1>
      <p role="status">
        A mail to <b>{address}</b>{" "}
        is on its way. Open its link, or type its code here.
      </p>
      <CodeForm address={address} asked={asked} />
      <p class="after">
        No mail after a few minutes? Look where unwanted mail is put, or{" "}
        <a href="/auth/signup">start again</a> if the address is wrong.
      </p>
    </>
  );
}
