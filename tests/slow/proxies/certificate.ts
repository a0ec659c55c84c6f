/**
 * A certificate for `localhost`, made by the `openssl` command: no package of the project
 * writes X.509.
 *
 * @module
 */
import { createHash, X509Certificate } from "node:crypto";

/** A certificate and its key, as files, and the authority that signed it. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
  /** The authority's certificate, in PEM. */
  readonly authority: string;
  /** The SHA-256 of the public key in Base64, as Chromium names keys to trust. */
  readonly keyHash: string;
}

const NEW_KEY = [
  ...["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"],
  "-nodes",
];

/**
 * Writes a certificate into a folder.
 *
 * @throws {Error} with what `openssl` printed when it fails.
 */
export async function makeCertificate(folder: string): Promise<Certificate> {
  await Deno.writeTextFile(
    `${folder}/names`,
    "subjectAltName=DNS:localhost\n",
  );
  await openssl(folder, [
    ...[
      "req",
      "-x509",
      ...NEW_KEY,
      "-days",
      "2",
      "-subj",
      "/CN=Test authority",
    ],
    ...["-keyout", "authority.key", "-out", "authority.pem"],
  ]);
  await openssl(folder, [
    ...["req", ...NEW_KEY, "-subj", "/CN=localhost"],
    ...["-keyout", "privkey.pem", "-out", "request.pem"],
  ]);
  await openssl(folder, [
    ...["x509", "-req", "-in", "request.pem", "-days", "2"],
    ...["-CA", "authority.pem", "-CAkey", "authority.key"],
    ...["-CAcreateserial", "-extfile", "names", "-out", "fullchain.pem"],
  ]);
  const pem = await Deno.readTextFile(`${folder}/fullchain.pem`);
  const { publicKey } = new X509Certificate(pem);
  return {
    certificate: `${folder}/fullchain.pem`,
    key: `${folder}/privkey.pem`,
    authority: await Deno.readTextFile(`${folder}/authority.pem`),
    keyHash: createHash("sha256")
      .update(publicKey.export({ type: "spki", format: "der" }))
      .digest("base64"),
  };
}

async function openssl(folder: string, args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command("openssl", {
    args,
    cwd: folder,
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
}
