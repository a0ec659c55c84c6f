/** @module */
import type { Writer } from "../draft.ts";
import { Greeting, Line, NotMe, Visit, visitInWords } from "../parts.tsx";

/** Somebody signed in from a browser that was not known. */
export const newDevice: Writer<"new_device"> = async (desk, request) => {
  const user = await desk.toTell(request.userId);
  if (!user) return null;
  const words = await visitInWords(request);
  const notMe = await desk.notMe(user);
  return {
    to: user.address,
    subject: "A new sign-in to your account",
    body: (
      <>
        <Greeting name={user.name} />
        <Line>
          Somebody signed in as {user.address}{" "}
          from a browser that was not here before.
        </Line>
        <Visit words={words} />
        <NotMe href={notMe} />
      </>
    ),
  };
};
