// A stranger's check with npm `jose`: the credential is read from a baked PNG's iTXt chunk, its key from did.json.
// Standard input: {"png": base64, "tokens": [...], "did": did.json, "at": seconds}. Output: for the PNG and each token the achievement or null.
import { createLocalJWKSet, jwtVerify } from "jose";

const chunks = [];
for await (const part of process.stdin) chunks.push(part);
const asked = JSON.parse(Buffer.concat(chunks).toString("utf8"));
const trusted = asked.did.verificationMethod.filter((method) => asked.did.assertionMethod.includes(method.id));
const keys = createLocalJWKSet({ keys: trusted.map((method) => ({ ...method.publicKeyJwk, kid: method.id, alg: "EdDSA" })) });

function baked(png) {
  for (let at = 8; at < png.length; ) {
    const [length, type] = [png.readUInt32BE(at), png.toString("latin1", at + 4, at + 8)];
    const data = png.subarray(at + 8, at + 8 + length);
    if (type === "iTXt" && data.toString("latin1").startsWith("openbadgecredential\0\0\0\0\0"))
      return data.toString("utf8", "openbadgecredential\0\0\0\0\0".length);
    at += length + 12;
  }
  return "";
}

async function check(token) {
  try {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ["EdDSA"], issuer: asked.did.id, currentDate: new Date(asked.at * 1000), requiredClaims: ["jti", "sub", "nbf"],
    });
    return payload.credentialSubject.achievement.name;
  } catch {
    return null;
  }
}

const tokens = [baked(Buffer.from(asked.png, "base64")), ...asked.tokens];
console.log(JSON.stringify(await Promise.all(tokens.map(check))));
