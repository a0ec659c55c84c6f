/**
 * Makes a passkey and sends it with the page's form.
 *
 * @module
 */
import { useEffect, useState } from "preact/hooks";
import { Failure } from "../components/Failure.tsx";

/** Props of {@linkcode MakePasskey}. */
export interface MakePasskeyProps {
  /** The ID of the form. The passkey is sent in its field `passkey`. */
  form: string;
  /** The options of `navigator.credentials.create`, as JSON. */
  options: PublicKeyCredentialCreationOptionsJSON;
  /** A passkey that the server refused, so that the device doesn't keep it. */
  refused?: { rpId: string; credentialId: string };
  /** The text of the button. */
  button: string;
  /** Shown when no passkey was made. */
  failed: string;
}

/** Makes a passkey and returns what to send to the server. Rejects if the person cancels. */
async function createPasskey(options: MakePasskeyProps["options"]) {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  const made = await navigator.credentials.create({ publicKey });
  return JSON.stringify((made as PublicKeyCredential).toJSON());
}

/** A button, which does nothing without JavaScript. */
export default function MakePasskey(props: MakePasskeyProps) {
  const [state, setState] = useState<"ready" | "busy" | "failed">("ready");
  useEffect(() => {
    // Deno's types don't know `signalUnknownCredential` yet.
    const signal: { signalUnknownCredential?(unknown: unknown): unknown } =
      globalThis.PublicKeyCredential ?? {};
    if (props.refused) signal.signalUnknownCredential?.(props.refused);
  }, []);

  async function make() {
    if (state === "busy") return;
    setState("busy");
    try {
      const passkey = await createPasskey(props.options);
      const form = document.getElementById(props.form) as HTMLFormElement;
      form.querySelector<HTMLInputElement>("[name=passkey]")!.value = passkey;
      form.requestSubmit();
    } catch {
      setState("failed"); // Cancelled, timed out, or not supported.
    }
  }

  return (
    <>
      <Failure>{state === "failed" ? props.failed : undefined}</Failure>
      <button
        type="button"
        aria-disabled={`${state === "busy"}`}
        onClick={make}
      >
        {props.button}
      </button>
    </>
  );
}
