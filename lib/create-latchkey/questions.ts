/**
 * The questions at a terminal.
 *
 * @module
 */
import { isCancel, multiselect, text } from "@clack/prompts";
import {
  type Answers,
  ENGLISH,
  nameFor,
  nameProblem,
  type Offer,
} from "./answers.ts";
import { folderProblem } from "./options.ts";

/** Thrown when someone stops at a question, with Ctrl+C. */
export class Cancelled extends Error {
  override readonly name = "Cancelled";
}

/** What each feature of the library gives to a site. */
const FEATURES: Readonly<
  Record<string, readonly [label: string, hint: string]>
> = {
  admin: ["Admin pages", "lists users, disables accounts"],
  invitations: ["Invitations", "lets people in while sign-up is closed"],
  loginLink: ["Login links", "logs in by a link in an email"],
  authenticatorApp: ["Authenticator apps", "a second factor"],
  passkeys: ["Passkeys", "fingerprint, face or PIN instead of a password"],
  providers: ["Login with a provider", "Google, GitHub and others"],
  recoveryCodes: ["Recovery codes", "for people who lost their phone"],
  emailCode: ["Codes by email", "on devices the account doesn't know"],
  accountRecovery: [
    "Account recovery",
    "a way back when every second factor is lost",
  ],
};

/** Asks for the folder. */
export async function askFolder(): Promise<string> {
  const folder = await answerOf(text({
    message: "Which folder?",
    initialValue: "my-site",
    validate: (value = "") => folderProblem(value.trim()),
  }));
  return folder.trim();
}

/** Asks the three questions, or fewer if the command line has answered some. */
export async function askAnswers(
  known: Partial<Answers>,
  folder: string,
  offer: Offer,
): Promise<Answers> {
  return {
    name: known.name ?? await askName(folder),
    languages: known.languages ?? await askLanguages(offer),
    features: known.features ?? await askFeatures(offer),
  };
}

async function askName(folder: string): Promise<string> {
  const name = await answerOf(text({
    message: "What is the site called?",
    initialValue: nameFor(folder),
    validate: (value = "") => nameProblem(value.trim()),
  }));
  return name.trim();
}

/** The languages, of which English is the default language if it is one of them. */
function askLanguages({ languages }: Offer): Promise<string[]> {
  return answerOf(multiselect({
    message: "Which languages? The first you choose is the default.",
    options: [...languages].map(([value, { name: label }]) => ({
      value,
      label,
    })),
    initialValues: [ENGLISH],
    required: true,
  }));
}

async function askFeatures({ features }: Offer): Promise<string[]> {
  const chosen = await answerOf(multiselect({
    message: "Which features?",
    options: features.map((value) => {
      const [label, hint] = FEATURES[value] ?? [value, ""];
      return { value, label, hint };
    }),
    initialValues: [...features],
    required: false,
    maxItems: features.length,
  }));
  return features.filter((name) => chosen.includes(name));
}

/** What a question resolves to when someone stops at it. */
type Cancel = Extract<Awaited<ReturnType<typeof text>>, symbol>;

/**
 * The answer to a question.
 *
 * @throws {Cancelled}
 */
async function answerOf<Answer extends string | string[]>(
  question: Promise<Answer | Cancel>,
): Promise<Answer> {
  const answer = await question;
  if (isCancel(answer)) throw new Cancelled();
  return answer;
}
